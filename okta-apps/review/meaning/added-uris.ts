import { field, itemsOf } from '../../shared/json';
import { AFTER_APPLY } from '../../plan/markers';
import type { PlannedChange, Values } from '../../plan/plan';
import { APP_OAUTH } from '../../resources/app-oauth';
import type { UriUse } from '../../resources/attribute';
import { attributeOf } from '../../resources/attribute-of';
import { perType } from '../../resources/per-type';
import { isApp, type ResourceType } from '../../resources/resource-type';
import type { AccessChange } from './access-changes';
import { readUri, type ReadUri } from './uris';

/** A URI that a change adds. */
export interface AddedUri {
  readonly change: AccessChange;
  readonly use: UriUse;
  /** As it is written. */
  readonly text: string;
  readonly uri: ReadUri;
  /** Not among the app's hosts, or not even among its registrable domains; `not told` for a new app. */
  readonly newness: 'domain' | 'host' | 'known' | 'not told';
}

/** Uses whose URIs make a host known for a use: only redirects vouch for redirects. */
const VOUCHING: Readonly<Record<UriUse, readonly UriUse[]>> = {
  redirect: ['redirect'],
  logout: ['redirect', 'logout', 'login'],
  login: ['redirect', 'logout', 'login'],
  'front-channel logout': ['redirect', 'logout', 'login', 'front-channel logout'],
  keys: ['redirect', 'login', 'keys'],
};

/** A resource as it was. */
interface Known {
  readonly type: ResourceType;
  readonly values: Values;
}

/** Names of the attributes that hold URIs, with their use. */
const uriAttributes = perType(({ attributes = {} }) =>
  Object.entries(attributes).flatMap(([name, { uri }]) => (uri === undefined ? [] : [[name, uri] as const])),
);

/**
 * Every URI that the access changes add, read once for all rules.
 *
 * @param app values before the change of the app that the resource belongs to, where the plan has it.
 */
export function addedUris(
  type: ResourceType,
  change: PlannedChange,
  before: Values,
  accessChanges: readonly AccessChange[],
  app: Values | undefined,
): AddedUri[] {
  const there = knownBefore(type, change, before, app);
  const known = new Map<UriUse, readonly ReadUri[]>();
  const knownFor = (use: UriUse) => {
    if (there === undefined) return undefined;
    const texts = () => there.flatMap((each) => textsOf(each, VOUCHING[use]));
    const uris =
      known.get(use) ??
      texts()
        .filter((text) => typeof text === 'string')
        .map(readUri);
    known.set(use, uris);
    return uris;
  };
  return accessChanges.flatMap((each): AddedUri[] => {
    const use = attributeOf(type, each.attribute).uri;
    if (use === undefined || each.direction !== 'broadened' || typeof each.value !== 'string') return [];
    const uri = readUri(each.value);
    return [{ change: each, use, text: each.value, uri, newness: newnessOf(uri, knownFor(use)) }];
  });
}

/** Texts of the attributes that have one of these uses. */
function textsOf({ type, values }: Known, uses: readonly UriUse[]): readonly unknown[] {
  return uriAttributes(type).flatMap(([name, use]) => {
    if (!uses.includes(use)) return [];
    const { access } = attributeOf(type, name);
    return itemsOf(access?.read === undefined ? field(values, name) : access.read(values));
  });
}

/**
 * What has URIs that are known already: the resource before the change, and the app that it belongs to. Undefined for a
 * new app, which has nothing to be compared with.
 */
function knownBefore(
  type: ResourceType,
  change: PlannedChange,
  before: Values,
  app: Values | undefined,
): readonly Known[] | undefined {
  const own = { type, values: before };
  if (isApp(type)) return change.before === null ? undefined : [own];
  if (field(change.after ?? {}, 'app_id') === AFTER_APPLY) return undefined;
  return app === undefined ? [own] : [own, { type: APP_OAUTH, values: app }];
}

function newnessOf(uri: ReadUri, known: readonly ReadUri[] | undefined): AddedUri['newness'] {
  if (known === undefined) return 'not told';
  if (uri.host === '' || uri.ownMachine || known.some((other) => other.host === uri.host)) return 'known';
  return known.some((other) => other.domain === uri.domain) ? 'host' : 'domain';
}
