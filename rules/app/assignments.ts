import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { characters, isKnownList, mayHoldSomething, texts } from '../../okta-apps/shared/values';
import { PROP_WORDS } from '../../okta-apps/shared/prop-words';
import { object } from '../../okta-apps/shared/json';
import { noneOf } from './text-checks';

const LONGEST_NAME = 255;

/** Who may use the app. */
export const assignmentRules: readonly Rule<AppSubject>[] = [
  {
    id: 'assignment/implicit-assignment',
    severity: 'error',
    title: 'Groups are assigned while implicit assignment is on.',
    impact: 'all users of the org may sign in, so the groups keep no one out',
    fix: 'remove implicitAssignment, or remove assignTo if all users of the org may use the app',
    see: SOURCES.oktaApps,
    *check({ props: { assignTo, implicitAssignment } }) {
      const { groups } = object(assignTo);
      if (implicitAssignment !== true || !mayHoldSomething(groups)) return;
      yield {
        prop: 'assignTo.groups',
        must: 'be left out with implicitAssignment',
        value: groups,
      };
    },
  },
  {
    id: 'assignment/groups',
    severity: 'error',
    title: 'An assignment has no group.',
    impact: 'Terraform would remove every group that is assigned to the app, and lock its users out',
    fix: 'name a group, or leave assignTo out and assign the app elsewhere',
    see: SOURCES.groupAssignments,
    *check({ props: { assignTo } }) {
      const { groups } = object(assignTo);
      if (!isKnownList(groups) || groups.length > 0) return;
      yield {
        prop: 'assignTo.groups',
        must: 'name at least one group',
        value: groups,
      };
    },
  },
  {
    id: 'assignment/group',
    severity: 'error',
    title: 'A group is not a name or an ID.',
    impact: 'Terraform would find no such group, and the apply stops',
    fix: 'write it as Okta shows it, without space around it',
    see: SOURCES.groupAssignments,
    *check({ props: { assignTo } }) {
      for (const { prop, text } of texts('assignTo.groups', object(assignTo)['groups'])) {
        if (text !== '' && text === text.trim() && characters(text) <= LONGEST_NAME) continue;
        yield {
          prop,
          must: `be the name or the id of a group, of 1 to ${LONGEST_NAME} characters`,
          value: text,
        };
      }
    },
  },
];

/** Groups of the person, in the ID token. */
export const groupsClaimRules: readonly Rule<AppSubject>[] = [
  {
    id: 'groups-claim/api-token',
    severity: 'error',
    title: 'A groups claim is declared, but a service app applies.',
    impact: 'the provider drops the claim without a message, so relying parties get no groups',
    fix: 'add the claim to an authorization server, or apply with an API token',
    see: SOURCES.provider,
    *check({ props: { groupsClaim }, appliedBy }) {
      if (appliedBy !== 'service-app' || groupsClaim === undefined) return;
      yield {
        prop: 'groupsClaim',
        must: 'be left out where a service app applies',
        value: groupsClaim,
      };
    },
  },
  {
    id: 'groups-claim/filter',
    severity: 'error',
    title: 'The filter of a groups claim is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'choose one of them, or leave it out when value is an Okta expression',
    see: SOURCES.provider,
    check: ({ props: { groupsClaim } }) =>
      noneOf(
        PROP_WORDS['groupsClaim.filter'],
        'groupsClaim.filter',
        object(groupsClaim)['filter'],
        'choose one of them, or leave it out when value is an Okta expression',
      ),
  },
  {
    id: 'groups-claim/regex',
    severity: 'error',
    title: 'The value of a groups claim with the filter `REGEX` is not a regular expression.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'write one, such as "shop-.*", or ".*" for every group',
    see: SOURCES.provider,
    *check({ props: { groupsClaim } }) {
      const { filter, value } = object(groupsClaim);
      if (filter !== 'REGEX' || typeof value !== 'string' || isRegularExpression(value)) return;
      yield { prop: 'groupsClaim.value', must: 'be a regular expression with filter "REGEX"', value };
    },
  },
  {
    id: 'groups-claim/content',
    severity: 'error',
    title: 'A groups claim has an empty name or value.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'write the name of the claim and what group names must match',
    see: SOURCES.provider,
    *check({ props: { groupsClaim } }) {
      for (const member of ['name', 'value']) {
        const text = object(groupsClaim)[member];
        if (typeof text !== 'string' || text.trim() !== '') continue;
        yield {
          prop: `groupsClaim.${member}`,
          must: 'not be empty',
          value: text,
          fix:
            member === 'name' ? 'write the name of the claim, such as "groups"' : 'write what group names must match',
        };
      }
    },
  },
];

/** Okta takes Java's expressions. What they have beyond those of JavaScript is replaced by what looks alike there. */
function isRegularExpression(text: string): boolean {
  const alike = text
    .replace(/\\Q.*?(?:\\E|$)/gs, 'q')
    .replace(/\(\?[a-zA-Z-]+\)/g, '')
    .replace(/\(\?(?:>|[a-zA-Z]*-?[a-zA-Z]+:)/g, '(?:')
    .replace(/([*+?}])\+/g, '$1');
  try {
    return new RegExp(alike) instanceof RegExp;
  } catch {
    return false;
  }
}
