import { newEnvironmentRules, settingRules } from '../../../../okta-apps/review/change-rules/setting-rules';
import type { Direction } from '../../../../okta-apps/review/settings/setting';
import { testRules } from '../support/rule-cases';

const DIRECTIONS: readonly Direction[] = ['other-target', 'looser', 'sideways', 'tighter'];
const AROUND = { place: {}, production: true };
const step = (direction: Direction) => ({
  ...AROUND,
  change: { setting: 'approvals', direction, step: 'prod: 2 → 1' },
});
const others = (direction: Direction) =>
  DIRECTIONS.filter((other) => other !== direction).map((other) => [`one that is ${other}`, step(other)] as const);

describe('rules about the settings of environments', () => {
  testRules(settingRules, {
    'setting/other-target': {
      good: others('other-target'),
      bad: [
        [
          'another one',
          step('other-target'),
          [
            'approvals must be that of the base, got "prod: 2 → 1"; restore it, or accept this step with a waiver in env/ first',
          ],
        ],
      ],
    },
    'setting/looser': {
      good: others('looser'),
      bad: [
        [
          'a looser one',
          step('looser'),
          [
            'approvals must not be loosened without need, got "prod: 2 → 1"; restore it, or let an owner of these environments approve it',
          ],
        ],
      ],
    },
    'setting/sideways': {
      good: others('sideways'),
      bad: [
        [
          'one that cannot be compared',
          step('sideways'),
          [
            'approvals must be changed on purpose, got "prod: 2 → 1"; restore it, or let an owner of these environments approve it',
          ],
        ],
      ],
    },
    'setting/tighter': {
      good: others('tighter'),
      bad: [
        [
          'a stricter one',
          step('tighter'),
          ['approvals must be changed on purpose, got "prod: 2 → 1"; keep it if it is intended'],
        ],
      ],
    },
  });
});

describe('rules about environments that the base does not know', () => {
  testRules(newEnvironmentRules, {
    'setting/new-environment': {
      good: [['none', { ...AROUND, environments: [] }]],
      bad: [
        [
          'one',
          { ...AROUND, environments: ['qa: acme-qa.okta.com'] },
          [
            'environments must be added on purpose, got ["qa: acme-qa.okta.com"]; check the org and its settings in env/',
          ],
        ],
      ],
    },
  });
});
