import {
  newEnvironmentRules,
  settingHistoryRules,
  settingRules,
} from '../../../../okta-apps/review/change-rules/setting-rules';
import { evaluate } from '../../../../okta-apps/review/change-rules/evaluate';
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

const COMMIT = { commit: '1a2b3c4d5e6f7a8b9c0d', date: '2026-11-20' };
const OTHER = { ...COMMIT, commit: '0a0a0a0a0a0a' };
const history = (by: readonly object[]) => ({
  ...AROUND,
  loosened: [{ setting: 'approvals', step: 'prod: 2 → 1', by: by.map((one) => ({ ...COMMIT, ...one })) }],
  notCompared: [],
});
const LOOSENED = 'approvals must be as strict as before, got "prod: 2 → 1"; restore it when it is no longer needed';

describe('rules about settings that were loosened before', () => {
  testRules(settingHistoryRules, {
    'setting/loosened-before': {
      good: [['nothing was loosened', { ...AROUND, loosened: [], notCompared: [] }]],
      bad: [
        ['one', history([{}]), [LOOSENED]],
        [
          'what could not be compared',
          {
            ...AROUND,
            loosened: [],
            notCompared: [{ what: 'before 1a2b3c4d5e of 2026-11-20', why: 'it is not here' }],
          },
          ['settings must be compared, got "before 1a2b3c4d5e of 2026-11-20"; compare env/ with that commit by hand'],
        ],
      ],
    },
  });

  test.each<[by: readonly object[], note: string]>([
    [[{}], 'loosened by 1a2b3c4d5e of 2026-11-20'],
    [[{ request: 'pull request 12' }], 'loosened by 1a2b3c4d5e of 2026-11-20 (pull request 12)'],
    [[{}, OTHER], 'loosened by one of 1a2b3c4d5e of 2026-11-20 and 0a0a0a0a0a of 2026-11-20'],
    [
      [OTHER, {}, {}, {}, {}],
      'loosened by one of 0a0a0a0a0a of 2026-11-20, 1a2b3c4d5e of 2026-11-20, 1a2b3c4d5e of 2026-11-20 and 2 more ' +
        '(the commits before them)',
    ],
  ])('the note says by which commit: %#', (by, note) => {
    expect(evaluate(settingHistoryRules, history(by), {}).map((finding) => finding.note)).toEqual([note]);
  });
});
