import type { Environment } from '../constructs/environment';
import { PROVIDER_VERSION } from '../constructs/provider-version';

/** What production will be next. */
export const staging: Environment = {
  name: 'staging',
  production: false,
  org: { name: 'harborgoods-staging', baseUrl: 'oktapreview.com' },
  credentials: {
    plan: { type: 'api-token', tokenVariable: 'OKTA_STAGING_PLAN_TOKEN' },
    apply: {
      type: 'service-app',
      clientId: '0oaharborterraformstaging',
      privateKeyVariable: 'OKTA_STAGING_APPLY_PRIVATE_KEY',
      scopes: ['okta.apps.manage', 'okta.apps.read', 'okta.groups.read', 'okta.policies.read'],
    },
    applyOrigins: { type: 'api-token', tokenVariable: 'OKTA_STAGING_ORIGINS_TOKEN' },
  },
  backend: { type: 's3', bucket: 'harborgoods-terraform-staging', key: 'okta/{stack}.tfstate', region: 'eu-central-1' },
  providerVersion: PROVIDER_VERSION,
  preventDestroy: false,
  rules: { forbidPlaceholderHosts: true },
  apps: {
    'storefront-web': { origins: ['https://shop.staging.harborgoods.net'] },
    'storefront-admin': { origins: ['https://shop-admin.staging.harborgoods.net'] },
    'partner-portal': { origins: ['https://partners.staging.harborgoods.net'] },
    'back-office': { origins: ['https://office.staging.harborgoods.net'], networkZones: ['nzo1stagingoffice000'] },
  },
};
