import type { ChangeRule, Subject } from '../../../../okta-apps/review/change-rules/change-rule';
import { evaluate } from '../../../../okta-apps/review/change-rules/evaluate';
import type { ReviewSeverity } from '../../../../okta-apps/review/severity';

const rule: ChangeRule<Subject> = {
  id: 'test/rule',
  severity: 'high',
  outsideProduction: 'info',
  title: 'A test.',
  impact: 'something happens',
  fix: 'write b',
  see: 'https://example.com/',
  *check() {
    yield { prop: 'a', must: 'be b', value: 'c' };
  },
};
const subject = { place: { environment: 'prod', address: 'x.y' }, production: true };
const severityOf = (one: ChangeRule<Subject>, production: boolean, overrides: Record<string, ReviewSeverity>) =>
  evaluate([one], { ...subject, production }, overrides).map(({ severity }) => severity);

it('gives a finding its place, its meaning and its message', () => {
  expect(evaluate([rule], subject, {})).toEqual([
    {
      environment: 'prod',
      address: 'x.y',
      grouped: false,
      prop: 'a',
      must: 'be b',
      value: 'c',
      title: 'A test.',
      impact: 'something happens',
      fix: 'write b',
      todo: 'write b',
      rule: 'test/rule',
      severity: 'high',
      message: 'a must be b, got "c"; write b [test/rule]',
      waivable: true,
    },
  ]);
});

it.each([
  ['in production', true, {}, 'high'],
  ['elsewhere', false, {}, 'info'],
  ['where the environment says so', true, { 'test/rule': 'block' }, 'block'],
  ['where the environment speaks of another rule', true, { 'test/other': 'block' }, 'high'],
  ['where the environment names no severity', true, { 'test/rule': 'error' as never }, 'high'],
] as const)('has the severity %s', (_title, production, overrides, expected) => {
  expect(severityOf(rule, production, overrides)).toEqual([expected]);
});

it('does not lower what a change says about its own review', () => {
  expect(severityOf({ ...rule, waivable: false }, true, { 'test/rule': 'info' })).toEqual(['high']);
});

it('makes a rule that throws a finding that cannot be waived', () => {
  const broken: ChangeRule<Subject> = {
    ...rule,
    severity: 'info',
    check() {
      throw new Error('stumbled');
    },
  };
  expect(evaluate([broken], subject, {})).toEqual([
    expect.objectContaining({
      rule: 'test/rule',
      severity: 'high',
      waivable: false,
      impact: 'the effect is unknown: a rule could not evaluate this',
      message:
        'rule test/rule must not fail, got "stumbled"; report it with the value that it stumbled over [test/rule]',
    }),
  ]);
});
