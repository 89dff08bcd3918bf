import type { ApplyRecord } from '../../../../okta-apps/run/record/apply-record';
import { unfinished, unfinishedText } from '../../../../okta-apps/run/record/unfinished';

const HASH = 'a'.repeat(64);
const PROGRAM = { name: 'x', version: '1', digest: HASH };

function line(apply: string, outcome: ApplyRecord['outcome'], stack = 'shop-prod'): string {
  return JSON.stringify(recordOf(apply, outcome, stack));
}

function recordOf(apply: string, outcome: ApplyRecord['outcome'], stack = 'shop-prod'): ApplyRecord {
  return {
    ...{ kind: 'okta-apps apply record', version: 1, apply, outcome, stack },
    ...{ at: '2026-11-26T12:00:00.000Z', environment: 'prod', org: 'acme.okta.com', by: 'mona', reviewed: true },
    ...{ requests: [], approvedBy: [], intent: HASH, plan: HASH, tool: PROGRAM, engine: PROGRAM, changes: [] },
  };
}

test.each<readonly [string, readonly string[], readonly string[]]>([
  ['nothing was applied', [], []],
  ['each ended', [line('a', 'started'), line('a', 'applied'), line('b', 'started'), line('b', 'failed')], []],
  ['one was refused at the last moment', [line('a', 'started'), line('a', 'refused')], []],
  ['two did not end', [line('a', 'started'), line('b', 'started')], ['a', 'b']],
  ['a later one failed', [line('a', 'started'), line('b', 'started'), line('b', 'failed')], ['a']],
  ['a later one succeeded', [line('a', 'started'), line('b', 'started'), line('b', 'applied')], []],
  ['one of another stack succeeded', [line('a', 'started'), line('b', 'applied', 'other')], ['a']],
  ['one of another stack did not end', [line('a', 'started', 'other')], []],
  [
    'a line is incomplete',
    [line('a', 'started').slice(5), line('b', 'started'), line('b', 'applied').slice(0, -5)],
    ['b'],
  ],
])('%s', (_, lines, expected) => {
  expect(unfinished(lines.join('\n'), 'shop-prod').map(({ apply }) => apply)).toEqual(expected);
});

const change = (address: string, kind: string, more: object = {}) => ({
  ...{ address, kind, type: 'okta_app_oauth', before: null, after: null },
  ...more,
});

const BEGIN =
  'shop-prod: the apply of 2026-11-26T12:00:00.000Z by mona (0123456789, https://ci.acme.dev/7) did not end, or still ' +
  'runs. What it did is not known; the plan shows what is left of it. It had planned';

function said(changes: ApplyRecord['changes']): string {
  const where = { commit: '0123456789abcdef', job: 'https://ci.acme.dev/7' };
  return unfinishedText({ ...recordOf('a', 'started'), ...where, changes }, 'logs/prod.jsonl');
}

test('it says what was planned: addresses and actions, and no value', () => {
  expect(
    said([
      change('okta_app_oauth.web', 'create', { after: { label: 'Web shop' } }),
      change('okta_app_oauth.desk', 'update', { id: '0oa1', before: { label: 'Desk' } }),
      change('okta_app_oauth.old', 'no-op', { id: '0oa2' }),
      change('okta_app_oauth.e["\u202e"]', 'delete'),
    ]),
  ).toBe(
    [
      `${BEGIN}:`,
      '  create okta_app_oauth.web',
      '  update okta_app_oauth.desk (0oa1)',
      '  import or move okta_app_oauth.old (0oa2)',
      '  delete okta_app_oauth.e["\\u202e"]',
    ].join('\n'),
  );
  expect(said([])).toBe(`${BEGIN} no change of a resource.`);
});

test('of very many it says how many more there are, and where', () => {
  const lines = said([...Array(60).keys()].map((at) => change(`okta_app_oauth.a${at}`, 'create'))).split('\n');
  expect(lines.slice(50)).toEqual([
    '  create okta_app_oauth.a49',
    '  and 10 more, which are in its record (logs/prod.jsonl)',
  ]);
});
