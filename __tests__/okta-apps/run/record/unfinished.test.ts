import type { ApplyRecord } from '../../../../okta-apps/run/record/apply-record';
import { unfinished } from '../../../../okta-apps/run/record/unfinished';

const HASH = 'a'.repeat(64);
const PROGRAM = { name: 'x', version: '1', digest: HASH };

function line(apply: string, outcome: ApplyRecord['outcome'], stack = 'shop-prod'): string {
  const record: ApplyRecord = {
    ...{ kind: 'okta-apps apply record', version: 1, apply, outcome, stack },
    ...{ at: '2026-11-26T12:00:00.000Z', environment: 'prod', org: 'acme.okta.com', by: 'mona', reviewed: true },
    ...{ requests: [], approvedBy: [], intent: HASH, plan: HASH, tool: PROGRAM, engine: PROGRAM, changes: [] },
  };
  return JSON.stringify(record);
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
