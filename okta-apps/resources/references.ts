import { textField, type JsonObject } from '../shared/json';

/** What the id of one kind of object stands for, where an attribute takes such an id. */
export type IdKind = (typeof TYPES)[number][0] | 'client';

/** Object kinds and the types, of resources and of data sources, whose `id` is one of them. */
const TYPES = [
  ['group', 'okta_group okta_everyone_group'],
  ['user', 'okta_user'],
  [
    'policy',
    `okta_policy okta_default_policy okta_app_signon_policy okta_auth_server_policy okta_entity_risk_policy
     okta_policy_mfa okta_policy_mfa_default okta_policy_password okta_policy_password_default
     okta_policy_profile_enrollment okta_policy_signon okta_post_auth_session_policy okta_session_violation_policy`,
  ],
  ['zone', 'okta_network_zone'],
  [
    'app',
    `okta_app okta_app_auto_login okta_app_basic_auth okta_app_bookmark okta_app_oauth okta_app_saml
     okta_app_secure_password_store okta_app_shared_credentials okta_app_swa okta_app_three_field`,
  ],
  ['authorization server', 'okta_auth_server okta_auth_server_default'],
  ['identity provider', 'okta_idp_oidc okta_idp_saml okta_idp_social'],
  ['admin role', 'okta_admin_role_custom'],
  ['resource set', 'okta_resource_set'],
  ['authenticator', 'okta_authenticator'],
  ['behavior', 'okta_behavior'],
  ['brand', 'okta_brand'],
  ['captcha', 'okta_captcha'],
  [
    'device assurance policy',
    `okta_device_assurance_policy okta_policy_device_assurance_android okta_policy_device_assurance_chromeos
     okta_policy_device_assurance_ios okta_policy_device_assurance_macos okta_policy_device_assurance_windows`,
  ],
  ['domain', 'okta_domain'],
  ['email domain', 'okta_email_domain'],
  ['email sender', 'okta_email_sender'],
  ['event hook', 'okta_event_hook'],
  ['inline hook', 'okta_inline_hook'],
  ['realm', 'okta_realm'],
  ['user type', 'okta_user_type'],
  ['profile mapping source', 'okta_user_profile_mapping_source'],
] as const;

/** Attributes by their path, in every type that has them. */
const TAKES: Readonly<Record<string, readonly IdKind[]>> = {
  app_id: ['app'],
  'app_exclude.id': ['app'],
  'app_include.id': ['app'],
  auth_server_id: ['authorization server'],
  authentication_policy: ['policy'],
  authenticator_id: ['authenticator'],
  behaviors: ['behavior'],
  billing_contact_user: ['user'],
  brand_id: ['brand'],
  captcha_id: ['captcha'],
  client_whitelist: ['app', 'client'],
  custom_role_id: ['admin role'],
  default_app_app_instance_id: ['app'],
  device_assurances_included: ['device assurance policy'],
  domain_id: ['domain'],
  email_domain_id: ['email domain'],
  event_hook_id: ['event hook'],
  group_blacklist: ['group'],
  group_id: ['group'],
  group_whitelist: ['group'],
  groups_excluded: ['group'],
  groups_included: ['group'],
  identity_provider_ids: ['identity provider'],
  'idp_providers.id': ['identity provider'],
  inline_hook_id: ['inline hook'],
  manager_id: ['user'],
  'network.exclude': ['zone'],
  'network.include': ['zone'],
  network_excludes: ['zone'],
  network_includes: ['zone'],
  policy_id: ['policy'],
  realm_id: ['realm'],
  resource_set_id: ['resource set'],
  'rule.device_assurances_included': ['device assurance policy'],
  'rule.groups_excluded': ['group'],
  'rule.groups_included': ['group'],
  'rule.network_excludes': ['zone'],
  'rule.network_includes': ['zone'],
  'rule.users_excluded': ['user'],
  'rule.users_included': ['user'],
  sender_id: ['email sender'],
  source_group_id: ['group'],
  target_group_id: ['group'],
  technical_contact_user: ['user'],
  'type.id': ['user type'],
  user_blacklist: ['user'],
  user_id: ['user'],
  user_whitelist: ['user'],
  users_excluded: ['user'],
  users_included: ['user'],
};

/** Attributes whose names mean something else in other types. */
const TAKES_OF: Readonly<Record<string, Readonly<Record<string, readonly IdKind[]>>>> = {
  okta_admin_role_targets: { groups: ['group'] },
  okta_app_group_assignments: { 'group.id': ['group'] },
  okta_app_oauth_role_assignment: { client_id: ['client', 'app'] },
  okta_app_token: { client_id: ['client', 'app'] },
  okta_group_memberships: { users: ['user'] },
  okta_group_owner: { id_of_group_owner: ['user', 'group'] },
  okta_group_owners: { 'owner.id': ['user', 'group'] },
  okta_group_role: { target_group_list: ['group'] },
  okta_group_rule: { group_assignments: ['group'] },
  okta_idp_oidc: { account_link_group_include: ['group'], groups_assignment: ['group'] },
  okta_idp_saml: { account_link_group_include: ['group'], groups_assignment: ['group'] },
  okta_idp_social: { account_link_group_include: ['group'], groups_assignment: ['group'] },
  okta_link_value: { associated_user_ids: ['user'], primary_user_id: ['user'] },
  okta_policy_profile_enrollment_apps: { apps: ['app'] },
  okta_profile_mapping: {
    source_id: ['app', 'identity provider', 'profile mapping source'],
    target_id: ['app', 'identity provider', 'profile mapping source'],
  },
  okta_user_group_memberships: { groups: ['group'] },
};

/** Write-only attributes: they take a secret and are in neither plan nor state. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  okta_app_oauth: ['client_basic_secret_wo'],
  okta_idp_oidc: ['client_secret_wo'],
  okta_idp_social: ['client_secret_wo'],
};

const KIND_OF: ReadonlyMap<string, IdKind> = new Map(
  TYPES.flatMap(([kind, types]) => types.split(/\s+/).map((type) => [type, kind] as const)),
);

/** Which ids an attribute takes from elsewhere; none where the code itself has to say the value. */
export function idsTaken(type: string, path: string, section: 'resource' | 'data'): readonly IdKind[] {
  const own = idKindOf(type);
  // A data source is looked up by its own id.
  if (section === 'data' && path === 'id' && own !== undefined) return [own];
  const special = Object.hasOwn(TAKES_OF, type) ? TAKES_OF[type] : undefined;
  if (special !== undefined && Object.hasOwn(special, path)) return special[path] ?? [];
  return Object.hasOwn(TAKES, path) ? (TAKES[path] ?? []) : [];
}

/** What the attribute of such a resource or data source is the id of; undefined when it is no id. */
export function idGiven(type: string, attribute: string): IdKind | undefined {
  if (type === 'okta_app_oauth' && attribute === 'client_id') return 'client';
  return attribute === 'id' ? idKindOf(type) : undefined;
}

/** Whether the attribute takes a secret that stays out of plan and state. */
export function takesSecret(type: string, path: string): boolean {
  return Object.hasOwn(SECRETS, type) && SECRETS[type]?.includes(path) === true;
}

/**
 * Kinds of objects whose ids an attribute of a resource takes, be it in a member or in a block; none where it takes no
 * ids.
 */
export function kindsIn(type: string, attribute: string): readonly IdKind[] {
  const own = Object.hasOwn(TAKES_OF, type) ? TAKES_OF[type] : undefined;
  const paths = [...Object.keys(TAKES), ...Object.keys(own ?? {})];
  const within = paths.filter((path) => path === attribute || path.startsWith(`${attribute}.`));
  return [...new Set(within.flatMap((path) => idsTaken(type, path, 'resource')))];
}

/** The kind of object that an id is of: by how ids of that kind begin, else the only kind that it can be. */
export function kindOfId(id: string, kinds: readonly IdKind[]): IdKind | undefined {
  const prefixes: Partial<Record<IdKind, string>> = ID_PREFIXES;
  return kinds.find((kind) => prefixes[kind] === id.slice(0, 3)) ?? (kinds.length === 1 ? kinds[0] : undefined);
}

/** Kinds whose ids are known by how they begin. */
export const NAMED_KINDS: readonly IdKind[] = ['group', 'user', 'policy', 'zone'];

/** How Okta begins the ids of a kind. */
export const ID_PREFIXES = { group: '00g', user: '00u', policy: 'rst', zone: 'nzo', app: '0oa' } as const;

/** What people call the kind of object that a type makes: `network zone`. */
export function wordsOfKind(type: string): string {
  return kindWords(idKindOf(type) ?? 'resource');
}

/** What people call a kind. */
export function kindWords(kind: IdKind | 'resource'): string {
  return kind === 'zone' ? 'network zone' : kind;
}

/** What people call an object of Okta; undefined for an app, which has rules of its own, and for what has no id. */
export function objectName(type: string, values: JsonObject): string | undefined {
  const kind = idKindOf(type);
  if (kind === undefined || kind === 'app') return undefined;
  const names = kind === 'user' ? ['login', 'email'] : ['name'];
  return names.map((name) => textField(values, name)).find((name) => name !== undefined && name !== '');
}

function idKindOf(type: string): IdKind | undefined {
  return KIND_OF.get(type);
}
