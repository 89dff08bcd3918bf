/** The pull or merge request that a run reviewed: what the run looked at, and where both branches are now. */
export interface RequestPlace {
  readonly number: number;
  /** Full name of the branch that it goes to. */
  readonly baseRef: string;
  readonly baseNow: string;
  /** The commit that was reviewed, as the CI system says. */
  readonly head: string;
  readonly headNow: string;
  /** Address of the run, for messages. */
  readonly run: string;
}

/** That there is a request to post to, or why there is none, which is no error. */
export type FoundRequest = Found | { readonly outcome: 'none'; readonly why: string };

interface Found {
  readonly outcome: 'found';
  readonly place: RequestPlace;
}

/**
 * What moved on since the review was made, a sentence each.
 *
 * @param base The commit that the review says it was compared with.
 */
export function staleSentences(
  { head, headNow, baseRef, baseNow }: RequestPlace,
  base: string | undefined,
): readonly string[] {
  const branch = baseRef.replace(/^refs\/heads\//, '');
  return [
    ...(head === headNow
      ? []
      : [`this review is of ${head}, and the head is ${headNow} now. Read the review of that commit.`]),
    ...(base === undefined ? [`this review names no base commit, so whether ${branch} moved on is not known.`] : []),
    ...(base === undefined || base === baseNow
      ? []
      : [
          `this review is onto ${base}, and ${branch} is ${baseNow} by now. Update the branch to have it reviewed again.`,
        ]),
  ];
}

/** What tells this check run from one of another request that has the same head. */
export function externalId({ number, baseRef, head }: RequestPlace, base: string | undefined): string {
  return `${number} ${baseRef} ${base ?? 'unknown'} ${head}`;
}
