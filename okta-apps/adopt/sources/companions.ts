import type { DirectUsers } from '../../okta/app-companions';
import { CallError } from '../../okta/call-error';
import type { OrgClient } from '../../okta/client';
import { readDocument, type AssembledStack } from '../../project/assembly';
import { TRUSTED_ORIGIN } from '../../resources/trusted-origin';
import { resourceBlocks } from '../../document/modules/resource-blocks';
import { askedOnce } from '../../okta/refusal';
import { inner, list, textField, type JsonObject } from '../../shared/json';
import { counted, listed } from '../../shared/lists';
import { clientIdOf, idOf } from './choose-listed';
import type { SourceApp, SourceFlag } from './source';

/** Reads what an org has of an app beside the app's JSON. */
export interface CompanionReader {
  /** @throws CallError when the org does not answer */
  read(app: JsonObject): Promise<SourceApp>;
  /** What the credential was not allowed to read: one line for each kind. */
  notes(): readonly string[];
}

/** What a credential may lack: then it is asked for once, and a note says what was not looked at. */
const OPTIONAL = {
  claim: 'groups claims (Okta shows them to API tokens only)',
  secrets: 'numbers of client secrets, so an app with two active ones is not found',
  roles: 'administrator roles of apps',
  users: 'users who are assigned directly',
} as const;

type Optional = keyof typeof OPTIONAL;

/**
 * Reads the companions of apps, a few requests for each web app and none for an app of another kind, which cannot be
 * adopted anyway.
 *
 * @param origins all trusted origins of the org
 */
export function companionReader(client: OrgClient, origins: readonly JsonObject[] | undefined): CompanionReader {
  const refused = new Map<Optional, string>();
  const optional = askedOnce(refused);
  return {
    read: async (app): Promise<SourceApp> => {
      if (inner(app, 'settings', 'oauthClient', 'application_type') !== 'web') return { app, flags: [], obstacles: [] };
      const okta = await import('../../okta/app-companions.js');
      const { activeSecrets: countSecrets } = await import('../../okta/client-secrets.js');
      const id = idOf(app);
      try {
        const groups = await okta.assignedGroups(client, id);
        const [users, groupsClaim, secrets, roles] = await Promise.all([
          optional('users', () => okta.directUsers(client, id)),
          optional('claim', () => okta.groupsClaimOf(client, id)),
          optional('secrets', () => countSecrets(client, id)),
          optional('roles', () => okta.clientRoles(client, clientIdOf(app))),
        ]);
        const own = origins && originsOf(app, origins);
        return {
          app,
          groups: groups.map(({ id: group, name }) => name ?? group),
          ...(own && { origins: own }),
          ...(groupsClaim !== undefined && { groupsClaim }),
          ...(secrets !== undefined && { activeSecrets: secrets }),
          ...(roles !== undefined && { roles }),
          flags: users === undefined ? [] : userFlags(users),
          obstacles: groups.filter(({ profile }) => Object.keys(profile).length > 0).map(profileObstacle),
        };
      } catch (error) {
        if (!(error instanceof CallError) || error.status !== 404) throw error;
        return { app, flags: [], obstacles: ['It was deleted while the org was read; run this again'] };
      }
    },
    notes: () =>
      (Object.keys(OPTIONAL) as Optional[]).flatMap((kind) => {
        const why = refused.get(kind);
        return why === undefined ? [] : [`Not looked at: ${OPTIONAL[kind]} (${why})`];
      }),
  };
}

function profileObstacle({
  id,
  name = id,
  profile,
}: {
  id: string;
  name?: string | undefined;
  profile: JsonObject;
}): string {
  const members = listed(Object.keys(profile));
  return (
    `Its assignment of the group ${JSON.stringify(name)} sets ${members} for its members: ` +
    'okta_app_group_assignments would remove that'
  );
}

function userFlags({ count, isWhole }: DirectUsers): readonly SourceFlag[] {
  if (count === 0) return [];
  const users = `${isWhole ? '' : 'At least '}${counted(count, 'user')}`;
  const message = `${users} ${count === 1 ? 'is' : 'are'} assigned directly; these assignments stay as they are and are not in the code`;
  return [{ kind: 'user-assignments', message }];
}

/** Trusted origins that the stacks of an environment declare. */
export function declaredOrigins(stacks: readonly AssembledStack[]): readonly string[] {
  return stacks
    .flatMap((stack) => resourceBlocks(readDocument(stack)))
    .filter(({ type }) => type === TRUSTED_ORIGIN.name)
    .flatMap(({ body }) => textField(body, 'origin') ?? []);
}

/** Trusted origins that users of the app are sent to. */
export function originsOf(app: JsonObject, origins: readonly JsonObject[]): readonly JsonObject[] {
  const client = inner(app, 'settings', 'oauthClient');
  const uris = ['redirect_uris', 'post_logout_redirect_uris'].flatMap((name) => list(inner(client, name)));
  const own = new Set([...uris, inner(client, 'initiate_login_uri')].flatMap(originOf));
  return origins.filter(({ origin }) => originOf(origin).some((one) => own.has(one)));
}

function originOf(uri: unknown): readonly string[] {
  if (typeof uri !== 'string' || !URL.canParse(uri)) return [];
  const { origin } = new URL(uri);
  return origin === 'null' ? [] : [origin];
}
