import { nearest } from '../shared/nearest';
import { objects, typesThatDecide, whoGetsIn } from './reach';
import { ID_PREFIXES } from './references';
import type { ResourceType } from './resource-type';

/** A group. */
export const GROUP: ResourceType = {
  name: 'okta_group',
  attributes: {
    name: { order: 1, identifies: true },
    description: { order: 2, unsetReadsAs: '', harmless: 'administrators read it, and nothing else does' },
    custom_profile_attributes: { words: 'other attributes', form: 'json', unsetReadsAs: '{}' },
    skip_users: { default: false, terraformOnly: true },
  },
  decides: objects('apps, policies and claims refer to groups'),
  removalBreaks: 'its members lose what the group gave them',
  writes: 'groups',
  requests: ['/api/v1/groups/{id}'],
  idPrefix: ID_PREFIXES.group,
  importId: ['id'],
  rehearsal: {},
  dataSource: {
    reads: ['groups'],
    requests: ({ id }) => [id === undefined ? '/api/v1/groups' : '/api/v1/groups/{id}'],
    seeds: 'groups',
    rehearsable: () => true,
  },
};

/** Two slips of the hand; a name that differs by more is another group. */
const MOST_SLIPS = 2;

/** The known group that a name was probably meant to be. Of a name of two characters, two slips would leave nothing. */
export function groupMeant(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known, Math.min(MOST_SLIPS, name.length - 1));
}

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
