import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestFile, parseDigests } from '../../../../okta-apps/review/digest-file';
import { gitProject, type GitProject } from '../../../support/git-project';
import { runCli, type CliRun } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { check, DIGEST, fillMerged, pull } from '../../review/merged/support/merged-pull';
import { GITHUB_TOKEN, startGithub, type FakeGithub } from '../../review/post/support/fake-github';

const folder = temporaryFolder();
let fake: FakeGithub;
let project: GitProject;
let before: string;

beforeEach(async () => {
  fake = await startGithub();
  project = gitProject(folder.path, {});
  before = project.git('rev-parse', 'HEAD').trim();
});
afterEach(async () => {
  await fake.close();
});

/** Commits a file and merges that as the fake's pull request. */
function merge(file: string): string {
  mkdirSync(join(project.folder, file, '..'), { recursive: true });
  writeFileSync(join(project.folder, file), '');
  const commit = project.commit('change');
  fillMerged(fake, 'mona');
  fake.pulls.splice(0, 1, pull({ merge_commit_sha: commit }));
  return commit;
}

async function reviewed(
  commit: string,
  argv: readonly string[] = ['--before', before],
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const job = {
    GITHUB_TOKEN,
    GITHUB_API_URL: fake.url,
    GITHUB_REPOSITORY: 'acme/apps',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: commit,
    ...env,
  };
  const run = await runCli(['reviewed', '--from', 'github', ...argv], { cwd: project.folder, env: job });
  expect(run.stdout + run.stderr).not.toContain(GITHUB_TOKEN);
  return run;
}

function read(file: string) {
  return parseDigests(readFileSync(join(project.folder, file), 'utf8'), digestFile(file));
}

test('it writes the digests and who approved, for apply --reviewed', async () => {
  const commit = merge('app.txt');
  expect(await reviewed(commit)).toEqual({
    code: 0,
    stdout: '1 stack reviewed in pull request 12 at aaaaaaaaaa, approved by mona.\n',
    stderr: '',
  });
  expect(read('reviewed.json')).toEqual({ digests: [DIGEST], approvedBy: ['mona'] });
  fake.reviews.splice(0);
  const { stdout } = await reviewed(commit, ['--before', before, '--out', 'other.json']);
  expect(stdout).toBe('1 stack reviewed in pull request 12 at aaaaaaaaaa, approved by nobody.\n');
  expect(read('other.json')).toEqual({ digests: [DIGEST], approvedBy: [] });
});

test('commit and the one before come from options, else from the workflow and its event', async () => {
  const commit = merge('app.txt');
  const event = join(project.folder, 'push.json');
  writeFileSync(event, JSON.stringify({ before }));
  expect((await reviewed(commit, [], { GITHUB_EVENT_PATH: event })).code).toBe(0);
  const argv = ['--before', before, '--commit', commit];
  expect((await reviewed('nothing', argv)).code).toBe(0);
});

test.each([
  ['.github/workflows/x.yml', 'The push changes .github'],
  ['.github/CODEOWNERS', 'The push changes .github'],
])('a push that changes %s is refused before anything is asked', async (file, why) => {
  const commit = merge(file);
  expect(await reviewed(commit)).toEqual({
    code: 3,
    stdout: '',
    stderr: `${why}, so nothing that its review left is trusted: apply it by hand, at a terminal.\n`,
  });
  expect(fake.requests).toEqual([]);
  expect(existsSync(join(project.folder, 'reviewed.json'))).toBe(false);
});

test('a branch that was not there before is refused: what changes is not known', async () => {
  const commit = merge('app.txt');
  expect(await reviewed(commit, ['--before', '0'.repeat(40)])).toEqual({
    code: 3,
    stdout: '',
    stderr:
      'What the branch was before the push is not known, so nothing that its review left is trusted: ' +
      'apply it by hand, at a terminal.\n',
  });
});

test('what is refused is one line and exit code 3, and writes nothing', async () => {
  const commit = merge('app.txt');
  fake.checks.splice(0, 1, check({ conclusion: 'failure' }));
  expect(await reviewed(commit)).toEqual({
    code: 3,
    stdout: '',
    stderr:
      'On pull request 12 at aaaaaaaaaa the newest check run "okta-apps review" says failure: it approves nothing.\n',
  });
  expect(existsSync(join(project.folder, 'reviewed.json'))).toBe(false);
});

test('what is missing or wrong is one line and exit code 1', async () => {
  const commit = merge('app.txt');
  const says = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> => {
    const { code, stdout, stderr } = await reviewed(commit, argv, env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return stderr;
  };
  const given = ['--before', before];
  expect(await says(given, { GITHUB_TOKEN: '' })).toBe(
    'GITHUB_TOKEN or GH_TOKEN is not set: --from github takes the token from it\n',
  );
  expect(await says(given, { GITHUB_REPOSITORY: '' })).toBe(
    'GITHUB_REPOSITORY must be owner/repository: --from github runs in a workflow of GitHub\n',
  );
  expect(await says(given, { GITHUB_REF: 'refs/pull/12/merge' })).toBe(
    'GITHUB_REF must name the pushed branch (refs/heads/…): --from github runs after a push to it\n',
  );
  expect(await says([])).toBe(
    '--before must be a full commit id, got nothing; without it "before" of the file of GITHUB_EVENT_PATH is taken\n',
  );
  expect(await says([...given, '--commit', '--output=x'])).toBe(
    '--commit must be a full commit id, got "--output=x"; without it GITHUB_SHA is taken\n',
  );
  expect(await says([...given, '--digests', 'd.json'])).toBe(
    '--digests goes with --from gitlab: on GitHub a check run has them\n',
  );
  expect(await says(['--before', 'd'.repeat(40)])).toBe(
    'There is no commit dddddddddd in this repository; fetch it (in GitHub Actions "fetch-depth: 0")\n',
  );
  expect(await says([...given, '--out', 'no/such/folder.json'])).toBe(
    'no/such/folder.json cannot be written (ENOENT)\n',
  );
  fake.instead.push({ on: /check-runs$/, answer: { status: 404, json: { message: 'Not Found' } } });
  expect(await says(given)).toBe(
    'What was reviewed cannot be read: GitHub answered 404 when asked for the check runs of a commit: Not Found; ' +
      'the job needs the permission "checks: read"\n',
  );
  expect((await runCli(['reviewed'], { cwd: project.folder })).stderr).toBe(
    "error: required option '--from <where>' not specified\n",
  );
});
