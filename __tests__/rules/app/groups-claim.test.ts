import { groupsClaimRules } from '../../../rules/app/groups-claim';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { appSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

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
