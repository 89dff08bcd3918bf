import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();

/** Installs like npm ci: empties node_modules, lays packages down, and writes its own list last. */
const NPM = `const { cpSync, mkdirSync, rmSync, writeFileSync, readFileSync, appendFileSync } = require('node:fs');
appendFileSync('npm.calls', process.argv.slice(2).join(' ') + '\\n');
if (process.argv[2] === 'rebuild') process.exit(process.env.FAIL_REBUILD ? 1 : 0);
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/typescript/bin', { recursive: true });
cpSync('tsc.js', 'node_modules/typescript/bin/tsc');
mkdirSync('node_modules/@swc/core', { recursive: true });
cpSync('swc.js', 'node_modules/@swc/core/index.js');
for (const [name, files] of Object.entries({
  rolldown: { 'package.json': '{ "type": "module", "exports": "./index.js" }', 'index.js': readFileSync('rolldown.js', 'utf8') },
  commander: { 'package.json': '{ "version": "1.2.3" }', LICENSE: 'Do what you like.' },
})) {
  mkdirSync('node_modules/' + name, { recursive: true });
  for (const file of Object.keys(files)) writeFileSync('node_modules/' + name + '/' + file, files[file]);
}
if (process.env.FAIL) { console.error('npm error network'); process.exit(1); }
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
delete packages[''];
delete packages['node_modules/other-system'];
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));`;

/** Checks like tsc, and writes declarations into dist. */
const TSC = `const { appendFileSync, cpSync, existsSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');
appendFileSync('tsc.calls', process.argv.slice(2).join(' ') + '\\n');
if (existsSync('okta-apps/broken.ts')) { console.log('broken.ts: error'); process.exit(2); }
for (const name of ['okta-apps/cli/main', 'constructs/index', 'constructs/app/extra']) {
  if (!existsSync(name + '.ts')) continue;
  mkdirSync(dirname('dist/' + name), { recursive: true });
  cpSync(name + '.ts', 'dist/' + name + '.d.ts');
}`;

/** Writes each entry as it is, and a chunk. */
const ROLLDOWN = `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
export async function rolldown({ input }) {
  return {
    async write({ dir, chunkFileNames }) {
      const texts = Object.entries(input).map(([name, file]) => [name + '.js', readFileSync(file, 'utf8')]);
      const chunk = chunkFileNames.replace('[name]', String(texts.length));
      return {
        output: [...texts, [chunk, '']].map(([fileName, text]) => {
          mkdirSync(dirname(join(dir, fileName)), { recursive: true });
          writeFileSync(join(dir, fileName), text);
          return { fileName };
        }),
      };
    },
    async close() {},
  };
}`;

/** Gives each source as it is. */
const SWC = `const { readFileSync } = require('node:fs');
exports.transformFile = async (file) => ({ code: readFileSync(file, 'utf8') });`;

const PACKAGES = {
  '': { name: 'clone' },
  'node_modules/typescript': { version: '5.9.3', integrity: 'sha512-a' },
  'node_modules/other-system': { version: '1.0.0', optional: true },
};
const MAIN = "#!/usr/bin/env node\nconsole.log('it runs');";

/** A clone with the real set-up, and with an npm, a tsc and an swc of its own. */
function clone() {
  const path = realpathSync(mkdtempSync(join(folder.path, 'clone-')));
  cpSync(join(__dirname, '../../scripts'), join(path, 'scripts'), { recursive: true });
  const files = {
    'npm.js': NPM,
    'tsc.js': TSC,
    'swc.js': SWC,
    'rolldown.js': ROLLDOWN,
    'tsconfig.json': '{}',
    'tsconfig.build.json': '{ "include": ["constructs", "okta-apps", "main-types.ts"] }',
    'package-lock.json': JSON.stringify({ packages: PACKAGES }),
    'okta-apps/cli/main.ts': MAIN,
    'okta-apps/testing/plan-of.ts': '2',
    'okta-apps/register.ts': '3',
    'constructs/index.ts': 'require("./app/extra")',
    'constructs/app/extra.ts': '1',
    'constructs/app/unused.ts': '4',
    'okta-apps/data.json': '{}',
  };
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const setUp = (env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/set-up.mjs'], {
      cwd: path,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], npm_execpath: join(path, 'npm.js'), ...env },
    });
    return { status, stdout, stderr };
  };
  const calls = (program: 'npm' | 'tsc') => {
    const log = join(path, `${program}.calls`);
    return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  };
  return { path, write, setUp, calls };
}

/** The JavaScript below dist, by its paths there. */
function codeIn(path: string): readonly string[] {
  const names = readdirSync(join(path, 'dist'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.js')).sort();
}

const INSTALLING = 'Set-up: installing packages (npm ci), which takes about 15 seconds\n';
const BUILDING = 'Set-up: building dist/\n';
const QUIET = { status: 0, stdout: '', stderr: '' };

test('a fresh clone is installed, built and linked; the second time there is nothing to do and nothing is said', () => {
  const { path, setUp, calls } = clone();
  expect(setUp()).toEqual({ ...QUIET, stdout: INSTALLING + BUILDING });
  const bin = join(path, 'node_modules/.bin/okta-apps');
  expect(spawnSync(bin, { encoding: 'utf8' }).stdout).toBe('it runs\n');
  expect(readFileSync(join(path, 'dist/okta-apps/data.json'), 'utf8')).toBe('{}');
  expect(codeIn(path)).toEqual([
    'constructs/app/extra.js',
    'constructs/index.js',
    'okta-apps/chunks/2.js',
    'okta-apps/cli/main.js',
    'okta-apps/register.js',
    'okta-apps/testing/plan-of.js',
  ]);
  expect(readFileSync(join(path, 'dist/okta-apps/chunks/LICENSES.txt'), 'utf8')).toBe(
    'commander 1.2.3\n\nDo what you like.\n',
  );
  expect(setUp()).toEqual(QUIET);
  expect({ npm: calls('npm'), tsc: calls('tsc') }).toEqual({
    npm: ['ci --ignore-scripts'],
    tsc: ['-p tsconfig.build.json'],
  });
});

test('an install that was interrupted is repeated; one that fails says so and stops', () => {
  const { path, setUp, calls } = clone();
  expect(setUp({ FAIL: '1' })).toEqual({
    status: 1,
    stdout: INSTALLING,
    stderr: 'npm error network\nSet-up: npm ci failed\n',
  });
  expect(calls('tsc')).toEqual([]);
  expect(setUp().status).toBe(0);
  rmSync(join(path, 'node_modules/.package-lock.json'));
  expect(setUp()).toEqual({ ...QUIET, stdout: INSTALLING });
  expect(calls('npm')).toEqual(Array(3).fill('ci --ignore-scripts'));
});

test('a lock file that asks for something else is installed again', () => {
  const { write, setUp, calls } = clone();
  setUp();
  const newer = { ...PACKAGES, 'node_modules/typescript': { version: '5.9.4', integrity: 'sha512-b' } };
  write('package-lock.json', JSON.stringify({ packages: newer }));
  expect(setUp().stdout).toBe(INSTALLING + BUILDING);
  expect(calls('npm')).toHaveLength(2);
});

test('changed sources are built again, and what is no longer there leaves dist', () => {
  const { path, write, setUp } = clone();
  setUp();
  for (const name of ['constructs/app/extra.ts', 'okta-apps/data.json', 'okta-apps/testing/plan-of.ts'])
    rmSync(join(path, name));
  write('constructs/index.ts', '5');
  expect(setUp()).toEqual({ ...QUIET, stdout: BUILDING });
  expect(codeIn(path)).toEqual([
    'constructs/index.js',
    'okta-apps/chunks/1.js',
    'okta-apps/cli/main.js',
    'okta-apps/register.js',
  ]);
  expect(
    ['constructs/app/extra.d.ts', 'okta-apps/data.json'].filter((name) => existsSync(join(path, 'dist', name))),
  ).toEqual([]);
});

test('a build that fails is tried again the next time', () => {
  const { path, write, setUp } = clone();
  write('okta-apps/broken.ts', '');
  const failed = { status: 1, stdout: `${BUILDING}broken.ts: error\n`, stderr: 'Set-up: the build failed\n' };
  expect(setUp()).toEqual({ ...failed, stdout: INSTALLING + failed.stdout });
  expect(setUp()).toEqual(failed);
  rmSync(join(path, 'okta-apps/broken.ts'));
  expect(setUp()).toEqual({ ...QUIET, stdout: BUILDING });
});

test('without npm_execpath, as when the script is run by hand, npm of the PATH is called', () => {
  const { path, write, setUp } = clone();
  write('bin/npm', `#!${process.execPath}\n${NPM}`);
  chmodSync(join(path, 'bin/npm'), 0o755);
  expect(setUp({ PATH: join(path, 'bin'), npm_execpath: '' })).toMatchObject({ status: 0, stderr: '' });
});

test('install scripts are run of the packages that package.json allows, as far as they are for this system', () => {
  const { write, setUp, calls } = clone();
  const allowScripts = { typescript: true, 'other-system': true, unknown: true, refused: false };
  const other = { ...PACKAGES['node_modules/other-system'], os: ['other'] };
  write('package.json', JSON.stringify({ allowScripts }));
  write('package-lock.json', JSON.stringify({ packages: { ...PACKAGES, 'node_modules/other-system': other } }));
  expect(setUp({ FAIL_REBUILD: '1' })).toEqual({
    status: 1,
    stdout: INSTALLING,
    stderr: 'Set-up: npm rebuild failed\n',
  });
  expect(setUp()).toEqual({ ...QUIET, stdout: INSTALLING + BUILDING });
  const both = ['ci --ignore-scripts', 'rebuild typescript'];
  expect(calls('npm')).toEqual([...both, ...both]);
});

test('in CI dist/ is built always: one that was committed, with its stamp, is not believed', () => {
  const { path, write, setUp } = clone();
  setUp();
  write('dist/okta-apps/cli/main.js', 'evil');
  write('dist/okta-apps/evil.js', 'evil');
  expect(setUp({ CI: 'true' })).toEqual({ ...QUIET, stdout: BUILDING });
  expect(readFileSync(join(path, 'dist/okta-apps/cli/main.js'), 'utf8')).toBe(MAIN);
  expect(existsSync(join(path, 'dist/okta-apps/evil.js'))).toBe(false);
});
