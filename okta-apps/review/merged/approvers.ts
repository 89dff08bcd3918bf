import { byText } from '../../shared/json';

/** One review of a pull request, as GitHub's API gives it. */
export interface SubmittedReview {
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
  /** `APPROVED`, `CHANGES_REQUESTED`, `DISMISSED`, `COMMENTED`, `PENDING` */
  readonly state: string;
  /** The commit that was looked at. */
  readonly commit_id: string | null;
  readonly submitted_at?: string | undefined;
}

/** An account that has a part in a change, and which. */
export interface Part {
  readonly login: string;
  /** `opened it` */
  readonly what: string;
}

/** A comment takes no approval back, and neither does a review that was not sent yet. */
const DECIDING = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];

/**
 * Logins of the people whose last word is an approval of the head commit, sorted.
 *
 * @param reviews in the order in which they were submitted.
 * @param since when the pull request got its base: an approval before that was of other changes.
 */
export function approversOf(
  reviews: readonly SubmittedReview[],
  { head, since }: { readonly head: string; readonly since?: string | undefined },
): readonly string[] {
  const last = new Map<number, readonly [string, SubmittedReview]>();
  for (const review of reviews) {
    const { user, state } = review;
    if (user === null || user.type !== 'User' || !DECIDING.includes(state)) continue;
    last.set(user.id, [user.login, review]);
  }
  return [...last.values()]
    .filter(([, { state, commit_id, submitted_at }]) => {
      const isLate = since === undefined || (submitted_at !== undefined && submitted_at > since);
      return state === 'APPROVED' && commit_id === head && isLate;
    })
    .map(([login]) => login)
    .sort(byText);
}

/** Why an approval does not count, by the first part that its giver has in the change; undefined when it counts. */
export function partOf(login: string, parts: readonly Part[]): string | undefined {
  const own = parts.find((part) => sameLogin(part.login, login));
  return own === undefined ? undefined : `${login} ${own.what}`;
}

/** Names of accounts are the same in small and capital letters. */
export function sameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
