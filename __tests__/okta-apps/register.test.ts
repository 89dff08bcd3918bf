import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
const PRELOAD = join(__dirname, '../support/typescript.cjs');

/** A project with these files and an empty node_modules. */
function project(files: Readonly<Record<string, string>>): string {
  const path = realpathSync(mkdtempSync(join(folder.path, 'project-')));
  mkdirSync(join(path, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

function node(cwd: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', PRELOAD, 'main.ts'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

function cached(cwd: string): readonly string[] {
  return readdirSync(join(cwd, 'node_modules/.cache/okta-apps/ts'));
}

const GREETING = {
  'main.ts': `import { greeting, type Name } from './stacks/greeting';
import data from './data.json';
const name: Name = 'you';
console.log(greeting(name), data.n);`,
  'stacks/greeting.ts': 'export type Name = string;\nexport const greeting = (name: Name): string => `hello ${name}`;',
  'data.json': '{ "n": 1 }',
};

test('TypeScript runs, with types and imports as tsc has them, and is compiled once', () => {
  const cwd = project(GREETING);
  const said = { status: 0, stdout: 'hello you 1\n', stderr: '' };
  expect(node(cwd)).toEqual(said);
  const files = cached(cwd);
  expect(files).toHaveLength(2);
  expect(node(cwd)).toEqual(said);
  expect(cached(cwd)).toEqual(files);
  writeFileSync(
    join(cwd, 'stacks/greeting.ts'),
    "export type Name = string;\nexport const greeting = (): string => 'bye';",
  );
  expect(node(cwd)).toEqual({ ...said, stdout: 'bye 1\n' });
  expect(cached(cwd)).toHaveLength(3);
});

test('where nothing can be kept it runs all the same', () => {
  const cwd = project(GREETING);
  writeFileSync(join(cwd, 'node_modules/.cache'), 'a file where the folder would be');
  expect(node(cwd)).toMatchObject({ status: 0, stdout: 'hello you 1\n' });
});

test('an uncaught error shows the places of the sources, and nothing of Node', () => {
  const cwd = project({
    'main.ts':
      "interface Long {\n  a: string;\n}\n\nimport { boom } from './boom';\nconst x: Long = { a: '' };\nboom(x);\n",
    'boom.ts':
      'type T = { a: string };\n\n\nexport function boom(x: T): never {\n  throw new RangeError(`no ${x.a}`);\n}\n',
  });
  const { status, stderr } = node(cwd);
  expect(status).toBe(1);
  expect(stderr.replace(/:\d+\)$/gm, ')')).toBe(
    `RangeError: no \n    at boom (${cwd}/boom.ts:5)\n    at Object.<anonymous> (${cwd}/main.ts:7)\n`,
  );
});

test('an unhandled rejection is reported alike', () => {
  const cwd = project({ 'main.ts': "\n\nvoid Promise.reject(new Error('late'));" });
  expect(node(cwd)).toEqual({
    status: 1,
    stdout: '',
    stderr: `Error: late\n    at Object.<anonymous> (${cwd}/main.ts:3:21)\n`,
  });
});

test('a file that is no TypeScript is named with the place, without a stack', () => {
  const cwd = project({ 'main.ts': 'const a: = 3;' });
  const { status, stderr } = node(cwd);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^\S+main\.ts cannot be compiled:\n {2}x Unexpected token `=`/);
  expect(stderr).not.toContain('    at ');
  expect(stderr).not.toContain('Stack backtrace');
});

test('cdktf loads without archiver, and zips assets all the same', () => {
  const cwd = project({
    'assets/a.txt': 'a',
    'main.ts': `import { archiveSync } from '${require.resolve('cdktf/lib/private/fs')}';
import * as cdktf from '${require.resolve('cdktf')}';
const loaded = Object.keys(require.cache).filter((file) => file.includes('/node_modules/archiver/'));
console.log(typeof cdktf.App, loaded);
archiveSync('assets', 'assets.zip');`,
  });
  expect(node(cwd)).toEqual({ status: 0, stdout: 'function []\n', stderr: '' });
  expect(readFileSync(join(cwd, 'assets.zip')).subarray(0, 2).toString()).toBe('PK');
});

test('an error that reaches the log of a CI system shows no secret, and is no command of it', () => {
  const cwd = project({ 'main.ts': "throw new Error(`${process.env['SHOP_TOKEN']}\\n::set-output::x \\u202e`);" });
  const { status, stderr } = node(cwd, { CI: 'true', SHOP_TOKEN: 'canary-4711-secret' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Error: \(sensitive\)\n:\\u003aset-output::x \\u202e\n {4}at /);
});

test('files of CommonJS that say so (.cts, and .cjs in the import) run', () => {
  const cwd = project({
    'main.ts': "import { n } from './values.cjs';\nconsole.log(n);",
    'values.cts': "import { m } from './more.js';\nexport const n: number = m + 1;",
    'more.ts': 'export const m: number = 1;',
  });
  expect(node(cwd)).toEqual({ status: 0, stdout: '2\n', stderr: '' });
});

test('what it cannot run ends with a sentence that names tsx, and without a stack', () => {
  const esm = project({
    'package.json': '{ "type": "module" }',
    'main.ts': "import { n } from './values';\nenum A { n }",
  });
  const paths = project({ 'main.ts': "import { n } from '@/values';\nconsole.log(n);" });
  for (const cwd of [esm, paths]) {
    const { status, stderr } = node(cwd);
    expect(status).toBe(1);
    expect(stderr).toMatch(/\n[^\n]+ and write "app": "npx tsx main\.ts" into cdktf\.json\.\n$/);
    expect(stderr).not.toMatch(/^\s+at /m);
  }
});
