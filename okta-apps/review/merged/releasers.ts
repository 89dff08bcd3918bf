import { sameLogin } from './approvers';
import type { Merge } from './gate';

/** Whose release of a CI environment counts as an approval of what the second look showed. */
export interface Releasers {
  /** Accounts with a part in a merge since the last apply. */
  readonly except: readonly string[];
  /** The only accounts that count. @default - all others */
  readonly only?: readonly string[];
}

/**
 * Who may accept what only the org shows: accounts that had no part in any of these merges. Where it is not known who
 * took part, only the accounts that the environment lists can be trusted to be others.
 *
 * @param approvers those of the last applied commit: a change cannot list its own.
 */
export function releasersOf(
  merges: readonly Merge[],
  { approvers, isFirst }: { readonly approvers?: readonly string[] | undefined; readonly isFirst: boolean },
): Releasers {
  const except = [...new Set(merges.flatMap(({ given }) => given.parts ?? []))].sort();
  if (isFirst) return { except, only: [] };
  if (approvers !== undefined) return { except, only: approvers };
  const isKnown = merges.every(({ request, given: { parts, mayHaveOtherParts, unknown } }) => {
    return request !== undefined && parts !== undefined && mayHaveOtherParts !== true && unknown === undefined;
  });
  return { except, ...(!isKnown && { only: [] }) };
}

/** Those among the accounts that count. */
export function countingReleases(logins: readonly string[], { except, only }: Releasers): readonly string[] {
  const isAmong = (names: readonly string[], login: string) => names.some((name) => sameLogin(name, login));
  return logins.filter((login) => !isAmong(except, login) && (only === undefined || isAmong(only, login)));
}
