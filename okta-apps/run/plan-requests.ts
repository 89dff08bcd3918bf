import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { isOfOkta, type Block, type Read } from '../resources/resource-type';
import type { Credential, RateLimitBucket } from '../shared/stack-manifest';

/** How many requests fall into each bucket. */
export type Requests = Readonly<Partial<Record<RateLimitBucket, number>>>;

type CredentialType = Credential['type'];
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** Whose token it is; the provider asks twice. */
const SIGN_IN: Readonly<Record<CredentialType, readonly RateLimitBucket[]>> = {
  'api-token': ['other', 'other'],
  'service-app': [],
};

/**
 * The requests to Okta of one plan, estimated from what was synthesized as if all of it existed. A type that the
 * catalogue does not know counts as one request; what is only in the state, and pages that are longer in Okta, are not counted.
 *
 * @param stack A parsed `cdk.tf.json`.
 */
export function planRequests(stack: unknown, credential: CredentialType, { typeOf }: Catalogue = CATALOGUE): Requests {
  const { resource = {}, data = {} } = (stack ?? {}) as { readonly resource?: Blocks; readonly data?: Blocks };
  const blocks = [...blocksIn(resource, typeOf), ...blocksIn(data, (name) => typeOf(name).dataSource ?? {})];
  if (blocks.length === 0) return {};
  // Once for all: whether the org is a Classic one.
  const once: readonly RateLimitBucket[] = blocks.some(({ read, block }) => read.asksOrgType?.(block)) ? ['other'] : [];
  const reads = blocks.flatMap(({ read, block }) => requestsOf(read, block, credential));
  const counts: Partial<Record<RateLimitBucket, number>> = {};
  for (const bucket of [...SIGN_IN[credential], ...once, ...reads]) counts[bucket] = (counts[bucket] ?? 0) + 1;
  return counts;
}

/** Okta's blocks with what is known of how they are read. */
function blocksIn(section: Blocks, readOf: (name: string) => Read) {
  return Object.entries(section)
    .filter(([name]) => isOfOkta(name))
    .flatMap(([name, named]) => Object.values(named).map((block) => ({ read: readOf(name), block })));
}

function requestsOf({ requests = ['other'] }: Read, block: Block, credential: CredentialType) {
  return typeof requests === 'function' ? requests(block, credential) : requests;
}

/** All of them together. */
export function added(requests: readonly Requests[]): Requests {
  const sum: Partial<Record<RateLimitBucket, number>> = {};
  for (const one of requests) {
    for (const [bucket, count] of Object.entries(one) as [RateLimitBucket, number][]) {
      sum[bucket] = (sum[bucket] ?? 0) + count;
    }
  }
  return sum;
}
