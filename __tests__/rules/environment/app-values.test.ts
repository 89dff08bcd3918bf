import { appEntryRules, appValueRules } from '../../../rules/environment/app-values';
import { environmentSubject } from '../../support/app-subject';
import { checkEnvironment } from '../../../rules/check';
import { describeRules } from '../../support/rule-cases';

const says = (member: string, meant: string) =>
  `apps["shop"] must have no value that is spelled almost like one that the tool reads, got "${member}"; ` +
  `did you mean ${meant}? If not, give your value another name [environment/app-value]`;

describeRules(
  appValueRules,
  {
    'environment/app-value': [
      { good: ['origins', 'networkZones', 'groupPrefix'] },
      { good: ['supportAddress', 'tier', 'zones', 'regions'] },
      { bad: ['origin'], says: says('origin', 'origins') },
      { bad: ['orgns'], says: says('orgns', 'origins') },
      {
        bad: ['network_zones', 'groupsPrefix'],
        says: [says('network_zones', 'networkZones'), says('groupsPrefix', 'groupPrefix')],
      },
    ],
  },
  (members: readonly string[]) => environmentSubject({ values: members.map((member) => ({ app: 'shop', member })) }),
);

const VALUES = [
  { app: 'storefront', member: 'origins' },
  { app: 'wiki', member: 'origin' },
  { app: 'desk', member: 'tier' },
];

describeRules(
  appEntryRules,
  {
    'environment/app-entry': [
      { good: [] },
      {
        bad: ['checkout', 'storefronts'],
        says: [
          'apps["checkout"] must say where the app is served from, got undefined; add "checkout": { origins: ["https://…"] } [environment/app-entry]',
          'apps["storefronts"] must say where the app is served from, got undefined; add it, or did you mean storefront? [environment/app-entry]',
        ],
      },
      {
        bad: ['wiki', 'desk'],
        says: [
          'apps["wiki"] must say where the app is served from, got undefined; write "origins" in place of "origin" [environment/app-entry]',
          'apps["desk"] must say where the app is served from, got undefined; add origins: ["https://…"] to its entry [environment/app-entry]',
        ],
      },
    ],
  },
  (missingApps: readonly string[]) => environmentSubject({ missingApps, values: VALUES }),
);

it('a misspelled `origins` of an app that a stack asks for is one problem', () => {
  const subject = environmentSubject({ missingApps: ['wiki'], values: VALUES });
  expect(checkEnvironment(subject).map(({ rule }) => rule)).toEqual(['environment/app-entry']);
});
