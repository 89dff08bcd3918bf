import type { ResourceType } from './resource-type';

/** A group. */
export const GROUP: ResourceType = {
  name: 'okta_group',
  removalBreaks: 'its people lose what the group gave them',
  shownByName: true,
  writes: 'groups',
  idPrefix: '00g',
  dataSource: {
    reads: ['groups'],
    requests: ({ id }) => [id === undefined ? '/api/v1/groups' : '/api/v1/groups/{id}'],
    seeds: 'groups',
    rehearsable: () => true,
  },
};

/** Groups by a search. */
export const GROUPS: ResourceType = { name: 'okta_groups', dataSource: { reads: ['groups'] } };

/** The group that everybody of the org is in. */
export const EVERYONE_GROUP: ResourceType = { name: 'okta_everyone_group', dataSource: { reads: ['groups'] } };

/** Users of a group. */
export const GROUP_MEMBERSHIPS: ResourceType = { name: 'okta_group_memberships', writes: 'groups' };
