import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBase } from '../../../../okta-apps/project/base/base-commit';
import { gitIn } from '../../../../okta-apps/project/base/git';
import { gitProject, runGit } from '../../../support/git-project';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();

function base(cwd: string, ref?: string, env: Readonly<Record<string, string | undefined>> = process.env) {
  const own = { ...env, HOME: folder.path, GIT_CEILING_DIRECTORIES: folder.path };
  return findBase('the project', ref, gitIn(cwd, own, neverStopped()));
}

test('the merge base, and what differs from it: committed, not committed, not yet known to git', async () => {
  const { folder: cwd, git, commit } = gitProject(folder.path, {});
  const main = git('rev-parse', 'main').trim();
  writeFileSync(join(cwd, 'committed.txt'), '');
  commit('mine');
  git('checkout', '--quiet', 'main');
  writeFileSync(join(cwd, 'theirs.txt'), '');
  const theirs = commit('theirs');
  git('checkout', '--quiet', 'change');
  expect(await base(cwd, theirs)).toMatchObject({
    commit: main,
    ref: theirs,
    root: cwd,
    prefix: '',
    changedFiles: ['committed.txt'],
    dirty: false,
  });
  writeFileSync(join(cwd, 'app.js'), '');
  writeFileSync(join(cwd, 'ünknown.txt'), '');
  expect(await base(cwd)).toMatchObject({
    ref: 'main',
    changedFiles: ['app.js', 'committed.txt', 'ünknown.txt'],
    dirty: true,
  });
});

test('what a synth writes is no change, also where git does not ignore it', async () => {
  const { folder: cwd } = gitProject(folder.path, {});
  for (const name of ['out[1]', 'out1']) {
    mkdirSync(join(cwd, name));
    writeFileSync(join(cwd, name, 'manifest.json'), '');
  }
  const found = (output: string) =>
    findBase('the project', 'main', gitIn(cwd, process.env, neverStopped()), { output });
  expect(await found(join(cwd, 'out[1]'))).toMatchObject({ changedFiles: ['out1/manifest.json'], dirty: true });
  const all = { changedFiles: ['out1/manifest.json', 'out[1]/manifest.json'] };
  for (const output of [cwd, join(cwd, '..', 'elsewhere')]) expect(await found(output)).toMatchObject(all);
});

test('a project in a folder of its repository: paths are those from the project', async () => {
  const { folder: cwd, commit } = gitProject(folder.path, {});
  mkdirSync(join(cwd, 'apps'));
  writeFileSync(join(cwd, 'apps', 'main.js'), '');
  writeFileSync(join(cwd, 'elsewhere.js'), '');
  commit('apps');
  expect(await base(join(cwd, 'apps'), 'main')).toMatchObject({
    root: cwd,
    prefix: 'apps/',
    changedFiles: ['main.js'],
  });
});

test('no repository, no commit, an unknown ref, one that looks like an option, no usual branch: one message each', async () => {
  const empty = mkdtempSync(join(folder.path, 'empty-'));
  await expect(base(empty)).rejects.toThrow(
    'the project is not in a git repository that can be read, so there is no base to compare with',
  );
  runGit(empty, ['init', '--quiet']);
  await expect(base(empty, 'main')).rejects.toThrow(
    'Nothing is committed here yet, so there is no base to compare with',
  );
  const { folder: cwd, git } = gitProject(folder.path, {});
  for (const ref of ['v9', '--help', '-q', 'ma*', 'heads/mai?', 'heads']) {
    await expect(base(cwd, ref)).rejects.toThrow(
      `There is no commit ${ref} in this repository; fetch it, or specify another one with --base <ref>`,
    );
  }
  git('branch', '--move', 'main', 'trunk');
  await expect(base(cwd)).rejects.toThrow(
    'The base commit is not known: there is none of origin/HEAD, origin/main, origin/master, main, master; ' +
      'specify one with --base <ref>',
  );
});

test('a shallow clone and histories without a common commit say what to do', async () => {
  const { folder: origin, git, commit } = gitProject(folder.path, {});
  writeFileSync(join(origin, 'more.txt'), '');
  commit('mine');
  git('checkout', '--quiet', 'main');
  writeFileSync(join(origin, 'theirs.txt'), '');
  commit('theirs');
  const shallow = join(folder.path, 'shallow');
  runGit(folder.path, ['clone', '--quiet', '--depth', '1', '--no-single-branch', `file://${origin}`, shallow]);
  runGit(shallow, ['checkout', '--quiet', 'change']);
  await expect(base(shallow, 'origin/main')).rejects.toThrow(
    'The merge base of HEAD and origin/main is not in this shallow clone; fetch more of the history ' +
      '(git fetch --unshallow; in GitHub Actions "fetch-depth: 0", in GitLab CI "GIT_DEPTH: 0")',
  );
  git('checkout', '--quiet', '--orphan', 'alone');
  commit('alone');
  await expect(base(origin, 'main')).rejects.toThrow(
    'HEAD and main have no commit in common, so there is no base to compare with; specify another one with --base <ref>',
  );
});

test('git is missing', async () => {
  const { folder: cwd } = gitProject(folder.path, {});
  await expect(base(cwd, 'main', { PATH: '' })).rejects.toThrow(
    'git is not installed, and the base commit cannot be found without it; install it, or plan without --rehearse',
  );
});

test('a head that is only known to git: compared in place of the working tree, of which nothing is said', async () => {
  const { folder: cwd, git, commit } = gitProject(folder.path, {});
  const main = git('rev-parse', 'main').trim();
  writeFileSync(join(cwd, 'committed.txt'), '');
  const head = commit('mine');
  git('checkout', '--quiet', 'main');
  writeFileSync(join(cwd, 'untracked.txt'), '');
  const found = await findBase('the project', 'HEAD', gitIn(cwd, process.env, neverStopped()), { head });
  expect(found).toMatchObject({ commit: main, head, changedFiles: ['committed.txt'], dirty: false });
  await expect(
    findBase('the project', 'HEAD', gitIn(cwd, process.env, neverStopped()), { head: 'gone' }),
  ).rejects.toThrow('There is no commit gone in this repository; fetch it: --head names what was synthesized');
});
