import type { Environment } from '../constructs/environment';
import { PROVIDER_VERSION } from '../constructs/provider-version';

/** An org on this machine: `okta-apps org`. Nothing here reaches Okta. */
export const local: Environment = {
  name: 'local',
  production: false,
  local: true,
  org: { name: 'local', baseUrl: 'okta.test' },
  credentials: {
    plan: { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' },
    apply: { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' },
  },
  backend: { type: 'local', path: '../../../.okta-local/state/{stack}.tfstate' },
  secrets: { sink: { type: 'dotenv', folder: '.okta-local/secrets' }, maxAge: 90 },
  providerVersion: PROVIDER_VERSION,
  preventDestroy: false,
  // No user needs this org for their work: apps may be deleted and created while one tries things out.
  rules: {
    reviewSeverities: {
      'app/client-id-changed': 'medium',
      'app/deactivated': 'medium',
      'app/deleted': 'medium',
      'app/replaced': 'medium',
      'keys/new-host': 'info',
      'trusted-origin/added': 'info',
    },
  },
  // Who can sign in here, with any password except "wrong". A group that a stack assigns has to be in this list.
  seed: {
    groups: [
      { name: 'partner-buyers', members: ['ada@partner.test', 'grace@partner.test'] },
      { name: 'partner-admins', members: ['grace@partner.test'] },
    ],
    users: [
      { login: 'ada@partner.test', profile: { firstName: 'Ada', lastName: 'Lovelace' } },
      { login: 'grace@partner.test', profile: { firstName: 'Grace', lastName: 'Hopper' } },
      { login: 'linus@harborgoods.test', profile: { firstName: 'Linus', lastName: 'Staff' } },
    ],
  },
  apps: {
    'storefront-web': { origins: ['http://localhost:3000'] },
    'storefront-admin': { origins: ['http://localhost:3001'] },
    'partner-portal': { origins: ['http://localhost:3002'], groupPrefix: 'partner-' },
    'back-office': { origins: ['http://localhost:3003'] },
  },
};
