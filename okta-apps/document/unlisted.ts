import { object, itemsOf, type JsonObject } from '../shared/json';
import { CONDITION, CONDITIONS, PROGRAMS } from './allow-list';
import type { DocumentProblem } from './problem';

/** Keys that are not on a list; `at` says address and prop of one. */
export function unlisted(
  body: JsonObject,
  listed: ReadonlySet<string>,
  at: (key: string) => readonly [address: string, prop: string],
): readonly DocumentProblem[] {
  return Object.keys(body)
    .filter((key) => !listed.has(key) && !PROGRAMS.has(key))
    .map((key) => {
      const [address, prop] = at(key);
      return { kind: 'not-listed', address, prop };
    });
}

/** What is in the conditions of a body. */
export function conditionProblems(body: JsonObject, address: string): readonly DocumentProblem[] {
  return Object.entries(body)
    .filter(([key]) => CONDITIONS.has(key))
    .flatMap(([key, value]) =>
      itemsOf(value).flatMap((condition) =>
        unlisted(object(condition), CONDITION, (inner) => [address, `${key}.${inner}`]),
      ),
    );
}
