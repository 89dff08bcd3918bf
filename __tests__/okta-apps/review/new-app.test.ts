import type { StackInput } from '../../../okta-apps/review/review-input';
import type { JsonObject } from '../../../okta-apps/shared/json';
import { newApp, rawChange, rawPlan, type RawChange } from './support/plan-json';
import { planOf, reviewOf } from './support/reviews';

const GROUP = { okta_group: { staff: { name: 'Staff' }, all: { name: 'Everyone' } } };
const ASSIGNMENT = 'okta_app_group_assignments.web';

function document(group: string, more: JsonObject = {}): JsonObject {
  return {
    data: { ...GROUP, okta_policy: { two: { name: 'Any two factors', type: 'ACCESS_POLICY' } } },
    locals: { staff: '${data.okta_group.staff.id}' },
    resource: {
      okta_app_oauth: { web: { authentication_policy: '${data.okta_policy.two.id}', ...more } },
      okta_app_group_assignments: { web: { app_id: '${okta_app_oauth.web.id}', group: [{ id: group, priority: 1 }] } },
    },
  };
}

const assigned = rawChange(
  ASSIGNMENT,
  null,
  { group: [{ priority: 1 }] },
  { after_unknown: { app_id: true, group: [{ id: true }] } },
);

function findingsOf(
  changes: readonly RawChange[],
  after: JsonObject,
  base: JsonObject = {},
  more: Partial<StackInput> = {},
) {
  const stack: StackInput = {
    stack: 'storefront-prod',
    environment: 'prod',
    production: true,
    plan: planOf(rawPlan(changes)),
    synthesized: { after, before: {} },
    ...more,
  };
  const other = { stack: 'shop-prod', environment: 'prod', production: true, synthesized: { before: base } };
  return reviewOf([stack, other]).findings.map(({ severity, rule, must, address, addresses }) => ({
    severity,
    rule,
    must,
    at: addresses ?? [address],
  }));
}

const ORIGIN = { resource: { okta_trusted_origin: { shop: { origin: 'https://shop.acme.com', scopes: ['CORS'] } } } };
const AUTHENTICATION =
  'grants authorization_code, refresh_token; client authentication client_secret_basic, PKCE required; authentication policy Any two factors';

test('a new app says where it is, who may sign in, which grants it has and how it is authenticated', () => {
  expect(findingsOf([newApp(), assigned], document('${local.staff}'), ORIGIN)).toEqual([
    {
      severity: 'medium',
      rule: 'app/created',
      must: `be needed in production: Storefront: host shop.acme.com; assigned to Staff; ${AUTHENTICATION}`,
      at: ['okta_app_oauth.web'],
    },
  ]);
});

test('a host is new when only another environment has it', () => {
  const staging = { stack: 'shop-staging', environment: 'staging', production: false, synthesized: { before: ORIGIN } };
  const stack: StackInput = {
    stack: 'storefront-prod',
    environment: 'prod',
    production: true,
    plan: planOf(rawPlan([newApp()])),
    synthesized: { after: document('${local.staff}') },
  };
  expect(reviewOf([stack, staging]).findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
    'high app/created-on-new-host',
  ]);
});

test('the head does not make its own host one of the environment', () => {
  const own = { ...document('${local.staff}'), ...ORIGIN };
  expect(findingsOf([newApp()], own)[0]).toMatchObject({ severity: 'high', rule: 'app/created-on-new-host' });
});

test('Everyone is high, at the app, so that a waiver accepts it for one app', () => {
  const everyone = findingsOf([newApp(), assigned], document('${data.okta_group.all.id}'), ORIGIN);
  expect(everyone.map(({ severity, rule, at }) => `${severity} ${rule} ${at.join()}`)).toEqual([
    'high assignment/everyone okta_app_oauth.web',
    'medium app/created okta_app_oauth.web',
  ]);
  expect(everyone[1]?.must).toContain('assigned to Everyone');
});

test('several new apps are one finding with the text of each', () => {
  const changes = [newApp(), newApp({ label: 'Pay' }, 'okta_app_oauth.pay')];
  const found = findingsOf(changes, document('${local.staff}'), ORIGIN);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ rule: 'app/created', at: ['okta_app_oauth.pay', 'okta_app_oauth.web'] });
  expect(found[0]?.must).toMatch(/^be needed in production: Pay: .* \| Storefront: /);
});

test('outside production a new app is no finding', () => {
  expect(findingsOf([newApp()], document('${local.staff}'), {}, { environment: 'dev', production: false })).toEqual([]);
});

test('a group of the code that an app of the base gets is known by its name', () => {
  const change = rawChange(
    'okta_app_group_assignment.staff',
    null,
    { app_id: '0oa1' },
    { after_unknown: { group_id: true } },
  );
  const after = {
    resource: {
      okta_group: { staff: { name: 'Staff' } },
      okta_app_group_assignment: { staff: { app_id: '0oa1', group_id: '${okta_group.staff.id}' } },
    },
  };
  const plan = planOf(rawPlan([change]));
  const input = { stack: 'a-prod', environment: 'prod', production: true, plan, synthesized: { after, before: {} } };
  expect(reviewOf([input]).findings.map(({ message }) => message)).toEqual([
    'group must hold only users who need the app, got ["Staff"]; check who is in it [assignment/group-added]',
  ]);
});
