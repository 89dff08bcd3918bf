import { flatDocument } from '../document/modules/flat-document';
import type { RateLimitBucket, RateLimits } from '../shared/stack-manifest';
import { type Requests, added, planRequests } from './plan-requests';
import { counted } from '../shared/lists';
import { readDocument, type AssembledStack } from '../project/assembly';

/** Requests per minute, where the environment does not say otherwise: the least of Okta's paid plans. */
export const PER_MINUTE: Readonly<Record<RateLimitBucket, number>> = {
  '/api/v1/apps': 100,
  '/api/v1/apps/{id}': 500,
  '/api/v1/groups': 500,
  '/api/v1/groups/{id}': 600,
  other: 600,
};

/** Percent of a limit that Okta gives a new API token or service app. */
const PERCENT = 50;
/** Requests that every org answers at the same time; most answer 75. */
const CONCURRENT = 35;
/** Terraform's own `-parallelism`. */
const MOST_IN_A_STACK = 10;
/** The part of a limit that may be under way when it is reached. */
const UNDER_WAY = 0.1;
/** The bucket of an apply's writes, the smallest of all. */
const WRITES: RateLimitBucket = '/api/v1/apps';
/** Of `max_api_capacity`: the provider does not wait. */
const WHOLE = 100;

/** How many stacks run side by side, and each one's `-parallelism`. */
interface Pace {
  readonly stacks: number;
  readonly parallelism: number;
}

/** What the plans of one org ask, what of its limits they may use, and how Terraform keeps to that. */
export interface Budget {
  readonly requests: Requests;
  /** The bucket that fills first; its limit is the org's, of which `allowed` is for this run, both per minute. */
  readonly fullest: {
    readonly bucket: RateLimitBucket;
    readonly requests: number;
    readonly allowed: number;
    readonly limit: number;
  };
  readonly percent: number;
  /** How many minutes' limits the requests take; 1 when they fit. */
  readonly minutes: number;
  readonly pace: { readonly plan: Pace; readonly apply: Pace };
  /** Percent at which the provider waits for the next minute; 100 when it does not. */
  readonly maxApiCapacity: number;
}

/**
 * @param most Stacks that may run side by side whatever they ask.
 * @param writes Whether an apply follows: what it asks is not known before, so the provider always keeps to the limit.
 */
export function budgetOf(
  requests: Requests,
  { stacks, most, writes }: { readonly stacks: number; readonly most: number; readonly writes: boolean },
  { perMinute = {}, percent = PERCENT }: RateLimits = {},
): Budget {
  const limits = { ...PER_MINUTE, ...perMinute };
  const share = (bucket: RateLimitBucket): number => Math.max(1, Math.floor((limits[bucket] * percent) / 100));
  const buckets = (Object.keys(limits) as RateLimitBucket[]).map((bucket) => ({
    bucket,
    requests: requests[bucket] ?? 0,
    allowed: share(bucket),
    limit: limits[bucket],
  }));
  const fullest = buckets.reduce((full, one) =>
    one.requests / one.allowed > full.requests / full.allowed ? one : full,
  );
  const minutes = Math.max(1, Math.ceil(fullest.requests / fullest.allowed));
  const pace = (atOnce: number): Pace => {
    const sideBySide = Math.min(most, stacks, atOnce);
    return { stacks: sideBySide, parallelism: Math.min(MOST_IN_A_STACK, Math.floor(atOnce / sideBySide)) };
  };
  return {
    requests,
    fullest,
    percent,
    minutes,
    pace: {
      plan: pace(minutes > 1 ? underWay(fullest.allowed) : CONCURRENT),
      apply: pace(underWay(share(WRITES))),
    },
    maxApiCapacity: minutes > 1 || writes ? Math.max(1, Math.floor(percent * (1 - UNDER_WAY))) : WHOLE,
  };
}

/** So many that the limit is not left far behind by the answers that tell of it. */
function underWay(allowed: number): number {
  return Math.min(CONCURRENT, Math.max(1, Math.floor(allowed * UNDER_WAY)));
}

/** What planning the stacks of one environment asks of its org. */
export interface Estimate extends Budget {
  readonly environment: string;
  readonly stacks: readonly string[];
  /** An API token is used, with which the provider asks twice for each app. */
  readonly token: boolean;
}

/**
 * Estimates how many requests plans make to Okta orgs, by environment; one without requests is left out.
 *
 * @param most Stacks that may run side by side whatever they ask.
 */
export function estimateRequests(
  stacks: readonly AssembledStack[],
  purpose: 'plan' | 'apply',
  most: number,
): readonly Estimate[] {
  const real = stacks.filter(({ manifest }) => !manifest.local);
  const environments = [...new Set(real.map(({ manifest }) => manifest.environment))];
  return environments.flatMap((environment) => {
    const own = real.filter(({ manifest }) => manifest.environment === environment);
    const requests = added(
      own.map((stack) => planRequests(flatDocument(readDocument(stack)), stack.manifest.credentials[purpose].type)),
    );
    if (Object.keys(requests).length === 0) return [];
    const limits = own[0]?.manifest.org.rateLimits;
    const budget = budgetOf(requests, { stacks: own.length, most, writes: purpose === 'apply' }, limits);
    const token = own.some(({ manifest }) => manifest.credentials[purpose].type === 'api-token');
    return [{ ...budget, environment, stacks: own.map(({ name }) => name), token }];
  });
}

/** One line for each environment; a second one where the plans do not fit into a minute. */
export function estimatesText(estimates: readonly Estimate[]): string {
  return estimates.map((estimate) => `${line(estimate)}\n${warning(estimate)}`).join('');
}

function line({ environment, requests, stacks, fullest, percent, pace, maxApiCapacity }: Estimate): string {
  const total = Object.values(requests).reduce((sum, count) => sum + count, 0);
  const limit = `${fullest.requests} of ${fullest.allowed} a minute (${percent} % of ${fullest.limit})`;
  const flags = [
    `-parallelism=${pace.plan.parallelism}`,
    ...(maxApiCapacity === 100 ? [] : [`max_api_capacity=${maxApiCapacity}`]),
  ];
  return (
    `${environment}: about ${total} Okta requests to plan ${counted(stacks.length, 'stack')}; fullest limit: ` +
    `${shown(fullest.bucket)}, ${limit}; ${flags.join(', ')}`
  );
}

function warning({ environment, stacks, fullest, minutes, token }: Estimate): string {
  if (minutes === 1) return '';
  const waits = stacks.length > 1 ? 'the plans wait' : 'the plan waits';
  const todo = [
    stacks.length > 1 ? 'plan fewer stacks at a time' : 'split the stack',
    ...(token && fullest.bucket === 'other'
      ? ['use a service app, with which one request less is made for each app']
      : []),
    'or let the credential use more (its rate limit in the Admin Console, then org.rateLimits in env/)',
  ];
  return (
    `Warning: ${environment}: Okta answers fewer requests in a minute, so ${waits}, about ` +
    `${counted(minutes - 1, 'minute')} in all. To avoid that, ${todo.join(', ')}.\n`
  );
}

function shown(bucket: RateLimitBucket): string {
  return bucket === 'other' ? 'the rest of /api/v1' : bucket;
}

/** The estimates as they stand in a JSON document; nothing where no Okta org is planned. */
export function estimatesJson(estimates: readonly Estimate[]): { readonly requests?: readonly object[] } {
  if (estimates.length === 0) return {};
  const requests = estimates.map(
    ({ environment, stacks, requests: byBucket, fullest, minutes, pace, maxApiCapacity }) => ({
      environment,
      stacks,
      requests: byBucket,
      fullest,
      minutes,
      parallelism: pace.plan.parallelism,
      maxApiCapacity,
    }),
  );
  return { requests };
}
