import { digestOf, type StackDigest } from '../../../../../okta-apps/review/digest';
import { checkOf } from '../../../../../okta-apps/review/post/check-run';
import type { FakeGithub } from '../../post/support/fake-github';
import type { KeptCheck, KeptPull, KeptReview } from '../../post/support/fake-repository';
import { HEAD } from '../../post/support/pull-event';
import { appChange, rawPlan } from '../../support/plan-json';
import { planOf, reviewOf, stackOf } from '../../support/reviews';

/** The merge of the pull request. */
export const MERGE = 'b'.repeat(40);
export const AUTHOR = { id: 1, login: 'author' };

const RENAMED = rawPlan([appChange({}, { label: 'New' })]);

/** What the review of the pull request left. */
export const DIGEST: StackDigest = digestOf({
  stack: 'storefront-prod',
  environment: 'prod',
  rehearsal: true,
  plan: planOf(RENAMED),
  synthesized: {},
});

export function textOfCheck(): string {
  return checkOf(reviewOf([stackOf(RENAMED)]), [DIGEST]).check.text ?? '';
}

export function pull(different: Partial<KeptPull> = {}): KeptPull {
  return {
    number: 12,
    user: AUTHOR,
    head: { sha: HEAD },
    base: { ref: 'main' },
    merged_at: '2026-11-20T10:00:00Z',
    merge_commit_sha: MERGE,
    ...different,
  };
}

export function check(different: Partial<KeptCheck> = {}): KeptCheck {
  return {
    id: 50,
    name: 'okta-apps review',
    head_sha: HEAD,
    status: 'completed',
    conclusion: 'success',
    output: { title: 'No risk found', summary: '1 stack', text: textOfCheck() },
    app: { slug: 'github-actions' },
    ...different,
  };
}

/** A review by an account whose id is made of its name. */
export function reviewBy(login: string, different: Partial<KeptReview> = {}): KeptReview {
  const id = Buffer.from(login).reduce((sum, byte) => sum * 31 + byte, 7);
  return { pull: 12, user: { id, login, type: 'User' }, state: 'APPROVED', commit_id: HEAD, ...different };
}

/** A merged pull request whose review succeeded, with these approvals by people who may write. */
export function fillMerged(fake: FakeGithub, ...approvers: readonly string[]): void {
  fake.pulls.push(pull());
  fake.checks.push(check());
  for (const login of approvers) {
    fake.reviews.push(reviewBy(login));
    fake.mayWrite.set(login, 'write');
  }
}
