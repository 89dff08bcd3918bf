import { PLAN_KEYS } from '../../../okta-apps/plan/plan-keys';
import { unreadParts } from '../../../okta-apps/plan/unread-parts';
import { appChange, rawPlan } from '../review/support/plan-json';

/** Keys of a plan: those of `Plan` of terraform-json, and those that only Terraform's or OpenTofu's own format has. */
const FIELDS = [
  ...['format_version', 'terraform_version', 'variables', 'planned_values', 'resource_drift', 'resource_changes'],
  ...['deferred_changes', 'complete', 'output_changes', 'prior_state', 'configuration', 'relevant_attributes'],
  ...['checks', 'timestamp', 'action_invocations'],
  ...['deferred_action_invocations', 'applyable', 'errored', 'proposed_unknown'],
];

test.each(FIELDS)('%s is read, or left aside for a reason', (key) => {
  const treatment = PLAN_KEYS[key];
  expect(treatment === 'read' || (treatment?.ignored.length ?? 0) > 10).toBe(true);
});

const at = 'okta_app_oauth.web';

test.each<[string, Record<string, unknown>, unknown]>([
  ['a list', { resource_wishes: [{}] }, { what: 'resource_wishes', addresses: [] }],
  ['a word', { wish: 'x' }, { what: 'wish', addresses: [] }],
  ['a no', { wish: false }, { what: 'wish', addresses: [] }],
  [
    'a mode',
    { resource_changes: [appChange({}, {}, {}, { mode: 'list' })] },
    { what: 'resource_changes[].mode "list"', addresses: [at] },
  ],
  [
    'actions',
    { resource_drift: [appChange({}, {}, { actions: ['open', 'close'] })] },
    { what: 'resource_drift[].change.actions ["open","close"]', addresses: [at] },
  ],
  [
    'a managed resource that is only read',
    { resource_changes: [appChange({}, {}, { actions: ['read'] })] },
    { what: 'resource_changes[].change.actions ["read"]', addresses: [at] },
  ],
  [
    'a data source that is created',
    { resource_changes: [appChange({}, {}, { actions: ['create'] }, { mode: 'data' })] },
    { what: 'resource_changes[].change.actions ["create"]', addresses: [at] },
  ],
  [
    'a key of a change',
    { deferred_changes: [{ resource_change: appChange({}, {}, { wish: 1 }) }] },
    { what: 'deferred_changes[].resource_change.change.wish', addresses: [at] },
  ],
  [
    'a key of an import',
    { resource_changes: [appChange({}, {}, { importing: { id: '1', wish: 1 } })] },
    { what: 'resource_changes[].change.importing.wish', addresses: [at] },
  ],
  [
    'actions of an output',
    { output_changes: { a: { actions: ['wish'] } } },
    { what: 'output_changes[].change.actions ["wish"]', addresses: ['output.a'] },
  ],
  ['a status of a check', { checks: [{ status: 'wish' }] }, { what: 'checks[].status "wish"', addresses: [] }],
  [
    'what Terraform would apply and no list has',
    { applyable: true },
    { what: 'applyable, without anything that the plan lists', addresses: [] },
  ],
])('%s that is not known is told', (_, more, expected) => {
  expect(unreadParts(rawPlan([], more))).toEqual([expected]);
});

test.each([[{ resource_wishes: [] }], [{ wish: null }], [{ wish: {} }]])('%j holds nothing to overlook', (more) => {
  expect(unreadParts(rawPlan([appChange({}, {})], more))).toEqual([]);
});

test.each([
  [['delete'], []],
  [['forget'], []],
  [['no-op'], []],
  [['update'], ['resource_changes[].deposed with the actions ["update"]']],
  [['delete', 'create'], ['resource_changes[].deposed with the actions ["delete","create"]']],
])('a deposed object of which Terraform plans %j', (actions, expected) => {
  const change = { actions, before: { id: '1' }, after: { id: '2' } };
  const entry = { address: 'okta_group.x', mode: 'managed', type: 'okta_group', deposed: 'ab12', change };
  expect(unreadParts({ format_version: '1.2', resource_changes: [entry] }).map(({ what }) => what)).toEqual(expected);
});
