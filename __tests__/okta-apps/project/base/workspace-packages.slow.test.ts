import { join } from 'node:path';
import { findBase } from '../../../../okta-apps/project/base/base-commit';
import { gitIn } from '../../../../okta-apps/project/base/git';
import { gitProject } from '../../../support/git-project';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { writeTexts } from '../../../support/write-text';

const folder = temporaryFolder();

type Files = Readonly<Record<string, string>>;

const uses = (name: string, ...others: readonly string[]): string =>
  JSON.stringify({ name, dependencies: Object.fromEntries(others.map((other) => [other, 'workspace:*'])) });

const MONOREPO: Files = {
  'package.json': JSON.stringify({ name: 'all', workspaces: ['packages/*', 'infra/okta'] }),
  'infra/okta/package.json': uses('okta', '@acme/uris'),
  'infra/okta/cdktf.json': JSON.stringify({ app: 'node main.js' }),
  'infra/okta/tools/package.json': uses('tools'),
  'packages/uris/package.json': uses('@acme/uris', '@acme/hosts'),
  'packages/hosts/package.json': uses('@acme/hosts', '@acme/uris'),
  'packages/web/package.json': uses('@acme/web', '@acme/hosts'),
  'packages/odd/package.json': '{',
};

/** What differs in `infra/okta` of a repository of many packages. */
async function changed(files: Files) {
  const made = gitProject(folder.path, {});
  writeTexts(made.folder, MONOREPO);
  const main = made.commit('packages');
  writeTexts(made.folder, files);
  const head = made.commit('change');
  const git = gitIn(join(made.folder, 'infra/okta'), { PATH: process.env['PATH'] }, neverStopped());
  return findBase('the project', main, git, { head });
}

it('finds the packages that the project depends on, through others too, and those in its folder that it does not', async () => {
  expect((await changed({ 'infra/okta/x.ts': '' })).app).toMatchObject({
    packages: ['../../packages/hosts/', '../../packages/uris/'],
    otherPackages: ['tools/'],
  });
});

it.each([
  ['a package that it depends on', 'packages/uris/index.ts', ['../../packages/uris/index.ts']],
  ['a package that it does not depend on', 'packages/web/index.ts', []],
  ['the pipeline', '.github/workflows/x.yml', ['../../.github/workflows/x.yml']],
  ['the lock file of the workspace', 'pnpm-lock.yaml', ['../../pnpm-lock.yaml']],
  ['the packages of the workspace', 'pnpm-workspace.yaml', ['../../pnpm-workspace.yaml']],
  ['another folder with such a name', 'packages/.github/x.yml', []],
  ['a text of the root', 'README.md', []],
])('lists a change of %s', async (_, file, listed) => {
  expect((await changed({ [file]: 'changed' })).changedFiles).toEqual(listed);
});
