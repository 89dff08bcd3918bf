import { neededAccess, rolesFor, scopesFor, united, type NeededAccess } from '../../../okta-apps/okta/needed-access';

const app = (more: object = {}) => ({ okta_app_oauth: { shop: { skip_authentication_policy: true, ...more } } });

/** Scopes and role of the plan and of the apply. */
function shown(plan: NeededAccess, apply: NeededAccess): unknown {
  return [plan, apply].map((need) => [scopesFor(need).join(' '), rolesFor(need).join(' ')]);
}

test.each([
  [
    'an app alone',
    { resource: app() },
    [
      ['okta.apps.read', 'READ_ONLY_ADMIN'],
      ['okta.apps.manage okta.apps.read', 'APP_ADMIN'],
    ],
  ],
  [
    'an app with groups by name',
    {
      resource: { ...app(), okta_app_group_assignments: { shop: {} } },
      data: { okta_group: { Everyone: {} } },
    },
    [
      ['okta.apps.read okta.groups.read', 'READ_ONLY_ADMIN'],
      ['okta.apps.manage okta.apps.read okta.groups.read', 'APP_ADMIN'],
    ],
  ],
  [
    'an app with a policy by name',
    {
      resource: app({ skip_authentication_policy: undefined, authentication_policy: '${data.okta_policy.x.id}' }),
      data: { okta_policy: { x: {} } },
    },
    [
      ['okta.apps.read okta.policies.read', 'READ_ONLY_ADMIN'],
      ['okta.apps.manage okta.apps.read okta.policies.read', 'APP_ADMIN'],
    ],
  ],
  [
    'an app with a policy by id',
    { resource: app({ skip_authentication_policy: false, authentication_policy: 'rst1' }) },
    [
      ['okta.apps.read', 'READ_ONLY_ADMIN'],
      ['okta.apps.manage okta.apps.read', 'APP_ADMIN'],
    ],
  ],
  [
    'trusted origins',
    { resource: { okta_trusted_origin: { shop: {} } } },
    [
      ['okta.trustedOrigins.read', 'READ_ONLY_ADMIN'],
      ['okta.trustedOrigins.manage okta.trustedOrigins.read', 'ORG_ADMIN'],
    ],
  ],
  [
    'nothing of Okta',
    { resource: { terraform_data: { x: {} } }, data: { http: { y: {} } } },
    [
      ['', 'READ_ONLY_ADMIN'],
      ['', 'READ_ONLY_ADMIN'],
    ],
  ],
])('the smallest scopes and role for %s', (_what, stack, expected) => {
  const [plan, apply] = [neededAccess(stack, 'plan'), neededAccess(stack, 'apply')];
  expect([plan.unknown, apply.unknown]).toEqual([[], []]);
  expect(shown(plan, apply)).toEqual(expected);
});

test('an app that leaves its policy open makes an apply look for the default one, not a plan', () => {
  const stack = { resource: { okta_app_oauth: { shop: {} } } };
  expect(scopesFor(neededAccess(stack, 'plan'))).toEqual(['okta.apps.read']);
  expect(scopesFor(neededAccess(stack, 'apply'))).toEqual(['okta.apps.manage', 'okta.apps.read', 'okta.policies.read']);
});

test('types that are not in the table are named, not passed over', () => {
  expect(neededAccess({ resource: { okta_brand: { a: {} } }, data: { okta_domain: { b: {} } } }, 'plan')).toEqual({
    reads: [],
    writes: [],
    unknown: ['data.okta_domain', 'okta_brand'],
  });
});

test('several stacks need what each of them needs, once', () => {
  const origins = neededAccess({ resource: { okta_trusted_origin: { a: {} } } }, 'apply');
  const apps = neededAccess({ resource: app() }, 'apply');
  expect(united([origins, apps, apps])).toEqual({
    reads: ['apps', 'trustedOrigins'],
    writes: ['apps', 'trustedOrigins'],
    unknown: [],
  });
});

test.each([[undefined], [null], [{}], [{ resource: {} }]])('%j needs nothing', (stack) => {
  expect(neededAccess(stack, 'apply')).toEqual({ reads: [], writes: [], unknown: [] });
});
