import { digestOf } from '../../okta-apps/review/digest';
import { readPlan } from '../../okta-apps/resources/read-plan';
import type { ReviewFinding } from '../../okta-apps/review/review-model';
import { approvalOf, type Evaluation } from '../../okta-apps/run/evaluate';
import { appChange, rawPlan } from '../okta-apps/review/support/plan-json';

// threats.md, section 13: `high` needs a person, also where an environment asks for no approval of others.

const digest = digestOf({
  stack: 'shop-dev',
  environment: 'dev',
  rehearsal: false,
  plan: readPlan(rawPlan([appChange({}, { label: 'new' })]), { secrets: [] }),
});

type Found = Pick<ReviewFinding, 'severity' | 'message'> & Partial<ReviewFinding>;
const WAIVER = {
  rule: 'some/rule',
  address: 'okta_app_oauth.web',
  reason: 'agreed with the team',
  expires: '2999-01-01',
};
const high: Found = { severity: 'high', message: 'sign-in opens', stack: 'shop-dev', address: 'okta_app_oauth.web' };
const more: Found = { severity: 'high', message: 'a setting is not understood', environment: 'dev' };

interface Case {
  readonly findings: readonly Found[];
  readonly isAttended?: boolean;
  readonly local?: boolean;
  readonly outcome?: 'none' | 'changes';
  readonly isReviewed?: boolean;
}

function refusals({ findings, isAttended = false, local = false, outcome = 'changes', isReviewed }: Case) {
  const evaluation = {
    results: [
      { stack: { name: 'shop-dev', manifest: { environment: 'dev', approvals: 0, local } }, plan: { outcome } },
    ],
    plans: [{ digest }],
    made: { findings: findings.map((one) => ({ rule: 'some/rule', prop: 'x', ...one })) },
  } as unknown as Evaluation;
  const seen = { digests: [{ ...digest, rehearsal: true, findings: ['some/rule okta_app_oauth.web'] }] };
  const reviewed = isReviewed ? { ...seen, approvedBy: ['mona'] } : undefined;
  return approvalOf(evaluation, reviewed, isAttended).refusals;
}

const says = (...messages: readonly string[]) => [
  {
    stack: 'shop-dev',
    reason: 'finding',
    message:
      'shop-dev: it has findings of severity high, nothing was reviewed, and no person is asked: ' +
      `${messages.join(' · ')}; give --reviewed with the file of "okta-apps reviewed", accept each with a waiver in env/ ` +
      'that gives the reason, or run this at a terminal without --auto-approve and --json',
  },
];
const OPENS = 'okta_app_oauth.web: sign-in opens';

test.each<readonly [string, Case, ReturnType<typeof says>]>([
  ['a high finding of the stack', { findings: [high] }, says(OPENS)],
  ['several, with what concerns the environment', { findings: [high, more] }, says(OPENS, more.message)],
  ['one that names no stack', { findings: [{ severity: 'high', message: 'all' }] }, says('all')],
  ['a waiver of another finding', { findings: [high, { ...high, message: 'ok', waiver: WAIVER }] }, says(OPENS)],
  [
    'text that would hide the rest',
    { findings: [{ ...high, message: 'a\u202eb' }] },
    says('okta_app_oauth.web: a\\u202eb'),
  ],
  [
    'one beside a finding that blocks: what blocks is said',
    { findings: [high, { ...high, severity: 'block', message: 'kept' }] },
    [
      {
        stack: 'shop-dev',
        reason: 'blocked',
        message:
          'shop-dev: a finding stops it that no waiver accepts: okta_app_oauth.web: kept; revert that, or accept it ' +
          'with a waiver in env/ and have that reviewed',
      },
    ],
  ],
])('attack, without a review and a person: %s', (_, one, expected) => {
  expect(refusals(one)).toEqual(expected);
});

test.each<readonly [string, Case]>([
  [
    'findings of less than high',
    {
      findings: [
        { ...high, severity: 'medium' },
        { ...high, severity: 'info' },
      ],
    },
  ],
  ['a high one that a waiver accepts', { findings: [{ ...high, waiver: WAIVER }] }],
  [
    'a high one of another stack and environment',
    {
      findings: [
        { ...high, stack: 'other' },
        { ...more, environment: 'prod' },
      ],
    },
  ],
  ['a high one that a person is asked about', { findings: [high], isAttended: true }],
  ['a high one in an org of this machine', { findings: [high], local: true }],
  ['a high one that was reviewed', { findings: [high], isReviewed: true }],
])('everyday: %s', (_, one) => {
  expect(refusals(one)).toEqual([]);
  expect(refusals({ ...one, outcome: 'none', isReviewed: false })).toEqual([]);
});
