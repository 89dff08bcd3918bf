import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

const WORDS = join(__dirname, '../../scripts/words.mjs');
const LIST = 'scripts/words-to-replace.json';
const folder = temporaryFolder();

/** A project with these files, of which those listed may still have words that are not used. */
function project(files: Readonly<Record<string, string>>, listed: readonly string[]): string {
  const path = mkdtempSync(join(folder.path, 'words-'));
  for (const [name, text] of Object.entries({ ...files, [LIST]: JSON.stringify(listed) })) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

function words(cwd: string, ...args: readonly string[]): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [WORDS, ...args], { cwd, encoding: 'utf8' });
  return { status, stdout };
}

const OLD = 'const birthSecret = 1;\n// Okta judges them anew.\n';

test('a word that is not used fails, with its line and what to write', () => {
  expect(words(project({ 'a.ts': OLD, 'fixtures/b.md': 'anew', 'c.md': 'history, allSettled' }, []))).toEqual({
    status: 1,
    stdout: [
      'a.ts:1: "birth Secret": write initial client secret',
      'a.ts:2: "anew": write again, replaced, recreated',
      'a.ts:2: "judges": write evaluate, review',
      '',
    ].join('\n'),
  });
});

test('names that others rely on are left out, and only these exact names', () => {
  const names = [
    'birthSecrets',
    'review/judges-itself',
    '`takenBack`',
    'settled: []',
    'PromiseSettledResult',
    "'nobody'",
  ];
  const others = ['birthSecretsOf', 'judges-itself', 'takenBack', 'settled', '"nobody else"'];
  const found = ['birth Secrets', 'judges', 'taken Back', 'settled', 'nobody'].map(
    (word, i) => `b.ts:${i + 1}: "${word}"`,
  );
  const { status, stdout } = words(project({ 'a.ts': names.join('\n'), 'b.ts': others.join('\n') }, []));
  expect(status).toBe(1);
  expect(stdout.split('\n').map((line) => line.replace(/: write .*/, ''))).toEqual([...found, '']);
});

test('a listed file may have them, and leaves the list when it has none any more', () => {
  const path = project({ 'a.ts': OLD, 'b.ts': 'export {};\n' }, ['a.ts', 'b.ts', 'gone.ts']);
  const text = 'has no such word any more; npm run words -- --update';
  expect(words(path)).toEqual({ status: 1, stdout: `b.ts: ${text}\ngone.ts: ${text}\n` });
  expect(words(path, '--update')).toEqual({ status: 0, stdout: '' });
  expect(JSON.parse(readFileSync(join(path, LIST), 'utf8'))).toEqual(['a.ts']);
  expect(words(path)).toEqual({ status: 0, stdout: '' });
});

test('the list becomes only shorter', () => {
  const path = project({ 'a.ts': OLD, 'b.ts': OLD }, ['a.ts']);
  words(path, '--update');
  expect(JSON.parse(readFileSync(join(path, LIST), 'utf8'))).toEqual(['a.ts']);
});
