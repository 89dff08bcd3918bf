import type { Credential, RateLimitBucket } from '../shared/stack-manifest';

/** How many requests fall into each bucket. */
export type Requests = Readonly<Partial<Record<RateLimitBucket, number>>>;

type CredentialType = Credential['type'];
type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** The bucket of each request by which okta/okta reads one block. */
type Reads = (block: Block, credential: CredentialType) => readonly RateLimitBucket[];

const APPS: RateLimitBucket = '/api/v1/apps';
const PAGE = 200;

/** One request for each page of a list. */
const pages =
  (list: string, bucket: RateLimitBucket): Reads =>
  (block) => {
    const items = block[list];
    const count = Array.isArray(items) ? Math.ceil(items.length / PAGE) : 1;
    return Array.from({ length: Math.max(1, count) }, () => bucket);
  };

/**
 * What a refresh reads of each resource, as okta/okta 6.12.0 was recorded to. With an API token it also looks for the
 * groups claim of every app.
 */
const RESOURCES: Readonly<Record<string, Reads>> = {
  okta_app_oauth: (_, credential) =>
    credential === 'api-token' ? ['/api/v1/apps/{id}', 'other'] : ['/api/v1/apps/{id}'],
  okta_app_group_assignments: pages('group', APPS),
  okta_app_group_assignment: () => [APPS],
  okta_app_oauth_api_scope: () => [APPS],
  okta_trusted_origin: () => ['other'],
};

const DATA_SOURCES: Readonly<Record<string, Reads>> = {
  okta_group: ({ id }) => [id === undefined ? '/api/v1/groups' : '/api/v1/groups/{id}'],
  okta_policy: () => ['other'],
  okta_app_signon_policy: () => ['/api/v1/apps/{id}', 'other'],
};

/** Only these go to an org. */
const OF_OKTA = /^okta_/;

/** Whose token it is; the provider asks twice. */
const SIGN_IN: Readonly<Record<CredentialType, readonly RateLimitBucket[]>> = {
  'api-token': ['other', 'other'],
  'service-app': [],
};

/**
 * The requests to Okta of one plan, estimated from what was synthesized as if all of it existed. A type that the tables
 * do not know counts as one request; what is only in the state, and pages that are longer in Okta, are not counted.
 *
 * @param stack A parsed `cdk.tf.json`.
 */
export function planRequests(stack: unknown, credential: CredentialType): Requests {
  const { resource = {}, data = {} } = (stack ?? {}) as { readonly resource?: Blocks; readonly data?: Blocks };
  const reads = [...readsOf(resource, RESOURCES, credential), ...readsOf(data, DATA_SOURCES, credential)];
  if (reads.length === 0) return {};
  // Once for all: whether the org is a Classic one.
  const policies = Object.values(resource['okta_app_oauth'] ?? {}).some(
    ({ skip_authentication_policy: skip }) => skip !== true,
  );
  const once: readonly RateLimitBucket[] = policies || data['okta_app_signon_policy'] !== undefined ? ['other'] : [];
  const counts: Partial<Record<RateLimitBucket, number>> = {};
  for (const bucket of [...SIGN_IN[credential], ...once, ...reads]) counts[bucket] = (counts[bucket] ?? 0) + 1;
  return counts;
}

function readsOf(blocks: Blocks, table: Readonly<Record<string, Reads>>, credential: CredentialType) {
  return Object.entries(blocks).flatMap(([type, named]) => {
    if (!OF_OKTA.test(type)) return [];
    const reads = table[type] ?? (() => ['other'] as const);
    return Object.values(named).flatMap((block) => reads(block, credential));
  });
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
