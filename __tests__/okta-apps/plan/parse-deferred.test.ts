import { rawChange, rawPlan } from '../review/support/plan-json';
import { planOf } from '../review/support/reviews';

test('has actions, and what is put off as far as it is known', () => {
  const action = { address: 'action.okta_x.a', type: 'okta_x', config_values: { a: 'value' } };
  const plan = planOf(
    rawPlan([], {
      action_invocations: [{ ...action, lifecycle_action_trigger: { triggering_resource_address: 'okta_group.a' } }],
      deferred_action_invocations: [{ reason: 'deferred_prereq', action_invocation: action }],
      deferred_changes: [
        { reason: 'unknown', resource_change: rawChange('okta_group.b', null, {}) },
        { reason: 'absent_prereq', resource_change: { address: 'okta_group.a' } },
      ],
    }),
  );
  expect(plan.actions).toEqual([
    { address: 'action.okta_x.a', type: 'okta_x', triggeredBy: 'okta_group.a', isDeferred: false },
    { address: 'action.okta_x.a', type: 'okta_x', isDeferred: true },
  ]);
  expect(plan.deferred).toMatchObject([
    { address: 'okta_group.a', reason: 'absent_prereq' },
    { address: 'okta_group.b', reason: 'unknown', change: { kind: 'create' } },
  ]);
});
