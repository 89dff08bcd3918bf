import { AREAS, manageScope, readScope, type Area } from '../resources/areas';
import { assignedRoles } from './assigned-roles';
import { openClient, type ClientOptions, type OrgClient } from './client';
import type { ApiToken, OrgCredential, ServiceApp } from './credential';
import { grantedScopes } from './granted-scopes';
import { unlessRefused } from './refusal';
import { secretSight, type SecretSight } from './secret-sight';

/** What a credential can do in an org, as far as the org says so. */
export interface CredentialAccess {
  readonly kind: OrgCredential['type'];
  /** Login of the token's user, or the client id. Undefined when the org does not show it. */
  readonly identity: string | undefined;
  /** Types of its admin roles. Undefined when the org does not show them. */
  readonly roles: readonly string[] | undefined;
  /** Of a service app: what the org grants of the scopes that it lists and of those that could write. */
  readonly scopes: readonly string[] | undefined;
  /** Read a moment ago. */
  readonly canRead: readonly Area[];
  /** Refused a moment ago, with Okta's words. */
  readonly cannotRead: readonly { readonly area: Area; readonly why: string }[];
  /** By role and, for a service app, scope; nothing is written to find out. */
  readonly canWrite: readonly Area[];
  /** Perhaps as well: its scopes allow it, or there is none, and its roles are not known. */
  readonly mayWrite: readonly Area[];
  /** What the org did not tell, and its words. */
  readonly unknown: readonly string[];
  /** Whether it may read client secrets. @default - not looked at */
  readonly secrets?: SecretSight;
}

/** What is read to find out; the other areas are for admins only. */
const READ_AREAS = ['apps', 'groups', 'policies', 'trustedOrigins'] as const satisfies readonly Area[];

/** Lets an app see its own roles. */
const ROLES_SCOPE = readScope('roles');

/** How an org is asked. */
interface AccessOptions extends ClientOptions {
  /** Whether to find out if it may read client secrets. @default false */
  readonly looksForSecrets?: boolean;
}

/**
 * Asks an org what a credential can do. Only reads: one page of each kind of object, the roles, the client secrets of one
 * app where that is asked for, and for a service app tokens with the scopes that it lists and with those that would let it
 * write.
 *
 * @throws CallError when the credential is rejected or cannot be used, or the org does not answer.
 */
export async function credentialAccess(
  orgUrl: string,
  credential: OrgCredential,
  { looksForSecrets = false, ...options }: AccessOptions = {},
): Promise<CredentialAccess> {
  const access = await (credential.type === 'api-token'
    ? tokenAccess(openClient(orgUrl, credential, options), credential)
    : serviceAppAccess(orgUrl, credential, options));
  if (!looksForSecrets || !access.canRead.includes('apps')) return access;
  const scoped = credential.type === 'api-token' ? credential : { ...credential, scopes: [appsScope(credential)] };
  return { ...access, secrets: await secretSight(openClient(orgUrl, scoped, options)) };
}

/** The one of its scopes that lets it read apps. */
function appsScope({ scopes }: ServiceApp): string {
  return scopes.includes(readScope('apps')) ? readScope('apps') : manageScope('apps');
}

async function tokenAccess(client: OrgClient, { type: kind }: ApiToken): Promise<CredentialAccess> {
  const unknown: string[] = [];
  const me = await unlessRefused(
    () => client.call((sdk) => sdk.userApi.getUser({ userId: 'me' })),
    (why) => unknown.push(`whose token it is (${why})`),
  );
  const { roles, writes } = await assignedRoles(client, unknown, async (sdk) => {
    const list = await sdk.roleAssignmentApi.listAssignedRolesForUser({ userId: me?.id ?? 'me' });
    return list.getNextPage();
  });
  return {
    kind,
    identity: me?.profile?.login,
    roles,
    scopes: undefined,
    ...(await readable(client)),
    canWrite: writes ?? [],
    mayWrite: writes === undefined ? AREAS : [],
    unknown,
  };
}

async function serviceAppAccess(
  orgUrl: string,
  credential: ServiceApp,
  options: ClientOptions,
): Promise<CredentialAccess> {
  const { clientId, scopes: listed } = credential;
  const asked = [...new Set([...listed, ...AREAS.map(manageScope), ROLES_SCOPE])];
  const scopes = await grantedScopes(orgUrl, { ...credential, scopes: asked }, options);
  const unknown: string[] = [];
  const { roles, writes } = scopes.includes(ROLES_SCOPE)
    ? await assignedRoles(
        openClient(orgUrl, { ...credential, scopes: [ROLES_SCOPE] }, options),
        unknown,
        async (sdk) => {
          const list = await sdk.roleAssignmentApi.listRolesForClient({ clientId });
          return list.getNextPage();
        },
      )
    : { roles: undefined, writes: undefined };
  if (!scopes.includes(ROLES_SCOPE)) unknown.push(`its admin roles (only shown with the scope ${ROLES_SCOPE})`);
  const usable = listed.filter((scope) => scopes.includes(scope));
  const byScope = AREAS.filter((area) => scopes.includes(manageScope(area)));
  return {
    kind: credential.type,
    identity: clientId,
    roles,
    scopes,
    ...(usable.length === 0
      ? { canRead: [], cannotRead: READ_AREAS.map((area) => ({ area, why: 'none of its scopes is granted' })) }
      : await readable(openClient(orgUrl, { ...credential, scopes: usable }, options))),
    canWrite: byScope.filter((area) => writes?.includes(area)),
    mayWrite: writes === undefined ? byScope : [],
    unknown,
  };
}

type Sdk = Parameters<Parameters<OrgClient['call']>[0]>[0];

const READERS: Readonly<Record<(typeof READ_AREAS)[number], (sdk: Sdk) => Promise<unknown>>> = {
  apps: async (sdk) => (await sdk.applicationApi.listApplications({ limit: 1 })).getNextPage(),
  groups: async (sdk) => (await sdk.groupApi.listGroups({ limit: 1 })).getNextPage(),
  policies: async (sdk) => (await sdk.policyApi.listPolicies({ type: 'ACCESS_POLICY' })).getNextPage(),
  trustedOrigins: async (sdk) => (await sdk.trustedOriginApi.listTrustedOrigins({ limit: 1 })).getNextPage(),
};

async function readable(client: OrgClient): Promise<Pick<CredentialAccess, 'canRead' | 'cannotRead'>> {
  const refused = new Map<Area, string>();
  await Promise.all(
    READ_AREAS.map((area) =>
      unlessRefused(
        () => client.call(READERS[area]),
        (why) => refused.set(area, why),
      ),
    ),
  );
  return {
    canRead: READ_AREAS.filter((area) => !refused.has(area)),
    cannotRead: READ_AREAS.flatMap((area) => {
      const why = refused.get(area);
      return why === undefined ? [] : [{ area, why }];
    }),
  };
}
