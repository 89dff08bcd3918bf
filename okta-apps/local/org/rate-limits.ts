/** Okta's plans, as far as their rate limits are published. */
export type Plan = 'integrator' | 'one-app' | 'enterprise' | 'workforce';

const WINDOW = 60;
const PLANS: readonly Plan[] = ['integrator', 'one-app', 'enterprise', 'workforce'];

interface Bucket {
  readonly name: string;
  readonly path: RegExp;
  readonly method?: string;
  /** Requests per minute for the plans in the order above. */
  readonly limits: readonly number[];
}

/** Most special first; what is in none of them is in `OTHER`. */
const BUCKETS: readonly Bucket[] = [
  { name: '/api/v1/apps/{id}', path: /^\/api\/v1\/apps\/[^/]+\/?$/, method: 'GET', limits: [100, 600, 600, 500] },
  { name: '/api/v1/apps', path: /^\/api\/v1\/apps(?:\/|$)/, limits: [20, 100, 100, 100] },
  { name: '/api/v1/groups/{id}', path: /^\/api\/v1\/groups\/[^/]+\/?$/, limits: [100, 600, 600, 1000] },
  { name: '/api/v1/groups', path: /^\/api\/v1\/groups(?:\/|$)/, limits: [100, 600, 600, 500] },
  { name: '/oauth2/v1/clients', path: /^\/oauth2\/v1\/clients(?:\/|$)/, limits: [25, 100, 100, 100] },
];
const OTHER = { name: 'other', limits: [100, 600, 600, 1200] };

/** Where a request stands in its bucket. `reset` is in seconds since 1970, UTC. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly reset: number;
  readonly exceeded: boolean;
}

/** Counts requests per bucket and minute. Without a plan nothing is ever exceeded. */
export class RateLimiter {
  readonly #used = new Map<string, { count: number; readonly reset: number }>();

  readonly #plan: Plan | undefined;

  constructor(plan: Plan | undefined) {
    this.#plan = plan;
  }

  /** Counts one request. `path` is without host and query. */
  count(method: string, path: string, now: Date): RateLimit {
    const second = Math.floor(now.getTime() / 1000);
    const { name, limits } = bucketOf(method, path);
    const limit = limits[PLANS.indexOf(this.#plan ?? 'enterprise')] ?? 0;
    if (this.#plan === undefined) return { limit, remaining: limit - 1, reset: second + WINDOW, exceeded: false };
    let bucket = this.#used.get(name);
    if (bucket === undefined || bucket.reset <= second) bucket = { count: 0, reset: second + WINDOW };
    this.#used.set(name, bucket);
    bucket.count += 1;
    return { limit, remaining: Math.max(0, limit - bucket.count), reset: bucket.reset, exceeded: bucket.count > limit };
  }
}

/** The name of the bucket that a request falls into. `path` is without host and query. */
export function bucketName(method: string, path: string): string {
  return bucketOf(method, path).name;
}

function bucketOf(method: string, path: string): Pick<Bucket, 'name' | 'limits'> {
  return BUCKETS.find((one) => (one.method === undefined || one.method === method) && one.path.test(path)) ?? OTHER;
}

/** The headers that every answer has. */
export function rateLimitHeaders({ limit, remaining, reset }: RateLimit): Record<string, string> {
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(reset),
  };
}
