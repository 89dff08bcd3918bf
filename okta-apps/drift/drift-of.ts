import { CallError } from '../okta/call-error';
import type { OrgClient } from '../okta/client';
import type { DeclaredApps } from '../run/declared-apps';
import { APP_OAUTH } from '../resources/app-oauth';
import { TRUSTED_ORIGIN } from '../resources/trusted-origin';
import type { ResourceType } from '../resources/resource-type';
import type { Io } from '../shared/io';
import { inner, textField, type JsonObject } from '../shared/json';
import { ownershipIn } from '../shared/ownership';
import type { StackManifest } from '../shared/stack-manifest';
import { readClaims } from './claims';
import { compareApp, type Comparison } from './compare-app';
import { compareOrigins } from './compare-origins';
import { declaredGroups } from './declared-groups';
import { declaredObjects, type DeclaredObject } from './declared';
import { readDeep, type DeepApp } from './deep';
import { explained, lastApplies } from './explain';
import { goneNotes } from './gone';
import { headlineOf, verdictOf } from './headline';
import { clientIdOf, idIn, matchApps, type MatchedApp, type StateIds } from './match-apps';
import { meaningsOf } from './meaning';
import { withMissing, type OrgObjects } from './read-org';
import type { AppDrift, DriftReport, ExtraApp, NotCompared, NotLookedAt } from './report';
import { whoChanged } from './who';

/** What a comparison reads from. */
export interface DriftSources {
  /** `https://acme.okta.com` */
  readonly url: string;
  readonly client: OrgClient;
  readonly listed: OrgObjects;
  readonly states: ReadonlyMap<string, StateIds>;
  /** How many requests were made so far. */
  readonly requests: () => number;
  /** For a deep run: what may read secrets, or why nothing may. @default - groups, groups claims and secrets are not read */
  readonly deep?: { readonly secrets: OrgClient | { readonly why: string } } | undefined;
}

/** A declared app, and how Okta's differs. */
interface ComparedApp {
  readonly match: MatchedApp;
  /** Undefined where there is no app to compare with. */
  readonly comparison: Comparison | undefined;
}

/** Compares one environment. @throws CallError when the apps cannot be read. */
export async function driftOf(
  { environment, project, stacks, manifest }: DeclaredApps,
  { url, client, listed, states, deep, requests }: DriftSources,
  io: Io,
): Promise<DriftReport> {
  const stateOf = (stack: string): StateIds => states.get(stack) ?? { why: 'it was not read' };
  const declare = (type: ResourceType): readonly DeclaredObject[] =>
    stacks.flatMap((stack) => declaredObjects(stack, type, (address) => idIn(stateOf(stack.name), address)));
  const all = declare(APP_OAUTH);
  const [repeated, declared] = [all.filter((one) => one.isRepeated), all.filter((one) => !one.isRepeated)];
  const now = Date.now();
  const wanted = declared.flatMap(({ stack, address }) => idIn(stateOf(stack.name), address) ?? []);
  const apps = await withMissing(listed.apps, wanted, client);
  const matched = matchApps(declared, apps, stateOf);
  const found = matched.flatMap(({ app, id }) => (app === undefined || id === undefined ? [] : [id]));
  const claims = deep === undefined ? undefined : await readClaims(found, client);
  const compared = matched.map((match): ComparedApp => ({
    match,
    comparison: match.app === undefined ? undefined : compareApp(match.declared, match.app, claims),
  }));
  const known = stacks.flatMap((stack) => {
    const own = compared.filter(({ match }) => match.declared.stack.name === stack.name);
    const hasChanges = own.some(({ comparison }) => (comparison?.fields.length ?? 0) > 0);
    const applies = hasChanges ? lastApplies(stack, project) : undefined;
    return withMeanings(
      stack.manifest,
      own,
      own.map((one) => appDrift(one, applies, project)),
    );
  });
  const origins =
    listed.origins instanceof CallError
      ? { origins: [], notCompared: [] }
      : compareOrigins(declare(TRUSTED_ORIGIN), listed.origins, stateOf);
  const groups = new Map(
    stacks.flatMap((stack) =>
      [...declaredGroups(stack, (address) => idIn(stateOf(stack.name), address))].map(
        ([address, one]) => [`${stack.name} ${address}`, one] as const,
      ),
    ),
  );
  const deepApps = compared.flatMap(({ match: { declared: one, app, id } }): readonly DeepApp[] => {
    if (app === undefined || id === undefined) return [];
    const { stack, address, path } = one;
    const isRotatedElsewhere = stack.manifest.rotatedBy?.[address] !== undefined;
    return [{ path, id, app, groups: groups.get(`${stack.name} ${address}`), isRotatedElsewhere }];
  });
  const read = deep && (await readDeep(deepApps, { client, environment, secrets: deep.secrets }, io));
  const withFacts = known.map((app) => ({ ...app, ...read?.facts.get(app.app) }));
  const who = await whoChanged(client, withFacts, now);
  const partly = read === undefined ? [] : deepApps.filter((app) => app.groups?.isPartlyKnown === true);
  const parts = {
    environment,
    deep: deep !== undefined,
    apps: withFacts.map((app) => {
      const its = who.get(app.id ?? '');
      return its === undefined ? app : { ...app, who: its };
    }),
    extra: extraApps(apps, new Set([...idsOf(compared), ...repeatedIds(repeated, stateOf)]), manifest),
    origins: origins.origins,
    notCompared: [
      ...compared.flatMap(({ comparison }) => comparison?.notCompared ?? []),
      ...origins.notCompared,
      ...(claims === undefined || claims.size === found.length ? [] : [hiddenClaims(environment)]),
      ...partly.map(({ path }): NotCompared => ({ where: path, field: 'groups', why: 'only Terraform knows it' })),
    ],
    notLookedAt: [
      ...(listed.origins instanceof CallError ? [unreadOrigins(environment, listed.origins)] : []),
      ...repeated.map(({ path }) => ({ what: 'apps', where: path, why: 'count or for_each says which they are' })),
      ...(read?.notLookedAt ?? []),
    ],
    unreadStates: [...states].flatMap(([stack, state]) => ('why' in state ? [{ stack, why: state.why }] : [])),
  };
  const { environment: name, ...rest } = parts;
  return {
    kind: 'okta-apps drift',
    version: 1,
    environment: name,
    org: url,
    at: new Date(now).toISOString(),
    verdict: verdictOf(parts),
    headline: headlineOf(parts),
    requests: requests(),
    ...rest,
  };
}

function idsOf(compared: readonly ComparedApp[]): readonly string[] {
  return compared.flatMap(({ match }) => match.id ?? []);
}

function appDrift(
  { match, comparison }: ComparedApp,
  applies: ReturnType<typeof lastApplies>,
  project: DeclaredApps['project'],
): AppDrift {
  const { declared, app = {}, id, knownBy, notes } = match;
  const { path, address, stack, values } = declared;
  const label = typeof values['label'] === 'string' ? values['label'] : (textField(app, 'label') ?? path);
  const lastUpdated = textField(app, 'lastUpdated');
  const fields = comparison?.fields ?? [];
  const ownership = ownershipIn(values['profile']);
  return {
    app: path,
    stack: stack.name,
    address,
    label,
    answer: match.answer ?? (fields.length > 0 ? 'changed' : 'same'),
    ...(id !== undefined && { id }),
    ...(knownBy !== undefined && { knownBy }),
    ...(lastUpdated !== undefined && { lastUpdated }),
    ...(Object.keys(ownership).length > 0 && { ownership }),
    ...explained({ address, fields }, comparison?.actual ?? {}, applies),
    meanings: [],
    notes: match.answer === 'gone' ? [...notes, ...goneNotes(match, project)] : notes,
  };
}

function withMeanings(
  manifest: StackManifest,
  compared: readonly ComparedApp[],
  apps: readonly AppDrift[],
): readonly AppDrift[] {
  const changed = apps.flatMap(({ address, fields }, at) => {
    const comparison = compared[at]?.comparison;
    if (comparison === undefined || fields.length === 0) return [];
    return [{ address, fields, declared: comparison.declared, actual: comparison.actual }];
  });
  const meanings = meaningsOf(manifest, changed);
  return apps.map((app) => ({ ...app, meanings: meanings.get(app.address) ?? [] }));
}

/** Apps of a declaration that `count` or `for_each` repeats are declared, although it is not known how. */
function repeatedIds(repeated: readonly DeclaredObject[], stateOf: (stack: string) => StateIds): readonly string[] {
  return repeated.flatMap(({ stack, address }) => {
    const state = stateOf(stack.name);
    const ids = 'why' in state ? [] : [...state];
    return ids.filter(([one]) => one.startsWith(`${address}[`)).map(([, id]) => id);
  });
}

/** The apps that no stack declares, without those that this tool itself signs in with. */
function extraApps(
  apps: readonly JsonObject[],
  known: ReadonlySet<string>,
  { credentials }: StackManifest,
): readonly ExtraApp[] {
  const own = new Set(Object.values(credentials).flatMap((one) => (one.type === 'service-app' ? one.clientId : [])));
  return apps
    .filter((app) => !known.has(textField(app, 'id') ?? '') && !own.has(clientIdOf(app)))
    .map((app) => {
      const type = inner(app, 'settings', 'oauthClient', 'application_type');
      const text = (name: string) => textField(app, name) ?? '';
      return {
        id: text('id'),
        label: text('label'),
        clientId: clientIdOf(app),
        type: typeof type === 'string' ? type : '',
        status: text('status'),
        created: text('created'),
        lastUpdated: text('lastUpdated'),
      };
    });
}

/** One line for all apps: also one that declares no claim may have got one by hand. */
function hiddenClaims(environment: string): NotCompared {
  return { where: environment, field: 'groups claims', why: 'shown to API tokens only' };
}

function unreadOrigins(where: string, { status, message }: CallError): NotLookedAt {
  const advice = '; give the plan credential the scope okta.trustedOrigins.read and a role that sees them';
  return { what: 'trusted origins', where, why: `${message}${status === 403 ? advice : ''}` };
}
