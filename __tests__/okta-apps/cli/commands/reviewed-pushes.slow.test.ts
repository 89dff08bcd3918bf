import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubProjectOfTest, mergeNote } from '../../../support/github-project';
import { runCli } from '../../../support/run-cli';

// What is refused before anything is planned.

const project = githubProjectOfTest();

const merged = (name = 'note') => mergeNote(project(), name);

async function refusal(argv: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, stdout, stderr } = await project().reviewed(argv, env);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  return stderr;
}

const short = (commit: string): string => commit.slice(0, 10);

test('an older commit is refused, and the message gives the newer one', async () => {
  const { commit: older } = merged('one');
  const { commit } = merged('two');
  const says = (again: string) =>
    `main is now at ${short(commit)}, and this run is for ${short(older)}${again}. ` +
    `The run of ${short(commit)} applies both.\n`;
  expect(await refusal([], { GITHUB_SHA: older })).toBe(says(''));
  expect(await refusal([], { GITHUB_SHA: older, GITHUB_RUN_ATTEMPT: '3' })).toBe(says(' (attempt 3 of an old run)'));
});

test('a tag named main is not the branch', async () => {
  const { proposed } = merged();
  project().author.git('tag', 'main', proposed.head);
  project().author.git('push', '--quiet', 'origin', 'refs/tags/main');
  expect(await refusal([], { GITHUB_SHA: proposed.head })).toContain(`this run is for ${short(proposed.head)}`);
  const run = await project().reviewed([], { GITHUB_REF: 'refs/tags/main', GITHUB_SHA: proposed.head });
  expect({ code: run.code, stderr: run.stderr }).toEqual({
    code: 1,
    stderr: 'GITHUB_REF must name the pushed branch (refs/heads/…): --from github runs after a push to it\n',
  });
});

test('a branch that is not protected is refused', async () => {
  const { commit } = merged();
  project().fake.branches.set('main', { sha: commit, protected: false });
  expect(await refusal()).toBe(
    'main is not a protected branch, so anyone with push access can change it without a review. Protect it in the settings of ' +
      'GitHub.\n',
  );
});

test('a rewritten history is refused: by the push, and by what was applied last', async () => {
  const { commit } = merged('one');
  project().fetch();
  project().author.git('checkout', '--quiet', '-B', 'other', project().first);
  writeFileSync(join(project().author.folder, 'other.md'), '');
  const other = project().author.commit('other');
  project().pushToMain(other);
  expect(await refusal(['--before', commit])).toBe(
    `${short(other)} does not come after ${short(commit)}, which main was before: its history was rewritten, or this ` +
      'clone is incomplete (in GitHub Actions "fetch-depth: 0"). Apply it at a terminal.\n',
  );
  project().deployed(commit);
  expect(await refusal()).toBe(
    `main was never at ${short(commit)}, which was applied last: its history was rewritten. Apply it at a terminal.\n`,
  );
});

test('a commit that is not here although it was applied is refused', async () => {
  merged();
  project().deployed('d'.repeat(40));
  expect(await refusal()).toBe(
    'dddddddddd, which was applied last to local, is not in this repository: either this clone is incomplete (in GitHub ' +
      'Actions "fetch-depth: 0"), or the history of main was rewritten: then apply it at a terminal.\n',
  );
});

test('a merge that brings more than its pull request is refused', async () => {
  const { author, propose, merge, pushToMain, fake } = project();
  const proposed = propose('note', () => {
    writeFileSync(join(author.folder, 'note.md'), '');
  });
  merge(proposed);
  writeFileSync(join(author.folder, 'more.md'), 'more');
  author.git('add', '--all');
  author.git('commit', '--quiet', '--amend', '--no-edit');
  const commit = author.git('rev-parse', 'HEAD').trim();
  pushToMain(commit);
  fake.pulls.push({ ...fake.pulls[0]!, merge_commit_sha: commit });
  fake.pulls.splice(0, 1);
  expect(await refusal()).toBe(
    `${short(commit)} is not the merge of pull request 12 at ${short(proposed.head)}: its files differ from the ` +
      'result of that merge, so what was approved is not what was pushed. Apply it at a terminal, or revert it.\n',
  );
});

test('a commit that two pull requests were merged as is refused', async () => {
  const { commit } = merged();
  const { fake } = project();
  fake.pulls.push({ ...fake.pulls[0]!, number: 99 });
  expect(await refusal()).toBe(
    `${short(commit)} is the merge of more than one request (pull request 12, pull request 99), so it is not clear whose approvals ` +
      'count. Apply it at a terminal.\n',
  );
});

test('what is missing or wrong is one line and exit code 1', async () => {
  merged();
  const says = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> => {
    const { code, stdout, stderr } = await project().reviewed(argv, env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return stderr;
  };
  expect(await says([], { GITHUB_TOKEN: '' })).toBe(
    'GITHUB_TOKEN or GH_TOKEN is not set: it reads branches, deployments and approvals\n',
  );
  expect(await says([], { GITHUB_REPOSITORY: '' })).toBe(
    'GITHUB_REPOSITORY must be owner/repository: --from github runs in a workflow of GitHub\n',
  );
  expect(await says(['--commit', '--output=x'])).toBe(
    '--commit must be a full commit id, got "--output=x"; without it, GITHUB_SHA is used\n',
  );
  expect(await says(['--before', 'main'])).toBe(
    '--before must be a full commit id, got "main"; without it, "before" of the file of GITHUB_EVENT_PATH is used\n',
  );
  project().fake.instead.push({
    on: /deployments$/,
    answer: { status: 403, json: { message: 'Resource not accessible' } },
  });
  expect(await says([])).toBe(
    'What was merged cannot be evaluated: GitHub answered 403 when asked for the deployments to local: ' +
      'Resource not accessible; the job needs the permission "deployments: read"\n',
  );
  expect((await runCli(['reviewed'], { cwd: project().jobs })).stderr).toBe(
    "error: required option '--from <where>' not specified\n",
  );
});
