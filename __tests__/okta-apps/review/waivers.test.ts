import type { Waiver } from '../../../okta-apps/shared/environment-rules';
import { faultOf } from '../../../okta-apps/review/waivers';
import { appChange, rawChange, rawPlan, SOUND_APP } from './support/plan-json';
import { reviewOf, ruleIds, stackOf, TODAY } from './support/reviews';

const WAIVER: Waiver = {
  rule: 'app/deleted',
  address: 'okta_app_oauth.web',
  reason: 'The shop moved to another org.',
  expires: '2026-12-31',
};
const DELETION = rawPlan([rawChange('okta_app_oauth.web', SOUND_APP, null)]);
const withWaiver = (waiver: Partial<Waiver>, json: unknown = DELETION) =>
  reviewOf([stackOf(json)], { rules: { prod: { waivers: [{ ...WAIVER, ...waiver }] } } });

it.each([
  ['a whole one', {}, undefined],
  ['one on its last day', { expires: TODAY }, undefined],
  ['one after its last day', { expires: '2026-11-20' }, 'expired'],
  ['one without a reason', { reason: '\n ' }, 'no reason'],
  ['one without a day', { expires: 'never' }, 'no day'],
])('knows the fault of %s', (_title, values, fault) => {
  expect(faultOf({ ...WAIVER, ...values }, TODAY)).toBe(fault);
});

describe('a waiver', () => {
  it('accepts a finding: it is shown, and stops nothing', () => {
    const reviewed = withWaiver({});
    expect(reviewed.findings).toEqual([expect.objectContaining({ rule: 'app/deleted', waiver: WAIVER })]);
    expect(reviewed.verdict).toBe('changes');
    expect(reviewed.headline).toEqual({
      severity: 'none',
      means: 'nothing is left to decide: what would need it was accepted by a waiver',
    });
    expect(reviewed.environments[0]).toMatchObject({ waived: 1, findings: { block: 0 } });
  });

  it('may name the stack where two stacks have the address', () => {
    expect(withWaiver({ address: 'storefront-prod/okta_app_oauth.web' }).verdict).toBe('changes');
    expect(withWaiver({ address: 'billing-prod/okta_app_oauth.web' }).verdict).toBe('blocked');
  });

  it.each([
    ['of another rule', { rule: 'app/replaced' }],
    ['of another address', { address: 'okta_app_oauth.other' }],
  ])('%s accepts nothing', (_title, values) => {
    expect(withWaiver(values).verdict).toBe('blocked');
  });

  it('of another environment accepts nothing', () => {
    const reviewed = reviewOf([stackOf(DELETION)], { rules: { staging: { waivers: [WAIVER] } } });
    expect(reviewed.verdict).toBe('blocked');
  });

  it('accepts nothing after its last day, and says so', () => {
    const waiver = { ...WAIVER, expires: '2026-11-20' };
    const reviewed = withWaiver(waiver);
    expect(ruleIds(reviewed)).toEqual(['app/deleted', 'waiver/expired']);
    expect(reviewed.findings[0]).toMatchObject({ expiredWaiver: waiver });
    expect(reviewed.verdict).toBe('blocked');
  });

  it('accepts nothing in the change that takes it out, whatever else stays', () => {
    const rules = { prod: { waivers: [WAIVER] } };
    const verdict = (proposed: readonly Waiver[]) =>
      reviewOf([stackOf(DELETION)], { rules, proposedRules: { prod: { waivers: proposed } } }).verdict;
    expect(verdict([{ ...WAIVER, reason: 'The same, said better.' }])).toBe('changes');
    expect(verdict([])).toBe('blocked');
    expect(verdict([{ ...WAIVER, address: 'okta_app_oauth.other' }])).toBe('blocked');
  });

  it('accepts nothing without a reason', () => {
    expect(ruleIds(withWaiver({ reason: '' }))).toEqual(['app/deleted', 'waiver/invalid']);
  });

  it('may name a rule of the synthesis, and no other, at the base or in the change', () => {
    const named = (rule: string, place: 'rules' | 'proposedRules' = 'rules') =>
      ruleIds(reviewOf([], { rules: {}, [place]: { prod: { waivers: [{ ...WAIVER, rule }] } } }));
    expect(named('redirect-uri/https')).toEqual([]);
    expect(named('redirect-uri/htps')).toEqual(['waiver/unknown-rule']);
    expect(named('redirect-uri/htps', 'proposedRules')).toEqual(['waiver/unknown-rule']);
  });

  it('that names no rule at the base nor in the change is told once', () => {
    const rules = { prod: { waivers: [{ ...WAIVER, rule: 'app/gone' }] } };
    expect(ruleIds(reviewOf([], { rules, proposedRules: rules }))).toEqual(['waiver/unknown-rule']);
  });

  it('cannot accept what a change says about its own review', () => {
    const waivers = [{ ...WAIVER, rule: 'review/changes-the-review', address: '' }];
    const rules = { '': { waivers }, prod: { waivers, severities: { 'review/changes-the-review': 'info' as const } } };
    const reviewed = reviewOf([], { rules, changedFiles: ['.gitlab-ci.yml'] });
    expect(reviewed.findings).toEqual([
      expect.objectContaining({ rule: 'review/changes-the-review', severity: 'high' }),
    ]);
    expect(reviewed.findings[0]).not.toHaveProperty('waiver');
  });

  it('cannot accept that there is no plan', () => {
    const stack = { stack: 'storefront-prod', environment: 'prod', production: true, failure: 'no token' };
    const reviewed = reviewOf([stack], {
      rules: { prod: { waivers: [{ ...WAIVER, rule: 'plan/failed', address: '' }] } },
    });
    expect(reviewed.verdict).toBe('failed');
  });
});

it('lets an environment weigh a rule otherwise', () => {
  const json = rawPlan([appChange({}, { pkce_required: false })]);
  const weigh = (severities: Record<string, 'block' | 'info'>) =>
    reviewOf([stackOf(json)], { rules: { prod: { severities } } }).findings.map(
      ({ rule, severity }) => `${rule} ${severity}`,
    );
  expect(weigh({})).toEqual(['pkce/off high']);
  expect(weigh({ 'pkce/off': 'block' })).toEqual(['pkce/off block']);
  expect(weigh({ 'pkce/of': 'block' })).toEqual(['pkce/off high', 'severity/unknown-rule medium']);
});
