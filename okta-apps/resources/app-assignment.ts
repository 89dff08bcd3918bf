import { Marker } from '../plan/markers';
import { keyOf } from '../plan/value-key';
import type { RateLimitBucket } from '../shared/stack-manifest';
import { field, isObject } from '../shared/json';
import { CONTROL, MEMBERS } from './access';
import type { Block, ResourceType } from './resource-type';

const APPS: RateLimitBucket = '/api/v1/apps';
/** Groups on one page of the list. */
const PAGE = 200;

/** A group in another place is the same group. */
function groupOf(member: unknown): string {
  return isObject(member) && !(member instanceof Marker) ? keyOf(field(member, 'id')) : keyOf(member);
}

/** One request for each page of the list. */
function pages({ group }: Block): readonly RateLimitBucket[] {
  const count = Array.isArray(group) ? Math.ceil(group.length / PAGE) : 1;
  return Array.from({ length: Math.max(1, count) }, () => APPS);
}

/** All groups of an app. */
export const GROUP_ASSIGNMENTS: ResourceType = {
  name: 'okta_app_group_assignments',
  attributes: {
    group: { words: 'groups', form: 'set', identifies: true, access: { by: 'members', identify: groupOf } },
  },
  removalReviewed: true,
  writes: 'apps',
  requests: pages,
  importId: ['app_id'],
  rehearsal: {},
};

/** One group of an app. */
export const GROUP_ASSIGNMENT: ResourceType = {
  name: 'okta_app_group_assignment',
  attributes: { group_id: { words: 'group', identifies: true, access: MEMBERS } },
  removalReviewed: true,
  writes: 'apps',
  requests: [APPS],
  importId: ['app_id', 'group_id'],
  rehearsal: {},
};

/** One user of an app. */
export const APP_USER: ResourceType = { name: 'okta_app_user', writes: 'apps' };

/** The authentication policy of an app, as a resource of its own. */
export const POLICY_ASSIGNMENT: ResourceType = {
  name: 'okta_app_access_policy_assignment',
  kind: 'policy-assignment',
  attributes: {
    policy_id: { words: 'authentication policy', identifies: true, access: CONTROL, reviewedWhenUnknown: true },
  },
  removalReviewed: true,
  writes: 'apps',
};
