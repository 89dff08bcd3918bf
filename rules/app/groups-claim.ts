import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { members } from '../../okta-apps/shared/values';
import { noneOf } from './text-checks';

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
        members(groupsClaim)['filter'],
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
        const text = members(groupsClaim)[member];
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
