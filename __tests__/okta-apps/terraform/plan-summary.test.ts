import type { PlannedChange } from '../../../okta-apps/terraform/plan-json';
import { counts, summaryText, type StackSummary } from '../../../okta-apps/terraform/plan-summary';

const CREATE: PlannedChange = { address: 'okta_app_oauth.a', action: 'create', attributes: [] };

function summary(different: Partial<StackSummary>): StackSummary {
  return { stack: 'shop-dev', outcome: 'changes', changes: [], diagnostics: [], ...different };
}

test('changes are counted in a fixed order; kinds that do not occur are left out', () => {
  const changes: PlannedChange[] = [{ ...CREATE, action: 'delete' }, CREATE, CREATE];
  expect(Object.entries(counts(changes))).toEqual([
    ['create', 2],
    ['delete', 1],
  ]);
});

test('each change is one line: sign, action, address, names', () => {
  const changes: PlannedChange[] = [
    CREATE,
    {
      ...CREATE,
      address: 'okta_app_oauth.b',
      action: 'replace',
      attributes: [
        { name: 'client_id', sensitive: false, forcesReplacement: true },
        { name: 'client_secret', sensitive: true, forcesReplacement: false },
        { name: 'label', sensitive: false, forcesReplacement: false },
      ],
    },
    { ...CREATE, address: 'okta_app_oauth.c', action: 'move', from: 'okta_app_oauth.old' },
  ];
  expect(summaryText(summary({ changes }))).toBe(`\
shop-dev: 1 to create, 1 to replace, 1 to move
  +   create  okta_app_oauth.a
  -/+ replace okta_app_oauth.b: client_id (forces replacement), client_secret (sensitive), label
  ->  move    okta_app_oauth.c: moved from okta_app_oauth.old
`);
});

test('nothing to change is one line', () => {
  expect(summaryText(summary({ outcome: 'none' }))).toBe('shop-dev: nothing to change\n');
});

test('changes without any object are said to be of the state', () => {
  expect(summaryText(summary({}))).toBe('shop-dev: only the state itself to update\n');
});

test('a blocked plan says what it would do, and why Terraform refuses it', () => {
  const blocked = summary({
    outcome: 'blocked',
    changes: [{ ...CREATE, action: 'delete' }],
    diagnostics: [{ severity: 'error', summary: 'Instance cannot be destroyed', detail: 'It has prevent_destroy.' }],
  });
  expect(summaryText(blocked)).toBe(`\
shop-dev: blocked (1 to delete)
  -   delete  okta_app_oauth.a
  Error: Instance cannot be destroyed
    It has prevent_destroy.
`);
});

test('a long plan is cut on the terminal', () => {
  const lines = summaryText(summary({ changes: Array.from({ length: 1_000 }, () => CREATE) })).split('\n');
  expect(lines).toHaveLength(203);
  expect(lines[0]).toBe('shop-dev: 1000 to create');
  expect(lines[201]).toBe('      and 800 more (--json lists all)');
});
