import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkOut } from '../../../../okta-apps/project/base/check-out';
import { fileAt, gitIn } from '../../../../okta-apps/project/base/git';
import { packagesAt } from '../../../../okta-apps/project/base/workspace-packages';
import { runGit } from '../../../support/git-project';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { writeText, writeTexts } from '../../../support/write-text';

const folder = temporaryFolder();

/** A workspace of which `@acme/uris` says `before` in the first commit, and `after` in the working tree. */
async function checkedOut(packages: (root: string) => void) {
  const prefix = 'infra/okta/';
  const root = mkdtempSync(join(folder.path, 'repository-'));
  writeText(root, '.gitignore', 'node_modules\n.gen\ndist\n');
  writeText(root, 'package.json', '{"name": "all"}');
  writeText(root, `${prefix}package.json`, '{"name": "okta", "dependencies": {"@acme/uris": "1", "other": "1"}}');
  writeText(root, `${prefix}cdktf.json`, '{"app": "node main.js"}');
  writeText(root, `${prefix}main.js`, 'console.log(require("@acme/uris"), require("other"))');
  writeText(root, 'packages/uris/package.json', '{"name": "@acme/uris", "main": "index.js"}');
  writeText(root, 'packages/uris/index.js', 'module.exports = "before " + require("hosts")');
  runGit(root, ['init', '--quiet']);
  runGit(root, ['add', '--all']);
  runGit(root, ['commit', '--quiet', '--message', 'base']);
  const commit = runGit(root, ['rev-parse', 'HEAD']).trim();
  writeText(root, 'packages/uris/index.js', 'module.exports = "after " + require("hosts")');
  runGit(root, ['commit', '--quiet', '--all', '--message', 'head']);
  packages(root);
  const into = mkdtempSync(join(folder.path, 'checkout-'));
  const git = gitIn(join(root, prefix), { PATH: process.env['PATH'] }, neverStopped());
  const at = { commit, root, prefix, configuration: await fileAt(git, commit, `${prefix}cdktf.json`) };
  const { packages: needed } = await packagesAt(at, git);
  const project = await checkOut(at, needed, into, git);
  return { root, commit, project, tree: join(into, 'tree') };
}

function modules(root: string, files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>>): void {
  writeTexts(root, files);
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    symlinkSync(target, join(root, name));
  }
}

const HOSTS = 'module.exports = "hosts"';
const OTHER = 'module.exports = "other"';

test.each<[string, (root: string) => void]>([
  [
    'npm and yarn: packages and links to those of the repository are in the root',
    (root) => {
      modules(
        root,
        { 'node_modules/hosts/index.js': HOSTS, 'node_modules/other/index.js': OTHER },
        { 'node_modules/@acme/uris': '../../packages/uris', 'node_modules/.bin/x': '../hosts/index.js' },
      );
    },
  ],
  [
    'pnpm: each package has its own links, into a store and to each other',
    (root) => {
      modules(
        root,
        {
          'node_modules/.pnpm/hosts@1/node_modules/hosts/index.js': HOSTS,
          'node_modules/.pnpm/other@1/node_modules/other/index.js': OTHER,
        },
        {
          'infra/okta/node_modules/@acme/uris': '../../../../packages/uris',
          'infra/okta/node_modules/other': '../../../node_modules/.pnpm/other@1/node_modules/other',
          'packages/uris/node_modules/hosts': '../../../node_modules/.pnpm/hosts@1/node_modules/hosts',
        },
      );
    },
  ],
])('packages of the repository are those of the commit. %s', async (_, packages) => {
  const { project } = await checkedOut(packages);
  expect(execFileSync(process.execPath, ['main.js'], { cwd: project, encoding: 'utf8' })).toBe('before hosts other\n');
});

test('what git says in there is about the commit, with its history', async () => {
  const { project, commit } = await checkedOut(() => undefined);
  const git = (...args: string[]) => runGit(project, args).trim();
  expect(git('rev-parse', 'HEAD')).toBe(commit);
  expect(git('log', '--format=%s')).toBe('base');
  expect(git('status', '--porcelain')).toBe('');
  expect(git('show', 'HEAD:packages/uris/index.js')).toContain('before');
});

test('generated bindings and builds of packages are lent, a build of the project is not: it would be the head’s app', async () => {
  const { root, project, tree } = await checkedOut((at) => {
    modules(at, { 'infra/okta/.gen/okta.js': '', 'infra/okta/dist/main.js': '', 'packages/uris/dist/x.js': '' }, {});
  });
  expect(realpathSync(join(project, '.gen'))).toBe(join(root, 'infra/okta/.gen'));
  expect(realpathSync(join(tree, 'packages/uris/dist'))).toBe(join(root, 'packages/uris/dist'));
  expect(existsSync(join(project, 'dist'))).toBe(false);
  expect(readFileSync(join(project, 'main.js'), 'utf8')).toContain('@acme/uris');
});
