import type { Reviewed } from '../digest';

/** Why nothing is trusted. */
export interface Refused {
  readonly outcome: 'refused';
  /** One sentence without its full stop. */
  readonly why: string;
}

/** What was reviewed of a pushed commit. */
export type Found =
  | {
      readonly outcome: 'found';
      readonly reviewed: Reviewed;
      /** Where, for a person: `pull request 12 at 3f2a9c1d04` */
      readonly place: string;
    }
  | Refused;

export function refused(why: string): Refused {
  return { outcome: 'refused', why };
}

/** A commit as people write it. */
export function short(commit: string): string {
  return commit.slice(0, 10);
}
