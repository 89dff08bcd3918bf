import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { characters, isKnownList, mayHoldSomething, texts } from '../../okta-apps/shared/values';
import { object } from '../../okta-apps/shared/json';
import { noneOf } from './text-checks';

const LONGEST_NAME = 255;

/** Who may use the app. */
export const assignmentRules: readonly Rule<AppSubject>[] = [
  {
    id: 'assignment/implicit-assignment',
    severity: 'error',
    summary: 'Groups are assigned only where they decide: not with implicit assignment, which lets all users in.',
    see: SOURCES.oktaApps,
    *check({ props: { assignTo, implicitAssignment } }) {
      const { groups } = object(assignTo);
      if (implicitAssignment !== true || !mayHoldSomething(groups)) return;
      yield {
        prop: 'assignTo.groups',
        must: 'be left out with implicitAssignment',
        value: groups,
        todo: 'remove implicitAssignment, or remove assignTo if all users of the org may use the app',
      };
    },
  },
  {
    id: 'assignment/groups',
    severity: 'error',
    summary:
      'An assignment names at least one group: Terraform owns all of them, so an empty one would take the app from all users.',
    see: SOURCES.groupAssignments,
    *check({ props: { assignTo } }) {
      const { groups } = object(assignTo);
      if (!isKnownList(groups) || groups.length > 0) return;
      yield {
        prop: 'assignTo.groups',
        must: 'name at least one group',
        value: groups,
        todo: 'name a group, or leave assignTo out and assign the app elsewhere',
      };
    },
  },
  {
    id: 'assignment/group',
    severity: 'error',
    summary: 'A group is given by its name, 1 to 255 characters without space around it, or by its id.',
    see: SOURCES.groupAssignments,
    *check({ props: { assignTo } }) {
      for (const { prop, text } of texts('assignTo.groups', object(assignTo)['groups'])) {
        if (text !== '' && text === text.trim() && characters(text) <= LONGEST_NAME) continue;
        yield {
          prop,
          must: `be the name or the id of a group, of 1 to ${LONGEST_NAME} characters`,
          value: text,
          todo: 'write it as Okta shows it, without space around it',
        };
      }
    },
  },
];

const FILTERS = ['EQUALS', 'STARTS_WITH', 'CONTAINS', 'REGEX'];

/** Groups of the person, in the ID token. */
export const groupsClaimRules: readonly Rule<AppSubject>[] = [
  {
    id: 'groups-claim/api-token',
    severity: 'error',
    summary: 'A groups claim is applied with an API token: the provider drops it, without a word, for a service app.',
    see: SOURCES.provider,
    *check({ props: { groupsClaim }, appliedBy }) {
      if (appliedBy !== 'service-app' || groupsClaim === undefined) return;
      yield {
        prop: 'groupsClaim',
        must: 'be left out where a service app applies',
        value: groupsClaim,
        todo: 'add the claim to an authorization server, or apply with an API token',
      };
    },
  },
  {
    id: 'groups-claim/filter',
    severity: 'error',
    summary: 'The filter of a groups claim is `EQUALS`, `STARTS_WITH`, `CONTAINS` or `REGEX`.',
    see: SOURCES.provider,
    check: ({ props: { groupsClaim } }) =>
      noneOf(
        FILTERS,
        'groupsClaim.filter',
        object(groupsClaim)['filter'],
        'choose one of them, or leave it out when value is an Okta expression',
      ),
  },
  {
    id: 'groups-claim/content',
    severity: 'error',
    summary: 'A groups claim has a name and a value.',
    see: SOURCES.provider,
    *check({ props: { groupsClaim } }) {
      for (const member of ['name', 'value']) {
        const text = object(groupsClaim)[member];
        if (typeof text !== 'string' || text.trim() !== '') continue;
        yield {
          prop: `groupsClaim.${member}`,
          must: 'not be empty',
          value: text,
          todo:
            member === 'name' ? 'write the name of the claim, such as "groups"' : 'write what group names must match',
        };
      }
    },
  },
];
