import { RateLimiter, type Plan } from '../../../../okta-apps/local/org/rate-limits';
import { startOrg } from '../../../../okta-apps/local/org/server';
import { ask, refusal } from './support/client';

const at = (second: number) => new Date(1_800_000_000_000 + second * 1000);

/** How many requests of a kind a plan answers within a minute. */
function allowed(plan: Plan, method: string, path: string): number {
  const limiter = new RateLimiter(plan);
  for (let n = 0; n < 5000; n += 1) if (limiter.count(method, path, at(0)).exceeded) return n;
  return Infinity;
}

test.each([
  ['GET', '/api/v1/apps', [20, 100, 100, 100]],
  ['POST', '/api/v1/apps', [20, 100, 100, 100]],
  ['GET', '/api/v1/apps/0oa1', [100, 600, 600, 500]],
  ['PUT', '/api/v1/apps/0oa1', [20, 100, 100, 100]],
  ['GET', '/api/v1/apps/0oa1/credentials/secrets', [20, 100, 100, 100]],
  ['GET', '/api/v1/groups', [100, 600, 600, 500]],
  ['GET', '/api/v1/groups/00g1', [100, 600, 600, 1000]],
  ['GET', '/oauth2/v1/clients/x/roles', [25, 100, 100, 100]],
  ['GET', '/api/v1/policies', [100, 600, 600, 1200]],
])('%s %s', (method, path, expected) => {
  const plans: readonly Plan[] = ['integrator', 'one-app', 'enterprise', 'workforce'];
  expect(plans.map((plan) => allowed(plan, method, path))).toEqual(expected);
});

test('buckets are counted apart, and start over after a minute', () => {
  const limiter = new RateLimiter('integrator');
  for (let n = 0; n < 20; n += 1) limiter.count('POST', '/api/v1/apps', at(n));
  const reset = 1_800_000_060;
  expect(limiter.count('GET', '/api/v1/apps', at(59))).toEqual({ limit: 20, remaining: 0, reset, exceeded: true });
  expect(limiter.count('GET', '/api/v1/apps/x', at(59))).toMatchObject({ remaining: 99, exceeded: false });
  expect(limiter.count('GET', '/api/v1/apps', at(60))).toMatchObject({ remaining: 19, exceeded: false });
});

test('an org with a plan answers 429 with the headers that a client waits by; without one it never does', async () => {
  const [limited, free] = [await startOrg({ rateLimits: 'integrator' }), await startOrg()];
  try {
    for (let n = 0; n < 20; n += 1) expect((await ask(limited, 'GET', '/api/v1/apps')).status).toBe(200);
    const refused = await ask(limited, 'GET', '/api/v1/apps');
    expect(refusal(refused)).toEqual([429, 'E0000047', 'API call exceeded rate limit due to too many requests.']);
    expect(refused.headers.get('x-rate-limit-limit')).toBe('20');
    expect(refused.headers.get('x-rate-limit-remaining')).toBe('0');
    const wait =
      Number(refused.headers.get('x-rate-limit-reset')) - Date.parse(refused.headers.get('date') ?? '') / 1000;
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(61);
    expect((await ask(limited, 'GET', '/api/v1/users/me')).status).toBe(200);
    for (let n = 0; n < 150; n += 1) expect((await ask(free, 'GET', '/api/v1/apps')).status).toBe(200);
  } finally {
    await limited.close();
    await free.close();
  }
});
