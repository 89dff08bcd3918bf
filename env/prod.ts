import type { Environment } from '../constructs/environment';
import { PROVIDER_VERSION } from '../constructs/provider-version';

/** Where people sign in for their work. */
export const prod: Environment = {
  name: 'prod',
  production: true,
  org: { name: 'harborgoods', baseUrl: 'okta.com' },
  credentials: {
    plan: { type: 'api-token', tokenVariable: 'OKTA_PROD_PLAN_TOKEN' },
    apply: {
      type: 'service-app',
      clientId: '0oaharborterraformprod',
      privateKeyVariable: 'OKTA_PROD_APPLY_PRIVATE_KEY',
      scopes: ['okta.apps.manage', 'okta.apps.read', 'okta.groups.read', 'okta.policies.read'],
    },
    applyOrigins: { type: 'api-token', tokenVariable: 'OKTA_PROD_ORIGINS_TOKEN' },
  },
  backend: { type: 's3', bucket: 'harborgoods-terraform-prod', key: 'okta/{stack}.tfstate', region: 'eu-central-1' },
  providerVersion: PROVIDER_VERSION,
  preventDestroy: true,
  approvals: 1,
  rules: { forbidPlaceholderHosts: true, maxRedirectUris: 10 },
  apps: {
    'storefront-web': { origins: ['https://shop.harborgoods.net'] },
    'storefront-admin': { origins: ['https://shop-admin.harborgoods.net'] },
    'partner-portal': { origins: ['https://partners.harborgoods.net'] },
    'back-office': { origins: ['https://office.harborgoods.net'], networkZones: ['nzo1prodoffice000000'] },
  },
};
