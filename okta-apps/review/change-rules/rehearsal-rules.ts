import type { ChangeRule, Subject } from './change-rule';

/** What a rehearsal of one stack left out and the change touches. */
export interface RehearsalSubject extends Subject {
  /** Places in the synthesized configuration, such as `aws_iam_role.deploy`. */
  readonly notRehearsed: readonly string[];
}

const notRehearsed: ChangeRule<RehearsalSubject> = {
  id: 'review/not-rehearsed',
  severity: 'high',
  leavesOut: true,
  summary: 'The change touches a part of a stack that a rehearsal cannot plan.',
  see: 'https://developer.hashicorp.com/terraform/language/modules/syntax',
  means: 'what the change does there is not in this review; it may change how users sign in',
  *check({ notRehearsed: places }) {
    if (places.length === 0) return;
    yield {
      prop: 'change',
      must: 'be rehearsed as a whole',
      value: places,
      todo: 'read these parts in the code, and plan this stack with its plan credential before the apply: okta-apps plan',
    };
  },
};

export const rehearsalRules: readonly ChangeRule<RehearsalSubject>[] = [notRehearsed];
