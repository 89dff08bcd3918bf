import { counted } from '../shared/lists';
import type { RateLimitBucket } from '../shared/stack-manifest';
import { readDocument, type AssembledStack } from '../project/assembly';
import { added, planRequests } from './plan-requests';
import { budgetOf, type Budget } from './request-budget';

/** What planning the stacks of one environment asks of its org. */
export interface Estimate extends Budget {
  readonly environment: string;
  readonly stacks: readonly string[];
  /** An API token is used, with which the provider asks twice for each app. */
  readonly token: boolean;
}

/**
 * Estimates what the plans of real orgs ask, by environment; one that asks nothing is left out.
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
      own.map((stack) => planRequests(readDocument(stack), stack.manifest.credentials[purpose].type)),
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
  const limit = `${String(fullest.requests)} of ${String(fullest.allowed)} a minute (${String(percent)} % of ${String(fullest.limit)})`;
  const flags = [
    `-parallelism=${String(pace.plan.parallelism)}`,
    ...(maxApiCapacity === 100 ? [] : [`max_api_capacity=${String(maxApiCapacity)}`]),
  ];
  return (
    `${environment}: about ${String(total)} Okta requests to plan ${counted(stacks.length, 'stack')}; fullest limit: ` +
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

/** The estimates as they stand in a JSON document; nothing where no real org is planned. */
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
