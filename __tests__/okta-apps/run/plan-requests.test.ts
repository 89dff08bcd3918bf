import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bucketName } from '../../../okta-apps/local/org/rate-limits';
import { added, planRequests } from '../../../okta-apps/run/plan-requests';
import { readRecording } from '../../support/replay-recording';

const names = readdirSync(join(__dirname, '../../fixtures/recordings')).map((file) => file.replace('.json', ''));

function counted(requests: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const request of requests) {
    const [method = '', path = ''] = request.split(' ');
    const bucket = bucketName(method, path.replace(/\?.*/, ''));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

test('every second plan that okta/okta 6.12.0 was recorded to make is estimated request by request', async () => {
  const recordings = await Promise.all(names.map(readRecording));
  // A step that fails leaves resources that are not in Okta; one that destroys has no plan after it.
  const steps = recordings.flatMap(({ case: name, steps }) =>
    steps.flatMap(({ step, config, replan }) =>
      replan?.exit === 0 && replan.requests.length > 0 ? [{ name: `${name}: ${step}`, config, replan }] : [],
    ),
  );
  const estimated = steps.map(({ name, config }) => [name, planRequests(config, 'api-token')]);
  const recorded = steps.map(({ name, replan }) => [name, counted(replan.requests as unknown as string[])]);
  expect(estimated).toEqual(recorded);
  const types = steps.flatMap(({ config }) =>
    Object.keys({ ...(config['resource'] as object), ...(config['data'] as object) }),
  );
  expect([...new Set(types)].sort()).toEqual([
    'okta_app_group_assignment',
    'okta_app_group_assignments',
    'okta_app_oauth',
    'okta_group',
    'okta_trusted_origin',
  ]);
  expect(steps.length).toBeGreaterThan(25);
});

const skipping = { skip_authentication_policy: true };

test.each<[string, object, object]>([
  ['nothing of Okta is read for a stack of other providers', { resource: { terraform_data: { a: {} } } }, {}],
  ['no stack', {}, {}],
  [
    'a service app is not asked whose token it is, and does not look for the groups claim',
    { resource: { okta_app_oauth: { a: {}, b: skipping } } },
    { '/api/v1/apps/{id}': 2, other: 1 },
  ],
  [
    'apps that skip their policy do not ask what kind of org it is',
    { resource: { okta_app_oauth: { a: skipping, b: skipping } } },
    { '/api/v1/apps/{id}': 2 },
  ],
  [
    'group assignments are read in pages of 200',
    {
      resource: {
        okta_app_group_assignments: { many: { group: Array.from({ length: 201 }, () => ({})) }, none: {} },
      },
    },
    { '/api/v1/apps': 3 },
  ],
  [
    'data sources are read each time',
    {
      data: {
        okta_group: { named: { name: 'Staff' }, known: { id: '00g1' } },
        okta_policy: { strict: {} },
        okta_app_signon_policy: { shop: {} },
      },
    },
    { '/api/v1/groups': 1, '/api/v1/groups/{id}': 1, '/api/v1/apps/{id}': 1, other: 3 },
  ],
  ['a type that is not known counts as one', { resource: { okta_brand: { a: {}, b: {} } } }, { other: 2 }],
])('%s', (_name, stack, requests) => {
  expect(planRequests(stack, 'service-app')).toEqual(requests);
});

test('requests of several stacks are added by bucket', () => {
  expect(added([{ other: 2 }, { other: 1, '/api/v1/apps': 4 }, {}])).toEqual({ other: 3, '/api/v1/apps': 4 });
});
