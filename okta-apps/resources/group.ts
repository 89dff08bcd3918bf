import { objects, typesThatDecide, whoGetsIn } from './reach';
import { ID_PREFIXES } from './references';
import type { ResourceType } from './resource-type';

/** A group. */
export const GROUP: ResourceType = {
  name: 'okta_group',
  decides: objects('apps, policies and claims refer to groups'),
  removalBreaks: 'its members lose what the group gave them',
  writes: 'groups',
  idPrefix: ID_PREFIXES.group,
  dataSource: {
    reads: ['groups'],
    requests: ({ id }) => [id === undefined ? '/api/v1/groups' : '/api/v1/groups/{id}'],
    seeds: 'groups',
    rehearsable: () => true,
  },
};

/** Groups by a search. */
export const GROUPS: ResourceType = { name: 'okta_groups', dataSource: { reads: ['groups'] } };

/** The group that all users of the org are in. */
export const EVERYONE_GROUP: ResourceType = { name: 'okta_everyone_group', dataSource: { reads: ['groups'] } };

const MEMBERS = whoGetsIn('it decides who is in a group, and so who may use its apps');

/** Users of a group. */
export const GROUP_MEMBERSHIPS: ResourceType = { name: 'okta_group_memberships', decides: MEMBERS, writes: 'groups' };

/** Other ways into a group. */
export const INTO_GROUPS: readonly ResourceType[] = typesThatDecide(
  MEMBERS,
  'okta_group_owner',
  'okta_group_owners',
  'okta_group_rule',
  'okta_identity_source_group',
  'okta_identity_source_group_membership',
  'okta_push_group',
  'okta_user_group_memberships',
);
