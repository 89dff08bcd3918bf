import { CallError } from '../okta/call-error';
import type { DeclaredApps } from '../run/declared-apps';
import type { OrgAccess } from '../run/org-access';
import { APP_OAUTH } from '../resources/app-oauth';
import { TRUSTED_ORIGIN } from '../resources/trusted-origin';
import type { Io } from '../shared/io';
import { inner, textField, type JsonObject } from '../shared/json';
import type { StackManifest } from '../shared/stack-manifest';
import { compareApp, type Comparison } from './compare-app';
import { compareOrigins } from './compare-origins';
import { declaredObjects, type DeclaredObject } from './declared';
import { explained, lastApplies } from './explain';
import { headlineOf, verdictOf } from './headline';
import { clientIdOf, matchApps, type MatchedApp, type StateIds } from './match-apps';
import { meaningsOf } from './meaning';
import { readOrg, withMissing } from './read-org';
import type { AppDrift, DriftReport, ExtraApp, NotCompared, NotLookedAt } from './report';

/** What a comparison reads from. */
export interface DriftSources {
  readonly org: OrgAccess;
  readonly states: ReadonlyMap<string, StateIds>;
  readonly deep: boolean;
  /** How many requests were made so far. */
  readonly requests: () => number;
}

/** Compares one environment. @throws CallError when the apps cannot be read. */
export async function driftOf(
  { environment, project, stacks, manifest }: DeclaredApps,
  { org, states, deep, requests }: DriftSources,
  io: Io,
): Promise<DriftReport> {
  const stateOf = (stack: string): StateIds => states.get(stack) ?? { why: 'it was not read' };
  const declare = (type: typeof APP_OAUTH): readonly DeclaredObject[] =>
    stacks.flatMap((stack) => declaredObjects(stack, type, (address) => idIn(stateOf(stack.name), address)));
  const all = declare(APP_OAUTH);
  const [repeated, declared] = [all.filter((one) => one.isRepeated), all.filter((one) => !one.isRepeated)];
  const at = new Date().toISOString();
  io.stderr.write(`${environment}: reading the apps of ${org.url}\n`);
  const listed = await readOrg(org.client);
  const wanted = declared.flatMap(({ stack, address }) => idIn(stateOf(stack.name), address) ?? []);
  const apps = await withMissing(listed.apps, wanted, org.client);
  const matches = matchApps(declared, apps, stateOf);
  const compared = matches.map((match) => ({
    match,
    comparison: match.app === undefined ? undefined : compareApp(match.declared, match.app),
  }));
  const appDrifts = stacks.flatMap((stack) => {
    const own = compared.filter(({ match }) => match.declared.stack.name === stack.name);
    const applies = own.some(({ comparison }) => (comparison?.fields.length ?? 0) > 0)
      ? lastApplies(stack, project)
      : undefined;
    return withMeanings(
      stack.manifest,
      own.map(({ match, comparison }) => ({ drift: appDrift(match, comparison, applies), comparison })),
    );
  });
  const origins =
    listed.origins instanceof CallError
      ? { origins: [], notCompared: [] }
      : compareOrigins(declare(TRUSTED_ORIGIN), listed.origins, stateOf);
  const known = new Set([...matches.flatMap(({ id }) => id ?? []), ...repeatedIds(repeated, stateOf)]);
  const notLookedAt: readonly NotLookedAt[] = [
    ...(listed.origins instanceof CallError
      ? [{ what: 'trusted origins', where: environment, why: originAdvice(listed.origins) }]
      : []),
    ...repeated.map(({ path }) => ({ what: 'apps', where: path, why: 'count or for_each says which they are' })),
  ];
  const parts = {
    environment,
    deep,
    apps: appDrifts,
    extra: extraApps(apps, known, manifest),
    origins: origins.origins,
    notCompared: [
      ...compared.flatMap(({ comparison }): readonly NotCompared[] => comparison?.notCompared ?? []),
      ...origins.notCompared,
    ],
    notLookedAt,
  };
  const { environment: name, deep: isDeep, ...rest } = parts;
  return {
    kind: 'okta-apps drift',
    version: 1,
    environment: name,
    org: org.url,
    at,
    verdict: verdictOf(parts),
    headline: headlineOf(parts),
    deep: isDeep,
    requests: requests(),
    ...rest,
  };
}

function idIn(state: StateIds, address: string): string | undefined {
  return state instanceof Map ? (state as ReadonlyMap<string, string>).get(address) : undefined;
}

function appDrift(
  match: MatchedApp,
  comparison: Comparison | undefined,
  applies: ReturnType<typeof lastApplies>,
): AppDrift {
  const { declared, app = {}, id, knownBy, notes } = match;
  const { path, address, stack, values } = declared;
  const label = typeof values['label'] === 'string' ? values['label'] : (textField(app, 'label') ?? path);
  const lastUpdated = textField(app, 'lastUpdated');
  const fields = comparison?.fields ?? [];
  return {
    app: path,
    stack: stack.name,
    address,
    label,
    answer: match.answer ?? (fields.length > 0 ? 'changed' : 'same'),
    ...(id !== undefined && { id }),
    ...(knownBy !== undefined && { knownBy }),
    ...(lastUpdated !== undefined && { lastUpdated }),
    ...explained({ address, fields }, comparison?.actual ?? {}, applies),
    meanings: [],
    notes,
  };
}

function withMeanings(
  manifest: StackManifest,
  apps: readonly { readonly drift: AppDrift; readonly comparison: Comparison | undefined }[],
): readonly AppDrift[] {
  const changed = apps.flatMap(({ drift: { address, fields }, comparison }) =>
    comparison === undefined || fields.length === 0
      ? []
      : [{ address, fields, declared: comparison.declared, actual: comparison.actual }],
  );
  const meanings = meaningsOf(manifest, changed);
  return apps.map(({ drift }) => ({ ...drift, meanings: meanings.get(drift.address) ?? [] }));
}

/** Apps of a declaration that `count` or `for_each` repeats are declared, although it is not known how. */
function repeatedIds(repeated: readonly DeclaredObject[], stateOf: (stack: string) => StateIds): readonly string[] {
  return repeated.flatMap(({ stack, address }) => {
    const state = stateOf(stack.name);
    if (!(state instanceof Map)) return [];
    const ids = [...(state as ReadonlyMap<string, string>)];
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

function originAdvice(error: CallError): string {
  return error.status === 403
    ? `${error.message}; give the plan credential the scope okta.trustedOrigins.read and a role that sees them`
    : error.message;
}
