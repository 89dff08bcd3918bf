import type { Severities } from '../../../../okta-apps/review/change-rules/evaluate';
import { stricterSeverities } from '../../../../okta-apps/review/settings/stricter';
import { appChange, rawPlan } from '../support/plan-json';
import { reviewOf, stackOf } from '../support/reviews';

it.each([
  ['what the change lowers', { 'pkce/off': 'block' }, { 'pkce/off': 'info' }, { 'pkce/off': 'block' }],
  ['what the change raises', { 'pkce/off': 'info' }, { 'pkce/off': 'block' }, { 'pkce/off': 'block' }],
  ['what the change no longer lowers', { 'pkce/off': 'info' }, {}, { 'pkce/off': 'high' }],
  ['what the change no longer raises', { 'pkce/off': 'block' }, {}, { 'pkce/off': 'block' }],
  ['what no rule has', { 'x/y': 'info' }, {}, {}],
  ['what is no severity', { 'pkce/off': 'none' }, { 'pkce/off': 'medium' }, { 'pkce/off': 'high' }],
] as const)('%s', (_, base, change, expected) => {
  expect(stricterSeverities(base as never, change, true)).toEqual(expected);
});

it('knows what a rule says outside production', () => {
  expect(stricterSeverities({}, { 'version/terraform-changed': 'info' }, true)).toEqual({
    'version/terraform-changed': 'medium',
  });
  expect(stricterSeverities({}, { 'version/terraform-changed': 'info' }, false)).toEqual({
    'version/terraform-changed': 'info',
  });
});

it('holds a change to the stricter side', () => {
  const stacks = [stackOf(rawPlan([appChange({}, { pkce_required: false })]))];
  const severity = (base: Severities, change: Severities) =>
    reviewOf(stacks, {
      rules: { prod: { severities: base } },
      proposedRules: { prod: { severities: change } },
    }).findings.map((finding) => finding.severity);
  expect(severity({ 'pkce/off': 'block' }, { 'pkce/off': 'info' })).toEqual(['block']);
  expect(severity({ 'pkce/off': 'info' }, { 'pkce/off': 'block' })).toEqual(['block']);
});
