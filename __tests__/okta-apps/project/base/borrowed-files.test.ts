import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { borrowedFiles } from '../../../../okta-apps/project/base/borrowed-files';
import { fileAt, gitIn } from '../../../../okta-apps/project/base/git';
import { packagesAt } from '../../../../okta-apps/project/base/workspace-packages';
import { runGit } from '../../../support/git-project';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { writeTexts } from '../../../support/write-text';

const folder = temporaryFolder();

type Files = Readonly<Record<string, string>>;

const WORKSPACE: Files = {
  '.gitignore': 'node_modules\n.gen\nlib\n',
  'package-lock.json': '{"packages": {}}',
  'package.json': '{"name": "all"}',
  'infra/okta/package.json': '{"name": "okta", "dependencies": {"@acme/uris": "1"}}',
  'infra/okta/cdktf.json': '{"app": "node main.js", "terraformProviders": ["okta/okta@~> 6.9"]}',
  'infra/okta/main.js': '',
  'packages/uris/package.json': '{"name": "@acme/uris"}',
  'packages/uris/index.js': '',
};

/** What the first commit would be synthesized with of a working tree in which files differ from it. */
async function borrowed(changes: Files, prepare: (root: string) => void = () => undefined) {
  const root = mkdtempSync(join(folder.path, 'repository-'));
  writeTexts(root, WORKSPACE);
  mkdirSync(join(root, 'node_modules'));
  runGit(root, ['init', '--quiet']);
  runGit(root, ['add', '--all']);
  runGit(root, ['commit', '--quiet', '--message', 'base']);
  const commit = runGit(root, ['rev-parse', 'HEAD']).trim();
  prepare(root);
  writeTexts(root, changes);
  const git = gitIn(join(root, 'infra/okta'), { PATH: process.env['PATH'] }, neverStopped());
  const prefix = 'infra/okta/';
  const at = { commit, root, prefix, configuration: await fileAt(git, commit, `${prefix}cdktf.json`) };
  const { packages } = await packagesAt(at, git);
  return await borrowedFiles(at, packages, git);
}

function withLink(root: string): void {
  mkdirSync(join(root, 'node_modules/@acme'));
  symlinkSync('../../packages/uris', join(root, 'node_modules/@acme/uris'));
}

const LOCK = { 'package-lock.json': '{"packages": {"a": {}}}' };

it.each<[string, Files, (root: string) => void, Awaited<ReturnType<typeof borrowed>>]>([
  ['nothing differs', {}, withLink, []],
  ['a source of the project differs', { 'infra/okta/main.js': '1' }, withLink, []],
  ['the lock file differs', LOCK, withLink, [{ what: 'packages', files: ['../../package-lock.json'] }]],
  ['a lock file is new', { 'infra/okta/yarn.lock': '' }, withLink, [{ what: 'packages', files: ['yarn.lock'] }]],
  [
    'a patch of a package differs',
    { 'patches/lodash.patch': '' },
    withLink,
    [{ what: 'packages', files: ['../../patches/lodash.patch'] }],
  ],
  ['a package.json differs, and the lock file does not', { 'package.json': '{"name": "other"}' }, withLink, []],
  [
    'a package.json differs, and there is no lock file',
    { 'infra/okta/package.json': '{"name": "okta", "dependencies": {"@acme/uris": "2"}}' },
    (root) => {
      withLink(root);
      rmSync(join(root, 'package-lock.json'));
    },
    [{ what: 'packages', files: ['../../package-lock.json', 'package.json'] }],
  ],
  ['nothing is installed', LOCK, (root) => rmSync(join(root, 'node_modules'), { recursive: true }), []],
  ['a package of the repository differs, which the base has itself', { 'packages/uris/index.js': '1' }, withLink, []],
  [
    'a package of the repository differs, which is installed as a copy',
    { 'packages/uris/index.js': '1' },
    (root) => mkdirSync(join(root, 'node_modules/@acme/uris'), { recursive: true }),
    [{ what: 'packages', files: ['../../packages/uris/index.js'] }],
  ],
  [
    'a package of the repository differs, which is built',
    { 'packages/uris/index.js': '1', 'packages/uris/lib/index.js': '' },
    withLink,
    [{ what: 'builds', files: ['../../packages/uris/index.js'] }],
  ],
  [
    'the providers differ from which bindings are generated',
    { 'infra/okta/cdktf.json': '{"app": "node main.js", "terraformProviders": []}', 'infra/okta/.gen/okta.ts': '' },
    withLink,
    [{ what: 'generated bindings', files: ['cdktf.json'] }],
  ],
  [
    'something else of cdktf.json differs',
    {
      'infra/okta/cdktf.json': '{"app": "node x.js", "terraformProviders": ["okta/okta@~> 6.9"]}',
      'infra/okta/.gen/okta.ts': '',
    },
    withLink,
    [],
  ],
])('%s', async (_, changes, prepare, expected) => {
  expect(await borrowed(changes, prepare)).toEqual(expected);
});
