import type { BorrowedFiles } from '../../shared/changed-file';
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
  title: 'The change touches a part of a stack that a rehearsal cannot plan.',
  see: 'https://developer.hashicorp.com/terraform/language/modules/syntax',
  impact: 'what the change does there is not in this review; it may change how users sign in',
  fix: 'read these parts in the code, and plan this stack with its plan credential before the apply: okta-apps plan',
  *check({ notRehearsed: places }) {
    if (places.length === 0) return;
    yield {
      prop: 'change',
      must: 'be rehearsed as a whole',
      value: places,
    };
  },
};

export const rehearsalRules: readonly ChangeRule<RehearsalSubject>[] = [notRehearsed];

/** What base and head were synthesized with alike, although it differs. */
export type BorrowedSubject = Subject & BorrowedFiles;

const borrowed: ChangeRule<BorrowedSubject> = {
  id: 'review/base-uses-head',
  severity: 'high',
  leavesOut: true,
  title: 'The base was synthesized with packages, generated bindings or builds of the head, and they differ.',
  see: 'https://docs.npmjs.com/cli/commands/npm-ci',
  impact:
    'what these files change in the stacks is not in this review: base and head were synthesized with the same ones',
  fix: 'review it where the packages of the base are installed: check the base out, run npm ci and the build there, and pass --head with the commit of the change',
  waivable: false,
  *check({ what, files }) {
    yield {
      prop: what,
      must: 'be those of the base',
      value: files,
    };
  },
};

/** Rules about how the base was synthesized. */
export const borrowedRules: readonly ChangeRule<BorrowedSubject>[] = [borrowed];
