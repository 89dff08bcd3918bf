import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

const WORDS = join(__dirname, '../../scripts/words.mjs');
const folder = temporaryFolder();

/** A project with these files. */
function project(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(folder.path, 'words-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

function words(cwd: string): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [WORDS], { cwd, encoding: 'utf8' });
  return { status, stdout };
}

const OLD = 'const birthSecret = 1;\n// Okta judges them anew.\n';

test('a word that is not used fails, with its line and what to write', () => {
  expect(words(project({ 'a.ts': OLD, 'fixtures/b.md': 'anew', 'c.md': 'history, allSettled' }))).toEqual({
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
  const { status, stdout } = words(project({ 'a.ts': names.join('\n'), 'b.ts': others.join('\n') }));
  expect(status).toBe(1);
  expect(stdout.split('\n').map((line) => line.replace(/: write .*/, ''))).toEqual([...found, '']);
});

test('a project without such words passes', () => {
  expect(words(project({ 'a.ts': 'const initialSecret = 1;\n' }))).toEqual({ status: 0, stdout: '' });
});
