import { missingGroups, type StackWithGroups } from '../../../okta-apps/rehearsal/local-groups';
import type { JsonObject } from '../../../okta-apps/shared/json';

const PLACES = {
  resources: { 'okta_app_oauth.web': { file: 'stacks/shop.ts', line: 12 } },
  values: { '': { file: 'env/local.ts', line: 4 }, 'seed.groups': { file: 'env/local.ts', line: 9 } },
};

function stack(data: JsonObject, resource: JsonObject = {}, name = 'shop-local'): StackWithGroups {
  return { name, document: { data: { okta_group: data }, resource }, places: PLACES };
}

const assigning = (...keys: readonly string[]) => ({
  okta_app_group_assignments: {
    web: { app_id: '${okta_app_oauth.web.id}', group: keys.map((key) => ({ id: `\${data.okta_group.${key}.id}` })) },
  },
});

const SALES = { sales: { name: 'Sales' } };
const WHO = 'shop-local: app web (stacks/shop.ts:12) assigns the group "Sales", which the local org does not have.';

test('a group that the org has, and a name that only Terraform knows, are none of it', () => {
  const data = { ...SALES, late: { name: '${var.group}' }, byId: { id: '00g1' } };
  expect(missingGroups([stack(data, assigning('sales', 'late'))], ['Everyone', 'Sales'])).toEqual([]);
});

test('a group that the org lacks is named with its app, the line of code and what to add where', () => {
  expect(missingGroups([stack(SALES, assigning('sales'))], ['Everyone'])).toEqual([
    `${WHO} Add { name: "Sales" } to seed.groups (env/local.ts:9), or run okta-apps org --group "Sales".`,
  ]);
});

test('a rehearsal makes an org of its own, which no command fills', () => {
  expect(missingGroups([stack(SALES, assigning('sales'))], [], { isRehearsal: true })).toEqual([
    `${WHO} Add { name: "Sales" } to seed.groups (env/local.ts:9).`,
  ]);
});

test('a name that is two slips away from one of the org was probably meant', () => {
  expect(missingGroups([stack(SALES, assigning('sales'))], ['Everyone', 'sale'])).toEqual([
    `${WHO} Did you mean "sale"? If not, add { name: "Sales" } to seed.groups (env/local.ts:9), or run okta-apps org --group "Sales".`,
  ]);
  expect(missingGroups([stack(SALES, assigning('sales'))], ['Everyone', 'sal'])[0]).not.toContain('Did you mean');
  // Two slips would leave nothing of a name of two letters.
  expect(missingGroups([stack({ staff: { name: 'HR' } }, assigning('staff'))], ['IT'])[0]).not.toContain(
    'Did you mean',
  );
});

test('a group that a stack creates is to be assigned by its id, or its stack applied first', () => {
  const group = { okta_group: { made: { name: 'Sales' } } };
  expect(missingGroups([stack(SALES, { ...assigning('sales'), ...group })], [])).toEqual([
    `${WHO} This stack creates it: assign its ID, such as groups: [group.id], so that Terraform creates it first.`,
  ]);
  expect(missingGroups([stack(SALES, assigning('sales')), stack({}, group, 'people-local')], [])).toEqual([
    `${WHO} people-local creates it: apply that stack first.`,
  ]);
});

test('without places, and without an assignment, the message says what it knows', () => {
  const data = { odd: { name: 'A $${b}\u202e' } };
  const resource = { okta_app_group_assignment: { admin: { app_id: '0oa1', group_id: '${data.okta_group.odd.id}' } } };
  const bare = (more: JsonObject = {}) => ({ ...stack(data, more), places: undefined });
  const rest =
    'the group "A ${b}\\u202e", which the local org does not have. Add { name: "A ${b}\\u202e" } to seed.groups of the environment in env/, or run okta-apps org --group "A ${b}\\u202e".';
  expect(missingGroups([bare(resource)], [])).toEqual([`shop-local: app admin assigns ${rest}`]);
  expect(missingGroups([bare()], [])).toEqual([`shop-local: data.okta_group.odd looks up ${rest}`]);
});
