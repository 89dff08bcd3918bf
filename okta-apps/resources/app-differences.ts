import { keyOf } from '../plan/value-key';
import { APP_PLACES } from '../shared/app-places';
import { APP_PROP_ROWS, type Prop } from '../shared/app-props';
import { byText, isList, isObject, type JsonObject } from '../shared/json';
import { shown } from '../shared/visible-text';

/** A field of an app that is not the same twice. */
export interface AppDifference {
  /** Where it is in the app's JSON; an index in a list is none of it. */
  readonly path: readonly string[];
  /** Undefined where the app does not have it. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every change of an app changes it. */
const TIME = 'lastUpdated';
/** Which of them there are depends on the status, and where they lead on the address of the org. */
const LINKS: ReadonlySet<string> = new Set(['_links', '_embedded']);

/** Where lists are that Okta treats as sets. */
const SETS: ReadonlySet<string> = new Set([
  ...APP_PROP_ROWS.flatMap(([, prop]) => [prop, ...Object.values<Prop>(prop.members ?? {})])
    .filter(({ type }) => type === 'set')
    .flatMap(({ attribute }) =>
      Object.entries(APP_PLACES).flatMap(([name, place]): string[] => (name === attribute ? [place] : [])),
    ),
  'settings.oauthClient.network.include',
  'settings.oauthClient.network.exclude',
]);

/** Values of such fields are not shown. */
const SECRET = /secret|password|private|token$/i;

/**
 * How an app differs from what it was: every field but the time of its last change and the order of sets. Of its links
 * only the one to its policy is compared. What is missing, `null`, a text of no characters and an empty list are the same.
 *
 * @param before the answer of `GET /api/v1/apps/{id}`
 * @param after the answer of a later one
 */
export function appDifferences(before: JsonObject, after: JsonObject): readonly AppDifference[] {
  return differences(comparable(before), comparable(after), []);
}

/** `settings.oauthClient.subject_type: "pairwise" → missing`; a value that may be a secret is not shown. */
export function differenceText({ path, before, after }: AppDifference): string {
  const name = path.join('.');
  const [was, is] = [before, after].map((value) => {
    if (value === undefined) return 'missing';
    return SECRET.test(name) && typeof value !== 'boolean' ? 'a value that is not shown' : shown(value);
  });
  return `${name}: ${was ?? ''} → ${is ?? ''}`;
}

function comparable(app: JsonObject): JsonObject {
  const rest = Object.entries(app).filter(([key]) => key !== TIME && !LINKS.has(key));
  const links = app['_links'];
  const policy = isObject(links) && isObject(links['accessPolicy']) ? links['accessPolicy']['href'] : undefined;
  return {
    ...Object.fromEntries(rest),
    ...(typeof policy === 'string' && { _links: { accessPolicy: policy.split('/').at(-1) } }),
  };
}

function differences(before: unknown, after: unknown, path: readonly string[]): readonly AppDifference[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(own(before, key), own(after, key), [...path, key]));
  }
  return isSame(before, after, path) ? [] : [{ path, before, after }];
}

function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isSame(before: unknown, after: unknown, path: readonly string[]): boolean {
  const isSet = SETS.has(path.join('.'));
  const [one, other] = [before, after].map((value) => withoutTimes(isSet && isList(value) ? sorted(value) : value));
  return keyOf(one) === keyOf(other);
}

function sorted(values: readonly unknown[]): readonly unknown[] {
  return [...values].sort((a, b) => byText(String(a), String(b)));
}

/** Public keys have a time of their own. */
function withoutTimes(value: unknown): unknown {
  if (!isList(value)) return value;
  return value.map((item) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).filter(([key]) => key !== TIME)) : item,
  );
}
