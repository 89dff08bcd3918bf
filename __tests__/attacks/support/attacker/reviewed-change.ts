import type { Seed } from '../../../../okta-apps/local/org/seed';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import { INITIAL_SECRETS } from '../../../../okta-apps/shared/stack-manifest';
import type { PlainStack } from '../../../support/plain-project';

/** Groups of the org: one that the change looks up, and others that an attacker would rather have. */
export const SEED: Seed = {
  groups: ['Desk', 'Staff', 'Billing staff', 'Contractors', 'Billing'].map((name) => ({ name })),
};

const OKTA = { source: 'okta/okta', version: '>= 6.9.0' };

function document(stack: string, more: JsonObject): JsonObject {
  return {
    terraform: {
      backend: { local: { path: `../../../.okta-local/state/${stack}.tfstate` } },
      required_providers: { okta: OKTA },
      required_version: '>= 1.11.0',
    },
    provider: { okta: [{ org_name: 'local', base_url: 'okta.test' }] },
    ...more,
  };
}

function app(label: string, different: JsonObject = {}): JsonObject {
  return {
    label,
    type: 'web',
    client_id: `${label.toLowerCase()}-client`,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`https://${label.toLowerCase()}.acme.dev/callback`],
    post_logout_redirect_uris: [`https://${label.toLowerCase()}.acme.dev/`],
    token_endpoint_auth_method: 'client_secret_basic',
    pkce_required: true,
    consent_method: 'TRUSTED',
    issuer_mode: 'ORG_URL',
    refresh_token_rotation: 'ROTATE',
    refresh_token_leeway: 0,
    skip_authentication_policy: true,
    omit_secret: true,
    ...different,
  };
}

const LOCAL = { environment: 'local', local: true, org: { name: 'local', baseUrl: 'okta.test' } } as const;

const DESK: PlainStack = {
  manifest: LOCAL,
  terraform: document('desk-local', {
    data: { okta_group: { desk: { name: 'Desk' }, guests: { name: 'Contractors' } } },
    output: { desk: { value: '${data.okta_group.desk.id}' }, guests: { value: '${data.okta_group.guests.id}' } },
  }),
};

const ASSIGNED = {
  okta_app_group_assignments: {
    shop: {
      app_id: '${okta_app_oauth.shop.id}',
      group: [
        { id: '${data.terraform_remote_state.desk.outputs.desk}', priority: 1, profile: '{}' },
        { id: '${data.okta_group.staff.id}', priority: 2, profile: '{}' },
      ],
    },
  },
};

const READS = {
  terraform_remote_state: {
    desk: { backend: 'local', config: { path: '../../../.okta-local/state/desk-local.tfstate' } },
  },
  okta_group: { staff: { name: 'Staff' } },
};

const SHOP: PlainStack = {
  manifest: LOCAL,
  dependencies: ['desk-local'],
  terraform: document('shop-local', {
    data: READS,
    resource: { okta_app_oauth: { shop: app('Shop') }, ...ASSIGNED },
  }),
};

/** A path more, a new app with a secret of its own and a group that is looked up, and a trusted origin. */
const SHOP_HEAD: PlainStack = {
  manifest: { ...LOCAL, [INITIAL_SECRETS]: [{ variable: 'billing_secret', address: 'okta_app_oauth.billing' }] },
  dependencies: ['desk-local'],
  terraform: document('shop-local', {
    variable: { billing_secret: { type: 'string', sensitive: true, ephemeral: true } },
    locals: { host: 'shop.acme.dev' },
    data: { ...READS, okta_group: { ...READS.okta_group, billing: { name: 'Billing staff' } } },
    resource: {
      okta_app_oauth: {
        shop: app('Shop', {
          redirect_uris: ['https://shop.acme.dev/callback', '${join("/", ["https://shop.acme.dev", "signed-in"])}'],
          post_logout_redirect_uris: ['https://${local.host}/'],
        }),
        billing: app('Billing', {
          client_basic_secret_wo: '${var.billing_secret}',
          client_basic_secret_wo_version: 1,
        }),
      },
      okta_app_group_assignments: {
        ...ASSIGNED.okta_app_group_assignments,
        billing: {
          app_id: '${okta_app_oauth.billing.id}',
          group: [{ id: '${data.okta_group.billing.id}', priority: 1, profile: '{}' }],
        },
      },
      okta_trusted_origin: {
        shop: { name: 'Shop', origin: 'https://shop.acme.dev', scopes: ['CORS', 'REDIRECT'] },
      },
    },
  }),
};

export const BASE: Readonly<Record<string, PlainStack>> = { 'desk-local': DESK, 'shop-local': SHOP };
export const HEAD: Readonly<Record<string, PlainStack>> = { 'desk-local': DESK, 'shop-local': SHOP_HEAD };
