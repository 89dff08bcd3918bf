import { assignedGroups } from '../okta/app-companions';
import { CallError } from '../okta/call-error';
import { clientSecrets } from '../okta/client-secrets';
import type { OrgClient } from '../okta/client';
import { usesSecret } from '../shared/client-authentication';
import { DAY_MS } from '../shared/day';
import type { Io } from '../shared/io';
import { inner, type JsonObject } from '../shared/json';
import { sideBySide } from '../shared/side-by-side';
import type { DeclaredGroups } from './declared-groups';
import type { GroupDrift, NotLookedAt, SecretsSeen } from './report';

/** An app that Okta has, and what the code says of its groups. */
export interface DeepApp {
  readonly path: string;
  readonly id: string;
  readonly app: JsonObject;
  /** Undefined where the code assigns none: then it leaves them to others. */
  readonly groups: DeclaredGroups | undefined;
  /** Another tool rotates its secret, so two of them say nothing. */
  readonly isRotatedElsewhere: boolean;
}

/** What was read of one app besides its settings. */
export interface DeepFacts {
  readonly groups?: readonly GroupDrift[];
  readonly secrets?: SecretsSeen;
}

interface DeepOrg {
  readonly client: OrgClient;
  /** With the credential that may read secrets; or why they were not looked at. */
  readonly secrets: OrgClient | { readonly why: string };
  readonly environment: string;
}

/** Apps that are read at the same time; their requests are paced together. */
const AT_ONCE = 4;
/** Of a log that is no terminal. */
const EVERY = 100;

/**
 * Reads the groups of each app, and its secrets where the credential may: their number and age, never a value.
 *
 * @throws CallError for any refusal but that of one app which was deleted meanwhile.
 */
export async function readDeep(
  apps: readonly DeepApp[],
  { client, secrets, environment }: DeepOrg,
  io: Io,
): Promise<{ readonly facts: ReadonlyMap<string, DeepFacts>; readonly notLookedAt: readonly NotLookedAt[] }> {
  const notLookedAt: NotLookedAt[] = [];
  if ('why' in secrets) notLookedAt.push({ what: 'secrets', where: environment, why: secrets.why });
  let done = 0;
  const read = await sideBySide(apps, AT_ONCE, async (one) => {
    const facts: DeepFacts = await orDeleted(one, notLookedAt, async () => ({
      groups: groupDrift(one.groups, await assignedGroups(client, one.id)),
      ...(!('why' in secrets) && hasSecrets(one) && { secrets: await secretsOf(secrets, one.id) }),
    }));
    done += 1;
    if (done % EVERY === 0)
      io.stderr.write(`${environment}: groups and secrets of ${done} of ${apps.length} apps read\n`);
    return [one.path, facts] as const;
  });
  return { facts: new Map(read), notLookedAt };
}

async function orDeleted(
  { path }: DeepApp,
  notLookedAt: NotLookedAt[],
  read: () => Promise<DeepFacts>,
): Promise<DeepFacts> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CallError) || error.status !== 404) throw error;
    notLookedAt.push({ what: 'groups', where: path, why: 'the app was deleted while it was read' });
    return {};
  }
}

function hasSecrets({ app, isRotatedElsewhere }: DeepApp): boolean {
  const method = inner(app, 'credentials', 'oauthClient', 'token_endpoint_auth_method');
  return !isRotatedElsewhere && typeof method === 'string' && usesSecret(method);
}

async function secretsOf(client: OrgClient, appId: string): Promise<SecretsSeen> {
  const secrets = await clientSecrets(client, appId);
  const active = secrets.filter(({ status }) => status === 'ACTIVE');
  const ages = active
    .map(({ created }) => Math.floor((Date.now() - Date.parse(created)) / DAY_MS))
    .filter((age) => age >= 0);
  return {
    active: active.length,
    inactive: secrets.length - active.length,
    ...(ages.length > 0 && { oldestDays: Math.max(...ages) }),
  };
}

function groupDrift(
  declared: DeclaredGroups | undefined,
  assigned: readonly { readonly id: string; readonly name: string | undefined }[],
): readonly GroupDrift[] {
  if (declared === undefined) return [];
  const known = (id: string, name: string | undefined) =>
    declared.ids.has(id) || (name !== undefined && declared.names.has(name));
  const extra = assigned.filter(({ id, name }) => !known(id, name));
  const [ids, names] = [new Set(assigned.map(({ id }) => id)), new Set(assigned.map(({ name }) => name))];
  const missing = [
    ...[...declared.ids].filter(([id]) => !ids.has(id)).map(([, shown]) => shown),
    ...[...declared.names].filter((name) => !names.has(name)),
  ];
  return [
    ...extra.map(({ id, name }): GroupDrift => ({
      group: name === undefined ? id : `${name} (${id})`,
      change: 'assigned',
    })),
    ...missing.map((group): GroupDrift => ({ group, change: 'removed' })),
  ];
}
