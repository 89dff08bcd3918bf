import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitIn } from '../../../../okta-apps/project/base/git';
import { settingsLine } from '../../../../okta-apps/project/base/settings-line';
import { runGit } from '../../../support/git-project';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
/** The repository of the test that runs. */
let root = '';
const DAY = 24 * 60 * 60;
const NOW = Math.floor(Date.now() / 1_000);

/** A commit of one file for each entry, that says it was made so many days ago. */
function repository(commits: readonly (readonly [days: number, file: string])[]): readonly string[] {
  root = mkdtempSync(join(folder.path, 'line-'));
  runGit(root, ['init', '--quiet', '--initial-branch', 'main']);
  return commits.map(([days, file], at) => {
    const place = join(root, file);
    mkdirSync(join(place, '..'), { recursive: true });
    writeFileSync(place, String(at));
    runGit(root, ['add', '--all']);
    const time = `${NOW - days * DAY} +0000`;
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.dev', 'commit', '--quiet', '--message', file], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: root, GIT_AUTHOR_DATE: time, GIT_COMMITTER_DATE: time },
    });
    return runGit(root, ['rev-parse', 'HEAD']).trim();
  });
}

const git = () => gitIn(root, { PATH: process.env['PATH'] }, neverStopped());
const day = (days: number): string => new Date((NOW - days * DAY) * 1_000).toISOString().slice(0, 10);

/** `2: 2 1` for a state and the commits that may have changed it, by their place in the history. */
async function line(commits: readonly string[], pushed = commits.at(-1) ?? '', prefix = '') {
  const { points, endsEarly } = await settingsLine(git(), { tip: commits.at(-1) ?? '', pushed, prefix });
  const at = (commit: string) => commits.indexOf(commit);
  return {
    endsEarly,
    points: points.map(({ commit, changedBy }) => [at(commit), changedBy.map((one) => at(one.commit))]),
  };
}

test('where the branch was 30 days ago, each commit in env/, and the tip', async () => {
  const commits = repository([
    [50, 'env/prod.ts'],
    [40, 'main.ts'],
    [20, 'env/prod.ts'],
    [15, 'stacks/shop.ts'],
    [10, 'env/dev.ts'],
    [5, 'main.ts'],
    [1, 'README.md'],
  ]);
  expect(await line(commits)).toEqual({
    endsEarly: false,
    points: [
      [1, []],
      [2, [2]],
      [4, [4]],
      [6, [5]],
    ],
  });
  const [point] = (await settingsLine(git(), { tip: commits[1] ?? '', pushed: commits[2] ?? '', prefix: '' })).points;
  expect(point).toEqual({ commit: commits[0], date: day(50), changedBy: [] });
});

test('nothing is compared where the branch did not change in these days', async () => {
  const [, applied = '', pushed = ''] = repository([
    [50, 'main.ts'],
    [40, 'env/prod.ts'],
    [0, 'README.md'],
  ]);
  expect(await settingsLine(git(), { tip: applied, pushed, prefix: '' })).toEqual({ points: [], endsEarly: false });
});

test('the days are counted from the pushed commit; a first commit is compared with the next', async () => {
  const commits = repository([
    [50, 'main.ts'],
    [40, 'env/prod.ts'],
  ]);
  expect((await line(commits)).points).toEqual([
    [0, []],
    [1, [1]],
  ]);
});

test('a commit that says it is old is compared all the same, and one that says it is of the future hides nothing', async () => {
  const commits = repository([
    [40, 'main.ts'],
    [20, 'main.ts'],
    [900, 'env/prod.ts'],
    [-900, 'README.md'],
  ]);
  expect(await line(commits)).toEqual({
    endsEarly: false,
    points: [
      [0, []],
      [2, [2, 1]],
      [3, [3]],
    ],
  });
});

test('a shallow clone says where it ends', async () => {
  const commits = repository([
    [20, 'env/prod.ts'],
    [10, 'env/prod.ts'],
    [5, 'env/prod.ts'],
  ]);
  expect((await line(commits)).endsEarly).toBe(false);
  writeFileSync(join(root, '.git/shallow'), `${commits[1] ?? ''}\n`);
  expect(await line(commits)).toEqual({
    endsEarly: true,
    points: [
      [1, []],
      [2, [2]],
    ],
  });
});

test('of many commits in env/ the newest are states of their own, and the others show in the oldest of these', async () => {
  const commits = repository([
    [40, 'main.ts'],
    ...[...Array(12).keys()].map((at) => [20 - at, 'apps/env/x.ts'] as const),
  ]);
  const { points } = await line(commits, commits.at(-1), 'apps/');
  expect(points).toHaveLength(11);
  expect(points.slice(0, 3)).toEqual([
    [0, []],
    [3, [3, 2, 1]],
    [4, [4]],
  ]);
});
