import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../support/pages';
import { temporaryFolder } from '../../support/temporary-folder';
import { writeTexts } from '../../support/write-text';

const folder = temporaryFolder();

/** An environment whose approvals are three lines below its beginning. */
const written = (name: string) =>
  `{\n  name: '${name}',\n  org: { name: 'acme', baseUrl: 'okta.com' },\n  approvals: 1,\n}`;

const FILES = {
  'cdktf.json': '{}',
  'env/prod.js': `const days = 1;\nexports.prod = ${written('prod')};\n`,
  // Of the same name, and read before prod.js by its name.
  'env/copy.js': `\n\nexports.copy = ${written('prod')};\n`,
  'other/listed.js': `\n\n\nmodule.exports = { all: [${written('listed')}] };\n`,
  'env/made.js': `const made = (name) => ({ name, org: {} });\n\nexports.made = made('made');\n`,
  'other/loaded.js': `\n\n\n\nexports.loaded = ${written('loaded')};\n`,
};

/** Jest has no cache of modules as Node.js has it, so a program looks the places up. */
const PROGRAM = `
  const { environmentPlace } = require(process.argv[1]);
  const env = (name) => require(process.cwd() + '/' + name);
  const all = {
    prod: env('env/prod').prod, copy: env('env/copy').copy, listed: env('other/listed').all[0], made: env('env/made').made,
    loaded: env('other/loaded').loaded,
  };
  const places = Object.entries(all).map(([name, one]) => [name, environmentPlace(one, 'approvals')]);
  console.log(JSON.stringify(Object.fromEntries(places)));`;

test('each environment is found in the module that exports it, alone or in a list', () => {
  writeTexts(folder.path, FILES);
  const args = [
    '-r',
    'ts-node/register/transpile-only',
    '-e',
    PROGRAM,
    join(ROOT, 'constructs/stack/environment-places'),
  ];
  const out = execFileSync('node', args, {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules'), TS_NODE_PROJECT: join(ROOT, 'tsconfig.json') },
  });
  expect(JSON.parse(out)).toEqual({
    prod: { file: 'env/prod.js', line: 5 },
    copy: { file: 'env/copy.js', line: 6 },
    listed: { file: 'other/listed.js', line: 7 },
    made: { file: 'env/made.js', line: 1 },
    loaded: { file: 'other/loaded.js', line: 8 },
  });
});
