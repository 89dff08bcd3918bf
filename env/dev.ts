import type { Environment } from '../constructs/environment';
import { PROVIDER_VERSION } from '../constructs/provider-version';

/** Where developers try their changes. */
export const dev: Environment = {
  name: 'dev',
  production: false,
  org: { name: 'harborgoods-dev', baseUrl: 'oktapreview.com' },
  credentials: {
    plan: { type: 'api-token', tokenVariable: 'OKTA_DEV_PLAN_TOKEN' },
    apply: { type: 'api-token', tokenVariable: 'OKTA_DEV_APPLY_TOKEN' },
  },
  backend: { type: 's3', bucket: 'harborgoods-terraform-dev', key: 'okta/{stack}.tfstate', region: 'eu-central-1' },
  providerVersion: PROVIDER_VERSION,
  preventDestroy: false,
  apps: {
    'storefront-web': { origins: ['https://shop.dev.harborgoods.net'] },
    'storefront-admin': { origins: ['https://shop-admin.dev.harborgoods.net'] },
    'partner-portal': { origins: ['https://partners.dev.harborgoods.net'], groupPrefix: 'partner-' },
    'back-office': { origins: ['https://office.dev.harborgoods.net'] },
  },
};
