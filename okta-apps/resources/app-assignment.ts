import { Marker } from '../plan/markers';
import { keyOf } from '../plan/value-key';
import type { RateLimitBucket } from '../shared/stack-manifest';
import { field, isObject, textField, type JsonObject } from '../shared/json';
import { CONTROL, MEMBERS } from './access';
import type { Attribute } from './attribute';
import { factors, whatTokensSay, whoGetsIn } from './reach';
import type { Block, ResourceType } from './resource-type';

const APPS: RateLimitBucket = '/api/v1/apps';
/** Groups on one page of the list. */
const PAGE = 200;

/** The construct ID of the app of the same stack that a block assigns something to; undefined for any other app. */
export function assignedApp(block: JsonObject): string | undefined {
  return /^\$\{okta_app_oauth\.([\w-]+)\.id\}$/.exec(textField(block, 'app_id') ?? '')?.[1];
}

/** A group in another place is the same group. */
function groupOf(member: unknown): string {
  return isObject(member) && !(member instanceof Marker) ? keyOf(field(member, 'id')) : keyOf(member);
}

/** One request for each page of the list. */
function pages({ group }: Block): readonly RateLimitBucket[] {
  const count = Array.isArray(group) ? Math.ceil(group.length / PAGE) : 1;
  return Array.from({ length: Math.max(1, count) }, () => APPS);
}

const OF_APP: Attribute = { identifies: true, decides: whoGetsIn('it decides which app the groups may use') };
const PROFILE = 'it decides what the app receives about the users of the group';

/** All groups of an app. */
export const GROUP_ASSIGNMENTS: ResourceType = {
  name: 'okta_app_group_assignments',
  attributes: {
    app_id: OF_APP,
    group: {
      words: 'groups',
      form: 'set',
      identifies: true,
      access: { by: 'members', identify: groupOf },
      decides: whatTokensSay(PROFILE),
    },
    timeouts: { terraformOnly: true },
  },
  eachAttribute: true,
  creationReviewed: true,
  removalReviewed: true,
  writes: 'apps',
  requests: pages,
  importId: ['app_id'],
  rehearsal: {},
};

/** One group of an app. */
export const GROUP_ASSIGNMENT: ResourceType = {
  name: 'okta_app_group_assignment',
  attributes: {
    app_id: OF_APP,
    group_id: { words: 'group', identifies: true, access: MEMBERS },
    priority: { onlyWhenChanged: true, decides: whatTokensSay('it decides which group the profile comes from') },
    profile: { form: 'json', unsetReadsAs: '{}', decides: whatTokensSay(PROFILE) },
    timeouts: { terraformOnly: true },
  },
  eachAttribute: true,
  creationReviewed: true,
  removalReviewed: true,
  writes: 'apps',
  requests: [APPS],
  importId: ['app_id', 'group_id'],
  rehearsal: {},
};

/** One user of an app. */
export const APP_USER: ResourceType = {
  name: 'okta_app_user',
  decides: whoGetsIn('it decides who may use the app, and under which name'),
  writes: 'apps',
};

/** The authentication policy of an app, as a resource of its own. */
export const POLICY_ASSIGNMENT: ResourceType = {
  name: 'okta_app_access_policy_assignment',
  kind: 'policy-assignment',
  attributes: {
    app_id: { identifies: true, decides: factors('it decides which app has the policy') },
    policy_id: { words: 'authentication policy', identifies: true, access: CONTROL, reviewedWhenUnknown: true },
  },
  eachAttribute: true,
  creationReviewed: true,
  removalReviewed: true,
  writes: 'apps',
};

/** Types that assign groups to apps. */
export const ASSIGN_GROUPS: readonly string[] = [GROUP_ASSIGNMENT.name, GROUP_ASSIGNMENTS.name];
