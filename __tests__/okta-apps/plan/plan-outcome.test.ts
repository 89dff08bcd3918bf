import fc from 'fast-check';
import { outcomeShown } from '../../../okta-apps/plan/plan-outcome';

const NO_OP = { address: 'a.b', change: { actions: ['no-op'] } };

test.each([
  ['nothing at all', {}],
  ['entries that do nothing', { resource_changes: [NO_OP], output_changes: { o: { actions: ['no-op'] } } }],
  ['an address that stays', { resource_changes: [{ ...NO_OP, previous_address: 'a.b' }] }],
  ['what changed outside', { resource_drift: [{ address: 'a.b', change: { actions: ['update'] } }] }],
  ['a summary', { applyable: false, change_summary: { changes: [] } }],
])('%s is no change', (_, plan) => {
  expect(outcomeShown({ format_version: '1.2', ...plan })).toBe('none');
});

test.each([
  ['Terraform says so', { applyable: true }],
  ['a resource', { resource_changes: [NO_OP, { address: 'a.b', change: { actions: ['update'] } }] }],
  [
    'a resource, although Terraform says no',
    { applyable: false, resource_changes: [{ change: { actions: ['create'] } }] },
  ],
  ['a move', { resource_changes: [{ ...NO_OP, previous_address: 'a.c' }] }],
  ['an import', { resource_changes: [{ address: 'a.b', change: { actions: ['no-op'], importing: { id: '1' } } }] }],
  ['an import by identity', { resource_changes: [{ change: { actions: ['no-op'], importing: { identity: {} } } }] }],
  ['a forget', { resource_changes: [{ address: 'a.b', change: { actions: ['forget'] } }] }],
  ['two actions', { resource_changes: [{ address: 'a.b', change: { actions: ['no-op', 'forget'] } }] }],
  ['an output', { output_changes: { o: { actions: ['create'] } } }],
  ['an action of a provider', { applyable: false, action_invocations: [{ address: 'action.a.b' }] }],
  ['an action that is put off', { deferred_action_invocations: [{ reason: 'unknown' }] }],
  ['a change that is put off', { applyable: false, deferred_changes: [{ reason: 'unknown' }] }],
  ['an entry without actions', { resource_changes: [{ address: 'a.b' }] }],
  ['an entry that is none', { resource_changes: ['x'] }],
])('%s is a change', (_, plan) => {
  expect(outcomeShown({ format_version: '1.2', ...plan })).toBe('changes');
});

test.each([{ format_version: '2.0' }, { format_version: '12.0', applyable: false }, {}])(
  'a plan of another format, %j, may have changes',
  (plan) => {
    expect(outcomeShown(plan)).toBe('changes');
  },
);

test('whatever else a plan has, an action that is no no-op is a change', () => {
  const action = fc.string().filter((text) => text !== 'no-op');
  fc.assert(
    fc.property(action, fc.array(fc.constant(NO_OP)), fc.boolean(), (odd, others, applyable) => {
      const change = { address: 'a.c', change: { actions: [odd] } };
      expect(outcomeShown({ format_version: '1.2', applyable, resource_changes: [...others, change] })).toBe('changes');
    }),
  );
});
