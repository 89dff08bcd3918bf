import { assignmentRules, groupsClaimRules } from '../../../rules/app/assignments';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules, describeRules } from '../../support/rule-cases';
import { appSubject } from '../../support/app-subject';

const to = (...groups: unknown[]) => ({ assignTo: { groups } });

describeAppRules(assignmentRules, {
  'assignment/implicit-assignment': [
    { good: to('Staff') },
    { good: { implicitAssignment: true } },
    { good: { ...to('Staff'), implicitAssignment: UNKNOWN } },
    {
      bad: { ...to('Staff'), implicitAssignment: true },
      says: 'assignTo.groups must be left out with implicitAssignment, got ["Staff"]; remove implicitAssignment, or remove assignTo if all users of the org may use the app [assignment/implicit-assignment]',
    },
  ],
  'assignment/groups': [
    { good: {} },
    { good: to(UNKNOWN) },
    { good: { assignTo: { groups: UNKNOWN } } },
    {
      bad: to(),
      says: 'assignTo.groups must name at least one group, got []; name a group, or leave assignTo out and assign the app elsewhere [assignment/groups]',
    },
  ],
  'assignment/group': [
    { good: to('Staff', '00g1234567890abcdefg', 'x'.repeat(255), UNKNOWN) },
    {
      bad: to('', ' Staff'),
      says: [
        'assignTo.groups[0] must be the name or the id of a group, of 1 to 255 characters, got ""; write it as Okta shows it, without space around it [assignment/group]',
        'assignTo.groups[1] must be the name or the id of a group, of 1 to 255 characters, got " Staff"; write it as Okta shows it, without space around it [assignment/group]',
      ],
    },
  ],
});

interface Given {
  readonly claim?: unknown;
  readonly appliedBy?: 'api-token' | 'service-app';
}
const claim = (values: object = {}) => ({ name: 'groups', filter: 'STARTS_WITH', value: 'shop-', ...values });

describeRules<ReturnType<typeof appSubject>, Given>(
  groupsClaimRules,
  {
    'groups-claim/api-token': [
      { good: { claim: claim(), appliedBy: 'api-token' } },
      { good: { claim: claim() } },
      { good: { appliedBy: 'service-app' } },
      {
        bad: { claim: claim(), appliedBy: 'service-app' },
        says: 'groupsClaim must be left out where a service app applies, got {"name":"groups","filter":"STARTS_WITH","value":"shop-"}; add the claim to an authorization server, or apply with an API token [groups-claim/api-token]',
      },
    ],
    'groups-claim/filter': [
      { good: { claim: claim() } },
      { good: { claim: { name: 'groups', value: 'Groups.startsWith("OKTA", "shop-", 10)' } } },
      { good: { claim: claim({ filter: UNKNOWN }) } },
      {
        bad: { claim: claim({ filter: 'ENDS_WITH' }) },
        says: 'groupsClaim.filter must be "EQUALS", "STARTS_WITH", "CONTAINS" or "REGEX", got "ENDS_WITH"; choose one of them, or leave it out when value is an Okta expression [groups-claim/filter]',
      },
    ],
    'groups-claim/regex': [
      { good: { claim: claim({ filter: 'STARTS_WITH', value: '*' }) } },
      ...[
        '.*',
        'shop-(?:web|admin)',
        '(?i)shop-.*',
        '(?i:shop)-.*+',
        '\\Qshop*(\\E',
        '(?>shop)',
        '(?<team>shop)',
        UNKNOWN,
      ].map((value) => ({ good: { claim: claim({ filter: 'REGEX', value }) } })),
      ...['*', 'shop-(web', '[a-'].map((value) => ({
        bad: { claim: claim({ filter: 'REGEX', value }) },
        says: `groupsClaim.value must be a regular expression with filter "REGEX", got "${value}"; write one, such as "shop-.*", or ".*" for every group [groups-claim/regex]`,
      })),
    ],
    'groups-claim/content': [
      { good: { claim: claim() } },
      { good: { claim: claim({ name: UNKNOWN, value: UNKNOWN }) } },
      {
        bad: { claim: claim({ name: '', value: ' ' }) },
        says: [
          'groupsClaim.name must not be empty, got ""; write the name of the claim, such as "groups" [groups-claim/content]',
          'groupsClaim.value must not be empty, got " "; write what group names must match [groups-claim/content]',
        ],
      },
    ],
  },
  ({ claim: groupsClaim, appliedBy }, rules) => ({
    ...appSubject({ groupsClaim }, rules),
    ...(appliedBy && { appliedBy }),
  }),
);
