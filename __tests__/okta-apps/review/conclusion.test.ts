import fc from 'fast-check';
import { checkConclusionOf, conclude, exitCodeOf, isWhole } from '../../../okta-apps/review/conclusion';
import { reviewRules } from '../../../okta-apps/review/change-rules/registry';
import type { StackInput } from '../../../okta-apps/review/review-input';
import { headlineText } from '../../../okta-apps/review/render/headline';
import { appChange, rawChange, rawPlan } from './support/plan-json';
import { reviewOf, stackOf } from './support/reviews';

const NOTHING = rawPlan([]);

/** Every kind of what a review may leave out or not understand; the rest of the change is empty. */
const KINDS: Readonly<Record<string, StackInput>> = {
  'an unknown list': stackOf({ ...NOTHING, resource_wishes: [{}] }),
  'an unknown mode': stackOf(rawPlan([appChange({}, {}, {}, { mode: 'list' })])),
  'unknown actions': stackOf(rawPlan([appChange({}, {}, { actions: ['open'] })])),
  'unknown actions outside': stackOf({ ...NOTHING, resource_drift: [appChange({}, {}, { actions: ['open'] })] }),
  'an unknown type': stackOf(rawPlan([rawChange('acme_thing.a', null, { name: 'x' })])),
  'a deferred change': stackOf({ ...NOTHING, deferred_changes: [{ reason: 'unknown' }] }),
  'a plan that is not complete': stackOf({ ...NOTHING, complete: false }),
  'an errored plan': stackOf({ ...NOTHING, errored: true }),
  'an action': stackOf({ ...NOTHING, action_invocations: [{ address: 'action.a.b', type: 'a' }] }),
  'a deferred action': stackOf({ ...NOTHING, deferred_action_invocations: [{}] }),
  'a check that is not evaluated': stackOf({ ...NOTHING, checks: [{ status: 'unknown' }] }),
  'a check of an unknown status': stackOf({ ...NOTHING, checks: [{ status: 'wish' }] }),
  'something to apply that is in no list': stackOf({ ...NOTHING, applyable: true }),
  'what was not rehearsed': stackOf(NOTHING, { notRehearsed: ['aws_iam_role.a'] }),
  'no plan': { stack: 'storefront-prod', environment: 'prod', production: true, failure: 'no Terraform' },
};

const kind = fc.constantFrom(...Object.keys(KINDS));
const severity = fc.constantFrom('info', 'medium', 'high', 'block');

test('whatever was not looked at, accepted or lowered or beside others, nothing is green', () => {
  fc.assert(
    fc.property(kind, severity, fc.boolean(), fc.boolean(), (name, lowered, waived, beside) => {
      const stacks = [KINDS[name] as StackInput, ...(beside ? [stackOf(NOTHING, { stack: 'billing-prod' })] : [])];
      const found = reviewOf(stacks).findings;
      const severities = Object.fromEntries(found.map(({ rule }) => [rule, lowered] as const));
      const waivers = found.map(({ rule, address = '', stack = '' }) => ({
        ...{
          rule,
          address: address === '' ? `${stack}/` : address,
          reason: 'a test of waivers',
          expires: '2026-12-20',
        },
      }));
      const made = reviewOf(stacks, { rules: { prod: { severities, waivers: waived ? waivers : [] } } });
      expect(made.notLookedAt.length).toBeGreaterThan(0);
      expect(isWhole(made)).toBe(false);
      expect(exitCodeOf(made)).not.toBe(0);
      expect(checkConclusionOf(made)).not.toBe('success');
      expect(headlineText(made)).toMatch(/^(Blocked|Needs review): /);
    }),
  );
});

test('a whole review of nothing is green', () => {
  const made = reviewOf([stackOf(NOTHING)]);
  expect([made.notLookedAt, exitCodeOf(made), checkConclusionOf(made)]).toEqual([[], 0, 'success']);
  expect(headlineText(made)).toBe('No changes');
});

test('what a waiver accepts is told as not looked at', () => {
  const accepted = {
    rule: 'review/not-rehearsed',
    address: 'storefront-prod/',
    reason: 'a test of it',
    expires: '2026-12-20',
  };
  const made = reviewOf([KINDS['what was not rehearsed'] as StackInput], { rules: { prod: { waivers: [accepted] } } });
  expect(made.findings.map(({ waiver }) => waiver)).toEqual([accepted]);
  expect(headlineText(made)).toBe(
    'Needs review: not everything was looked at: change ["aws_iam_role.a"]; what the change does there is not in this review; it may change how users sign in (storefront-prod)',
  );
  expect([exitCodeOf(made), checkConclusionOf(made)]).toEqual([2, 'neutral']);
});

test('a stack without a plan was not looked at, whether or not a finding tells it', () => {
  const { stacks } = reviewOf([KINDS['no plan'] as StackInput]);
  expect(conclude(stacks, []).notLookedAt).toEqual([{ what: 'plan', where: 'storefront-prod', why: 'no Terraform' }]);
});

test('Terraform and the review must agree that nothing changes', () => {
  const made = reviewOf([stackOf(NOTHING)]);
  expect([exitCodeOf(made, ['none']), exitCodeOf(made, ['none', 'changes'])]).toEqual([0, 2]);
});

test('the rules that leave something out are these', () => {
  expect(reviewRules.flatMap(({ id, leavesOut }) => (leavesOut ? [id] : [])).sort()).toEqual([
    'app/deleted-outside',
    'check/not-evaluated',
    'plan/destroy-prevented',
    'plan/failed',
    'plan/incomplete',
    'plan/runs-action',
    'plan/unknown-part',
    'review/base-uses-head',
    'review/not-planned',
    'review/not-rehearsed',
    'review/other-stack',
    'review/unknown-action',
    'review/unknown-attribute',
    'review/unknown-attribute-beside-app',
    'review/unknown-type',
    'review/unknown-type-beside-app',
    'severity/unknown-rule',
    'waiver/unknown-rule',
    'witness/not-asked',
    'witness/request-without-finding',
  ]);
});
