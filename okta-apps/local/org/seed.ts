import { EVERYONE } from '../../shared/environment-seed';
import { newApp } from './apps/app';
import { APP_BODY, describe } from './apps/body';
import { timestamp, type OrgContext } from './call';
import { ADMIN_USER, DEFAULT_POLICY, newId, tokenId } from './ids';
import { fields } from './json-body';
import type { App } from './records';
import type { Role } from './rights';
import { plantApp, policyOf, type SeedApp } from './plant-app';
import { plantOrigin } from './trusted-origins';
import type { JsonObject } from '../../shared/json';
import { makeUser } from './users';

/** One role, or several at once. */
type Roles = Role | readonly Role[];

/** What an org is to hold from the beginning. What is there already, by id or name, is left as it is. */
export interface Seed {
  readonly groups?: readonly { readonly id?: string; readonly name: string; readonly description?: string }[];
  readonly policies?: readonly {
    readonly id?: string;
    readonly name: string;
    /** Of its only rule. @default `2FA` */
    readonly factorMode?: '1FA' | '2FA';
  }[];
  readonly users?: readonly {
    readonly id?: string;
    readonly login: string;
    readonly firstName?: string;
    readonly lastName?: string;
    /** @default - the login */
    readonly email?: string;
    /** Names of groups that it is in. */
    readonly groups?: readonly string[];
  }[];
  /** Further API tokens, each of a user of its own with that role. */
  readonly tokens?: readonly { readonly token: string; readonly role: Roles }[];
  /** Service apps that authenticate with a key; without a role they may do nothing. */
  readonly serviceApps?: readonly {
    readonly clientId: string;
    readonly jwks: { readonly keys: readonly object[] };
    readonly scopes: readonly string[];
    readonly role?: Roles;
  }[];
  /** Apps of another org, whole. Their groups are among `groups`. */
  readonly apps?: readonly SeedApp[];
  /** Trusted origins of another org, each as `GET /api/v1/trustedOrigins/{id}` answered it. */
  readonly trustedOrigins?: readonly JsonObject[];
}

/** Puts in what every org has (an administrator, `Everyone`, the default access policy) and what the seed says. */
export function plant(org: OrgContext, seed: Seed): void {
  plantPolicies(org, [{ id: DEFAULT_POLICY, name: 'Any two factors' }, ...(seed.policies ?? []), ...policiesOf(seed)]);
  plantGroup(org, { name: EVERYONE, description: 'All users in your organization' }, 'BUILT_IN');
  for (const group of seed.groups ?? []) plantGroup(org, group, 'OKTA_GROUP');
  plantUser(org, { id: ADMIN_USER, login: 'admin@local.test', firstName: 'Local', lastName: 'Admin' }, ['SUPER_ADMIN']);
  for (const user of seed.users ?? []) plantUser(org, user, []);
  const own = tokenId(org.state.identity.token);
  for (const { id, userId } of org.state.tokens.all())
    if (userId === ADMIN_USER && id !== own) org.state.tokens.delete(id);
  plantToken(org, org.state.identity.token, ADMIN_USER);
  for (const { token, role } of seed.tokens ?? []) {
    const login = `token-${tokenId(token).slice(0, 8)}@local.test`;
    plantToken(org, token, plantUser(org, { login }, rolesOf(role)));
  }
  for (const app of seed.serviceApps ?? []) plantServiceApp(org, app);
  for (const app of seed.apps ?? []) plantApp(org, app);
  for (const origin of seed.trustedOrigins ?? []) plantOrigin(org, origin);
}

/** The policies that planted apps have, by id: the names are not part of an app. */
function policiesOf({ apps = [] }: Seed): NonNullable<Seed['policies']> {
  return apps.flatMap(({ app }) => policyOf(app) ?? []).map((id) => ({ id, name: id }));
}

function rolesOf(role: Roles | undefined): readonly Role[] {
  if (role === undefined) return [];
  return typeof role === 'string' ? [role] : role;
}

function plantPolicies(org: OrgContext, wanted: NonNullable<Seed['policies']>): void {
  const { policies } = org.state;
  const now = timestamp(org);
  for (const { id = newId('rst'), name, factorMode } of wanted) {
    if (policies.some((policy) => policy.id === id || policy.name === name)) continue;
    policies.put({
      id,
      type: 'ACCESS_POLICY',
      name,
      description: '',
      priority: 1,
      status: 'ACTIVE',
      system: id === DEFAULT_POLICY,
      ...(factorMode !== undefined && { factorMode }),
      created: now,
      lastUpdated: now,
    });
  }
}

function plantGroup(org: OrgContext, wanted: NonNullable<Seed['groups']>[number], type: string): void {
  const { groups } = org.state;
  const { id = newId('00g'), name, description = '' } = wanted;
  if (groups.some((group) => group.id === id || group.profile.name === name)) return;
  const now = timestamp(org);
  groups.put({
    id,
    type,
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
    profile: { name, description },
    members: [],
  });
}

/** @returns the user's id */
function plantUser(org: OrgContext, wanted: NonNullable<Seed['users']>[number], roles: readonly Role[]): string {
  const { users } = org.state;
  const { id = newId('00u'), login, firstName = 'Test', lastName = 'User', email = login, groups = [] } = wanted;
  const known = users.find((user) => user.id === id || user.profile.login === login);
  if (known !== undefined) {
    if (known.roles.join() !== roles.join()) users.put({ ...known, roles });
    return known.id;
  }
  return makeUser(org, { firstName, lastName, login, email }, { id, roles, groups }).id;
}

function plantToken(org: OrgContext, token: string, userId: string): void {
  const id = tokenId(token);
  if (org.state.tokens.get(id)?.userId !== userId) org.state.tokens.put({ id, userId });
}

function plantServiceApp(org: OrgContext, wanted: NonNullable<Seed['serviceApps']>[number]): void {
  const { apps } = org.state;
  const { clientId, jwks, scopes, role } = wanted;
  const known = apps.named(clientId);
  const created = timestamp(org);
  const grants = scopes.map((scopeId) => ({ id: newId('oag'), scopeId, created, createdBy: ADMIN_USER }));
  apps.put({ ...(known ?? serviceApp(org, clientId, jwks)), grants, roles: rolesOf(role) });
}

function serviceApp(org: OrgContext, clientId: string, jwks: object): App {
  const body = fields(APP_BODY, {
    name: 'oidc_client',
    label: clientId,
    signOnMode: 'OPENID_CONNECT',
    credentials: { oauthClient: { client_id: clientId, token_endpoint_auth_method: 'private_key_jwt' } },
    settings: {
      oauthClient: {
        application_type: 'service',
        grant_types: ['client_credentials'],
        response_types: ['token'],
        jwks,
      },
    },
  });
  const id = newId('0oa');
  return newApp(org, id, describe(body, id), 'ACTIVE');
}
