import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestFile, digestFileText, parseDigests } from '../../../okta-apps/review/digest-file';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { DIGEST, MERGE } from '../review/merged/support/merged-pull';
import { GITLAB_TOKEN, startGitlab, type FakeGitlab } from '../review/post/support/fake-gitlab';

const folder = temporaryFolder();
let fake: FakeGitlab;

beforeEach(async () => {
  fake = await startGitlab();
  writeFileSync(join(folder.path, 'reviewed.json'), digestFileText({ digests: [DIGEST] }));
});
afterEach(async () => {
  await fake.close();
});

const DIGESTS = ['--digests', 'reviewed.json'];

async function reviewed(argv: readonly string[] = DIGESTS, env: Readonly<Record<string, string>> = {}) {
  const job = {
    GITLAB_TOKEN,
    CI_API_V4_URL: `${fake.url}/api/v4`,
    CI_PROJECT_ID: '5',
    CI_COMMIT_SHA: MERGE,
    CI_COMMIT_BRANCH: 'main',
    ...env,
  };
  const run = await runCli(['reviewed', '--from', 'gitlab', ...argv], { cwd: folder.path, env: job });
  expect(run.stdout + run.stderr).not.toContain(GITLAB_TOKEN);
  return run;
}

test('it adds who approved the merge request to the digests of the pipeline', async () => {
  fake.mergeRequests.push({
    iid: 3,
    state: 'merged',
    target_branch: 'main',
    author: { id: 1, username: 'author' },
    sha: 'a'.repeat(40),
    merge_commit_sha: MERGE,
    squash_commit_sha: null,
  });
  fake.versions.push('2026-11-20T10:00:00Z');
  fake.approvals.push({ id: 4, username: 'mona', at: '2026-11-20T11:00:00Z' }, { id: 5, username: 'ada' });
  expect(await reviewed()).toEqual({
    code: 0,
    stdout: '1 stack reviewed in this pipeline for merge request 3, approved by mona.\n',
    stderr: 'Not counted, because this GitLab does not say when they approved: ada\n',
  });
  const text = readFileSync(join(folder.path, 'reviewed.json'), 'utf8');
  expect(parseDigests(text, digestFile('it'))).toEqual({ digests: [DIGEST], approvedBy: ['mona'] });
});

test('a push that is no merge has no approvals; what needs none may still be applied', async () => {
  expect(await reviewed()).toEqual({
    code: 0,
    stdout:
      '1 stack reviewed in this pipeline for no merge request (bbbbbbbbbb is not the merge of a merge request), ' +
      'approved by nobody.\n',
    stderr: '',
  });
});

test('what is missing or wrong is one line and exit code 1, before anything is asked', async () => {
  const says = async (argv?: readonly string[], env?: Readonly<Record<string, string>>): Promise<string> => {
    const { code, stdout, stderr } = await reviewed(argv, env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return stderr;
  };
  expect(await says([])).toBe('--from gitlab wants --digests <file>: what "okta-apps review" left in this pipeline\n');
  expect(await says([...DIGESTS, '--before', MERGE])).toBe('--before goes with --from github\n');
  expect(await says(['--digests', 'none.json'])).toBe('none.json does not exist\n');
  expect(await says(DIGESTS, { GITLAB_TOKEN: '' })).toBe(
    'GITLAB_TOKEN is not set: --from gitlab takes the token from it\n',
  );
  expect(await says(DIGESTS, { CI_COMMIT_BRANCH: '' })).toBe(
    'CI_COMMIT_BRANCH is not set: --from gitlab runs in the pipeline of a branch, after the merge\n',
  );
  expect(await says(DIGESTS, { CI_API_V4_URL: '' })).toBe(
    'CI_API_V4_URL is not set: --from gitlab runs in a pipeline of GitLab\n',
  );
  expect(fake.requests).toEqual([]);
  fake.instead.push({ on: /./, answer: { status: 403, json: { message: '403 Forbidden' } } });
  expect(await says()).toBe(
    'What was reviewed cannot be read: GitLab answered 403 when asked for the merge request of a commit: ' +
      '403 Forbidden; the token needs the scope "read_api" and at least the role Reporter in the project\n',
  );
});
