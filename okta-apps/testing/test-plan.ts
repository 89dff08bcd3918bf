import type { ChangeReview, Review, ReviewFinding } from '../review/review-model';

/** What a change of code would do, as a test looks at it. Holds no secret, and nothing that differs between machines. */
export class TestPlan {
  /** One entry for each resource that is changed, imported or moved, by address. */
  readonly changes: readonly ChangeReview[];
  /** What the change rules say, worst first. Waivers are not looked at: they expire, a test should not. */
  readonly findings: readonly ReviewFinding[];
  /** What a rehearsal left out or put a placeholder for. */
  readonly notes: readonly string[];

  constructor({ stacks, findings }: Review) {
    this.changes = stacks.flatMap(({ changes }) => changes);
    this.findings = findings;
    this.notes = stacks.flatMap(({ notes }) => notes);
  }
}
