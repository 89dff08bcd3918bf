import { listOf, nameOf, value, type Part, type Phrase } from './phrase';
import type { Place, Subject } from './subjects';

/** Names of environments in the order in which the review lists them. */
export type Environments = readonly string[];

/** Of more environments than this a reader is told how many. */
const MOST_ENVIRONMENTS = 6;

/** ``dev`, `staging` and `prod``; of many, how many and which not. */
export function environmentsPhrase(names: ReadonlySet<string>, all: Environments): Phrase {
  const own = all.filter((name) => names.has(name));
  if (own.length <= MOST_ENVIRONMENTS) return listOf(own.map(nameOf));
  if (own.length === all.length) return [`all ${all.length} environments`];
  const missing = all.filter((name) => !names.has(name));
  if (missing.length <= MOST_ENVIRONMENTS / 2) {
    return [`${own.length} of ${all.length} environments, not `, ...listOf(missing.map(nameOf), MOST_ENVIRONMENTS)];
  }
  return listOf(own.map(nameOf), MOST_ENVIRONMENTS, `more of ${all.length} environments`);
}

/** Addresses of places, but those that are all that people know them by. */
export function addressesOf(places: readonly Place[]): readonly Part[] {
  const isName = ({ subject, address }: Place) => subject.title === address;
  const own = places.filter((place) => !isName(place)).flatMap(({ address }) => address ?? []);
  return [...new Set(own)].map(value);
}

/** Apps with the same environments. */
interface Group {
  readonly subjects: Map<string, Subject>;
  readonly environments: ReadonlySet<string>;
}

/**
 * Where something is: ``Billing` and `Storefront` in `dev` and `prod`; `Portal` in `prod``.
 *
 * @param most Names of apps; of more, how many there are.
 * @param rest What the others are called, and where they are.
 */
export function placesPhrase(places: readonly Place[], all: Environments, most: number, rest = 'more'): Phrase {
  const groups = groupsOf(places);
  const shown: Part[] = [];
  let room = most;
  let left = 0;
  for (const { subjects, environments } of groups) {
    const names = [...subjects.values()].map(({ name }) => name);
    if (room <= 0) {
      left += names.length;
      continue;
    }
    if (shown.length > 0) shown.push('; ');
    shown.push(...phrases(names, room, rest));
    if (environments.size > 0) shown.push(' in ', ...environmentsPhrase(environments, all));
    room -= names.length;
  }
  return left > 0 ? [...shown, `; and ${left} ${rest}`] : shown;
}

/** Several names, each a phrase. */
export function phrases(names: readonly Phrase[], most: number, rest = 'more'): Phrase {
  const more = names.length - most;
  const shown = more > 0 ? names.slice(0, most) : names;
  const joined = shown.flatMap((name, at) => {
    if (at === 0) return name;
    return [at === names.length - 1 ? ' and ' : ', ', ...name];
  });
  return more > 0 ? [...joined, ` and ${more} ${rest}`] : joined;
}

function groupsOf(places: readonly Place[]): readonly Group[] {
  const bySubject = new Map<string, { readonly subject: Subject; readonly environments: Set<string> }>();
  for (const { subject, environment } of places) {
    const own = bySubject.get(subject.key) ?? { subject, environments: new Set<string>() };
    bySubject.set(subject.key, own);
    if (environment !== undefined) own.environments.add(environment);
  }
  const groups = new Map<string, Group>();
  for (const { subject, environments } of bySubject.values()) {
    const key = JSON.stringify([...environments].sort());
    const group = groups.get(key) ?? { subjects: new Map<string, Subject>(), environments };
    groups.set(key, group);
    group.subjects.set(subject.key, subject);
  }
  return [...groups.values()];
}
