import type { RateLimitBucket } from '../../../okta-apps/shared/stack-manifest';
import { RateLimiter } from '../../../okta-apps/local/org/rate-limits';
import { budgetOf, PER_MINUTE } from '../../../okta-apps/run/request-budget';

const RUN = { stacks: 3, most: 4, writes: false };

test('the limits that are not set are the least of the paid plans that the local org knows', () => {
  const paths: Readonly<Record<RateLimitBucket, string>> = {
    '/api/v1/apps': '/api/v1/apps/0oa1/groups',
    '/api/v1/apps/{id}': '/api/v1/apps/0oa1',
    '/api/v1/groups': '/api/v1/groups',
    '/api/v1/groups/{id}': '/api/v1/groups/00g1',
    other: '/api/v1/policies',
  };
  const least = (path: string) =>
    Math.min(
      ...(['one-app', 'enterprise', 'workforce'] as const).map(
        (plan) => new RateLimiter(plan).count('GET', path, new Date()).limit,
      ),
    );
  expect(Object.fromEntries(Object.entries(paths).map(([bucket, path]) => [bucket, least(path)]))).toEqual(PER_MINUTE);
});

test('plans that fit into a minute go as fast as Terraform and the org can, and nothing makes them wait', () => {
  expect(budgetOf({ '/api/v1/apps/{id}': 250, other: 253, '/api/v1/apps': 20 }, RUN)).toEqual({
    requests: { '/api/v1/apps/{id}': 250, other: 253, '/api/v1/apps': 20 },
    fullest: { bucket: '/api/v1/apps/{id}', requests: 250, allowed: 250, limit: 500 },
    percent: 50,
    minutes: 1,
    pace: { plan: { stacks: 3, parallelism: 10 }, apply: { stacks: 3, parallelism: 1 } },
    maxApiCapacity: 100,
  });
});

test('one request more than fits: fewer at a time, and the provider waits before Okta refuses', () => {
  expect(budgetOf({ '/api/v1/apps/{id}': 251 }, RUN)).toMatchObject({
    minutes: 2,
    pace: { plan: { stacks: 3, parallelism: 8 } },
    maxApiCapacity: 45,
  });
});

test('an apply writes where the limit is smallest, so it is slow and always waits', () => {
  expect(budgetOf({ other: 3 }, { stacks: 1, most: 4, writes: true })).toMatchObject({
    minutes: 1,
    pace: { plan: { stacks: 1, parallelism: 10 }, apply: { stacks: 1, parallelism: 5 } },
    maxApiCapacity: 45,
  });
});

test('many stacks are at most so many requests at a time as every org answers', () => {
  const { pace } = budgetOf({ other: 3 }, { stacks: 40, most: 4, writes: false });
  expect(pace.plan).toEqual({ stacks: 4, parallelism: 8 });
});

test('an org of Okta’s free plan is planned one request at a time, stack by stack', () => {
  const perMinute = { '/api/v1/apps': 20, '/api/v1/apps/{id}': 100 };
  expect(budgetOf({ '/api/v1/apps': 11, '/api/v1/apps/{id}': 11 }, RUN, { perMinute })).toMatchObject({
    fullest: { bucket: '/api/v1/apps', requests: 11, allowed: 10, limit: 20 },
    minutes: 2,
    pace: { plan: { stacks: 1, parallelism: 1 }, apply: { stacks: 1, parallelism: 1 } },
  });
});

test.each([
  [100, { allowed: 500 }, 90],
  [1, { allowed: 5 }, 1],
])('a credential that may use %d percent', (percent, fullest, maxApiCapacity) => {
  expect(budgetOf({ '/api/v1/apps/{id}': 501 }, RUN, { percent })).toMatchObject({ fullest, percent, maxApiCapacity });
});

test('whatever the limits, something is allowed and something is under way', () => {
  for (const limit of [1, 2, 3, 9, 10, 11, 19, 100, 1_000_000]) {
    for (const percent of [1, 49, 50, 100]) {
      const { fullest, pace, maxApiCapacity } = budgetOf({ other: 7 }, RUN, { perMinute: { other: limit }, percent });
      expect(fullest.allowed).toBeGreaterThan(0);
      expect(maxApiCapacity).toBeGreaterThan(0);
      for (const { stacks, parallelism } of Object.values(pace)) {
        expect(stacks).toBeGreaterThan(0);
        expect(parallelism).toBeGreaterThan(0);
        expect(stacks * parallelism).toBeLessThanOrEqual(35);
      }
    }
  }
});
