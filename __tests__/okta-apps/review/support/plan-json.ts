/** Attributes of one resource as Terraform prints them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One entry of `resource_changes` as Terraform prints it. */
export interface RawChange {
  readonly address: string;
  readonly type: string;
  readonly change: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** An app without findings, as the provider reads it back. */
export const SOUND_APP: Attributes = {
  admin_note: '',
  authentication_policy: 'rstmfa00000000000001',
  auto_key_rotation: true,
  client_basic_secret: null,
  client_basic_secret_wo: null,
  client_basic_secret_wo_version: null,
  client_id: 'storefront-web',
  client_secret: null,
  consent_method: 'TRUSTED',
  grant_types: ['authorization_code', 'refresh_token'],
  groups_claim: [],
  hide_ios: true,
  hide_web: true,
  id: '0oa1',
  implicit_assignment: false,
  issuer_mode: 'ORG_URL',
  jwks: [],
  jwks_uri: '',
  label: 'Storefront',
  login_mode: 'DISABLED',
  login_uri: '',
  name: 'oidc_client',
  network: [],
  omit_secret: true,
  pkce_required: true,
  post_logout_redirect_uris: ['https://shop.acme.com/'],
  redirect_uris: ['https://shop.acme.com/cb'],
  refresh_token_leeway: 30,
  refresh_token_rotation: 'ROTATE',
  response_types: ['code'],
  skip_authentication_policy: false,
  status: 'ACTIVE',
  token_endpoint_auth_method: 'client_secret_basic',
  type: 'web',
  user_name_template: '${source.login}',
  wildcard_redirect: 'DISABLED',
};

const NOTHING_SENSITIVE = { client_secret: true, client_basic_secret: true, client_basic_secret_wo: true };

/** Marks for a side: lists need one mark per member. */
function marks(values: Attributes | null): unknown {
  if (values === null) return false;
  const lists = Object.entries(values)
    .filter(([, value]) => Array.isArray(value))
    .map(([name, value]) => [
      name,
      (value as unknown[]).map((item) => (typeof item === 'object' && item !== null ? {} : false)),
    ]);
  return { ...NOTHING_SENSITIVE, ...Object.fromEntries(lists) };
}

function actionsOf(before: Attributes | null, after: Attributes | null): string[] {
  if (before === null) return ['create'];
  if (after === null) return ['delete'];
  return JSON.stringify(before) === JSON.stringify(after) ? ['no-op'] : ['update'];
}

/** Any resource change. `more` goes beside `change`, `inside` into it. */
export function rawChange(
  address: string,
  before: Attributes | null,
  after: Attributes | null,
  inside: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): RawChange {
  return {
    address,
    type: address.split('.')[0] ?? '',
    mode: 'managed',
    ...more,
    change: {
      actions: actionsOf(before, after),
      before,
      after,
      after_unknown: {},
      before_sensitive: marks(before),
      after_sensitive: marks(after),
      ...inside,
    },
  };
}

/** An update of an app from `SOUND_APP` with some values to `SOUND_APP` with others. */
export function appChange(
  before: Attributes,
  after: Attributes,
  inside: Attributes = {},
  more: Attributes = {},
): RawChange {
  return rawChange('okta_app_oauth.web', { ...SOUND_APP, ...before }, { ...SOUND_APP, ...after }, inside, more);
}

/** The attributes without some. */
export function without(values: Attributes, ...names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** A new app; what Okta decides is left out, as Terraform does. */
export function newApp(values: Attributes = {}, address = 'okta_app_oauth.web'): RawChange {
  const chosen = without(SOUND_APP, 'id', 'name', 'client_secret');
  const unknown = { id: true, name: true, client_secret: true };
  return rawChange(address, null, { ...chosen, ...values }, { after_unknown: unknown });
}

/** A plan as `terraform show -json` prints it. */
export function rawPlan(changes: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): Attributes {
  return { format_version: '1.2', terraform_version: '1.11.4', resource_changes: changes, ...more };
}
