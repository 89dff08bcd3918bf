/** One review of a pull request, as GitHub's API gives it. */
export interface SubmittedReview {
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
  /** `APPROVED`, `CHANGES_REQUESTED`, `DISMISSED`, `COMMENTED`, `PENDING` */
  readonly state: string;
  /** The commit that was looked at. */
  readonly commit_id: string | null;
}

/** A comment takes no approval back, and neither does a review that was not sent yet. */
const DECIDING = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];

/**
 * Names of the people who approved the head commit; the last word of each counts.
 *
 * @param reviews in the order in which they were submitted.
 * @param author account that opened the pull request; undefined when it is gone.
 */
export function approversOf(
  reviews: readonly SubmittedReview[],
  { head, author }: { readonly head: string; readonly author: number | undefined },
): readonly string[] {
  const last = new Map<number, readonly [string, SubmittedReview]>();
  for (const review of reviews) {
    const { user, state } = review;
    if (user === null || user.type !== 'User' || user.id === author || !DECIDING.includes(state)) continue;
    last.set(user.id, [user.login, review]);
  }
  return [...last.values()]
    .filter(([, { state, commit_id }]) => state === 'APPROVED' && commit_id === head)
    .map(([login]) => login)
    .sort();
}
