import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inner, isList, object } from '../okta-apps/shared/json';
import { readReview } from '../okta-apps/review/read-review';
import { renderText } from '../okta-apps/review/render/text';
import { GITLAB_TOKEN, startGitlab } from './okta-apps/review/post/support/fake-gitlab';
import { rotatingProject } from './okta-apps/run/ci/support/rotating-project';
import { CLI } from './support/cli-process';
import { runGit } from './support/git-project';
import { temporaryFolder } from './support/temporary-folder';

const ROOT = join(__dirname, '..');
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.7';
const GITLAB_CI_LOCAL = join(ROOT, '__tests__/tools/node_modules/.bin/gitlab-ci-local');
const folder = temporaryFolder();

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  ms: number,
): Ran {
  const ran = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: ms, env: { ...process.env, ...env } });
  return { status: ran.status, output: [ran.stdout, ran.stderr].join('') };
}

/** Says why a test could not be made here, where a person sees it. */
function skipped(why: string): void {
  process.stderr.write(`${why}\n`);
}

test('actionlint finds nothing in the workflows', () => {
  const own = run('actionlint', ['-version'], ROOT, {}, 10_000).status === 0;
  if (!own) {
    const got = run('go', ['install', ACTIONLINT], folder.path, { GOBIN: folder.path, GOFLAGS: '' }, 240_000);
    if (got.status !== 0) {
      skipped('actionlint was not run: neither it nor a Go that can install it is here.');
      return;
    }
  }
  const program = own ? 'actionlint' : join(folder.path, 'actionlint');
  const files = readdirSync(join(ROOT, '.github/workflows')).map((name) => join('.github/workflows', name));
  expect(files).not.toEqual([]);
  // The example company has no scheduled rotation, so one is written that has a sink of each type.
  const rotating = rotatingProject(folder.path);
  expect(run('node', [...CLI, 'ci', '--github'], rotating.folder, {}, 60_000).status).toBe(0);
  files.push(join(rotating.folder, '.github/workflows/rotate.yml'));
  expect(run(program, ['-no-color', ...files], ROOT, {}, 60_000)).toEqual({ status: 0, output: '' });
}, 320_000);

/** A clone of this project with `main` pushed and a branch `change` on which an app has another origin. */
function mergeRequest(): string {
  const parent = mkdtempSync(join(folder.path, 'gitlab-'));
  const [remote, clone] = [join(parent, 'remote.git'), join(parent, 'clone')];
  mkdirSync(clone);
  const files = runGit(ROOT, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0');
  for (const file of files) {
    if (file !== '' && !file.startsWith('__tests__/')) cpSync(join(ROOT, file), join(clone, file));
  }
  // The job that runs this project's own tests is not what is tested here.
  writeFileSync(join(clone, '.ci/run'), '#!/bin/sh\n');
  runGit(parent, ['init', '--quiet', '--bare', '--initial-branch', 'main', remote]);
  runGit(clone, ['init', '--quiet', '--initial-branch', 'main']);
  runGit(clone, ['add', '--all']);
  runGit(clone, ['commit', '--quiet', '--message', 'base']);
  runGit(clone, ['remote', 'add', 'origin', remote]);
  runGit(clone, ['push', '--quiet', 'origin', 'main']);
  runGit(clone, ['checkout', '--quiet', '-b', 'change']);
  const local = join(clone, 'env/local.ts');
  writeFileSync(local, readFileSync(local, 'utf8').replace('localhost:3000', 'localhost:3009'));
  runGit(clone, ['commit', '--quiet', '--all', '--message', 'change']);
  runGit(clone, ['config', 'user.name', 'Test']);
  runGit(clone, ['config', 'user.email', 'test@acme.dev']);
  withPackages(clone);
  return clone;
}

/** Gives a clone this project's packages and build: the same files, where the system can link them by the hundred. */
function withPackages(clone: string): void {
  for (const name of ['node_modules', 'dist']) {
    const linked =
      process.platform === 'linux' && run('cp', ['-al', join(ROOT, name), clone], clone, {}, 60_000).status === 0;
    if (!linked) cpSync(join(ROOT, name), join(clone, name), { recursive: true, verbatimSymlinks: true });
  }
}

/**
 * The tool copies the tree for jobs in containers with rsync; jobs of the shell do not use that copy. The packages are
 * in the clone already.
 */
function withPrograms(): string {
  const bin = mkdtempSync(join(folder.path, 'bin-'));
  const rsync = '#!/bin/sh\nfor last; do :; done\nmkdir -p "$last"\n';
  const programs = { npm: '#!/bin/sh\ntest "$*" = "ci --ignore-scripts"\n', rsync };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  return `${bin}:${process.env['PATH'] ?? ''}`;
}

/** In CI the tool is built in each job, whatever is there; the tests of the set-up show that, and one build is enough here. */
const BUILT = { CI: '' };

/** Runs the pipeline of a checkout in its shell, while a fake of GitLab in this process can answer. */
function gitlab(cwd: string, variables: Readonly<Record<string, string>>, jobs: readonly string[] = []): Promise<Ran> {
  const given = Object.entries({ ...variables, ...BUILT }).flatMap(([name, value]) => [
    '--variable',
    `${name}=${value}`,
  ]);
  const env = { ...process.env, PATH: withPrograms(), NO_COLOR: '1', OKTA_ENV: 'local' };
  return new Promise((resolve) => {
    const args = ['--force-shell-executor', ...given, ...jobs];
    const child = execFile(
      GITLAB_CI_LOCAL,
      args,
      { cwd, env, timeout: 400_000, maxBuffer: 2 ** 26 },
      (_, out, error) => {
        resolve({ status: child.exitCode, output: out + error });
      },
    );
  });
}

/** GitLab after the merge: what was applied last is the commit before. */
async function gitlabAfter(clone: string, { before, head }: { before: string; head: string }) {
  const fake = await startGitlab();
  const commit = runGit(clone, ['rev-parse', 'main']).trim();
  fake.branches.set('main', { sha: commit, protected: true });
  fake.deployments.push({ sha: before, environment: 'local', status: 'success' });
  fake.isAncestor = (older) => older === before;
  fake.mergeRequests.push({
    iid: 3,
    state: 'merged',
    target_branch: 'main',
    author: { id: 1, username: 'dana' },
    sha: head,
    merge_commit_sha: commit,
    squash_commit_sha: null,
  });
  return fake;
}

/** Runs what the job `commits` wrote as a child pipeline, each job in a clone of its own, and answers for GitLab. */
function childPipeline(clone: string, fake: Awaited<ReturnType<typeof startGitlab>>): readonly string[] {
  const jobs = Object.entries(object(JSON.parse(readFileSync(join(clone, 'synth.json'), 'utf8'))));
  const artifacts = jobs.map(([, job]) => {
    const own = join(mkdtempSync(join(folder.path, 'job-')), 'clone');
    runGit(folder.path, ['clone', '--quiet', clone, own]);
    withPackages(own);
    const env = { PATH: withPrograms(), OKTA_ENV: 'local', ...BUILT };
    const script = inner(job, 'script');
    const ran = run('bash', ['-ec', (isList(script) ? script : []).join('\n')], own, env, 240_000);
    expect({ ...ran, files: existsSync(join(own, 'cdktf.out/manifest.json')) }).toMatchObject({
      status: 0,
      files: true,
    });
    expect(run('python3', ['-m', 'zipfile', '-c', 'assembly.zip', 'cdktf.out'], own, {}, 20_000).status).toBe(0);
    return readFileSync(join(own, 'assembly.zip'));
  });
  fake.also.push(({ path, query }) => {
    const asked = path.replace('/api/v4/projects/5/', '');
    if (asked === 'pipelines/70/bridges')
      return { status: 200, json: [{ name: 'synth-commits', downstream_pipeline: { id: 71 } }] };
    if (asked === 'pipelines/71/jobs')
      return { status: 200, json: query.get('page') === '1' ? jobs.map(([name], id) => ({ id, name })) : [] };
    const file = artifacts[Number(/^jobs\/(\d+)\/artifacts$/.exec(asked)?.[1])];
    return file === undefined ? undefined : { status: 200, file };
  });
  return jobs.map(([name]) => name);
}

test('gitlab-ci-local runs the merge request pipeline: synth of the head, review by the tool of main', async () => {
  const clone = mergeRequest();
  const { status, output } = await gitlab(clone, {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    OKTA_ENV: 'local',
  });
  expect(output).toMatch(/PASS +synth/);
  expect(output).toMatch(/PASS +review/);
  expect(output).toContain('storefront-local: rehearsal');
  const review = readReview(readFileSync(join(clone, 'review.json'), 'utf8'), 'review.json');
  expect(renderText(review)).toMatch(
    /redirect URIs: \S+:3000\/authorization-code\/callback →\s+\S+:3009\/authorization-code\/callback\n/,
  );
  expect(output).not.toMatch(/starting shell \((apply|reviewed|comment)/);
  expect(status).toBe(0);
}, 900_000);

test('gitlab-ci-local runs the pipeline of main: the review that counts, then apply of that, and an empty plan', async () => {
  const clone = mergeRequest();
  const file = join(clone, '.gitlab/okta-apps.yml');
  const text = readFileSync(file, 'utf8');
  const matrix = /OKTA_ENVIRONMENT:(?:\n +- \w+)+/g;
  expect(text).toMatch(matrix);
  const before = runGit(clone, ['rev-parse', 'main']).trim();
  runGit(clone, ['checkout', '--quiet', 'main']);
  const built = run('node', ['scripts/set-up.mjs'], clone, {}, 240_000);
  expect(built.status).toBe(0);
  expect(run('npx', ['--no', 'okta-apps', 'apply', '--env', 'local'], clone, {}, 120_000).status).toBe(0);
  rmSync(join(clone, 'cdktf.out'), { recursive: true });
  runGit(clone, ['merge', '--quiet', '--no-ff', '--message', 'merge', 'change']);
  runGit(clone, ['push', '--quiet', 'origin', 'main']);
  writeFileSync(file, text.replace(matrix, 'OKTA_ENVIRONMENT: [local]'));
  const tool = run('bash', ['.ci/tool'], clone, {}, 20_000).output.trim();
  const main = { CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' };
  const fake = await gitlabAfter(clone, { before, head: runGit(clone, ['rev-parse', 'change']).trim() });
  const push = {
    CI_PIPELINE_SOURCE: 'push',
    CI_COMMIT_BEFORE_SHA: before,
    CI_API_V4_URL: `${fake.url}/api/v4`,
    CI_PROJECT_ID: '5',
    CI_PIPELINE_ID: '70',
    OKTA_ENVIRONMENTS: 'local',
    GITLAB_READ_TOKEN: GITLAB_TOKEN,
    OKTA_ENV: 'local',
    ...main,
  };
  try {
    const listed = await gitlab(clone, push, ['commits']);
    expect(listed.output).toMatch(/PASS +commits/);
    const merged = runGit(clone, ['rev-parse', 'main']).trim();
    expect(childPipeline(clone, fake)).toEqual([merged, before].map((commit) => `synth ${commit}`));
    const reviewed = await gitlab(clone, push, ['reviewed']);
    expect(reviewed.output).toMatch(/PASS +reviewed/);
    const planned = await gitlab(clone, { ...push, OKTA_APPS_TOOL: tool }, ['plan: [local]']);
    expect(planned.output).toContain('1 app and 2 other resources change in local.');
    expect(readdirSync(join(clone, 'planned'))).toEqual(['local.json']);
    const unpinned = await gitlab(clone, push, ['apply: [local]']);
    expect(unpinned.output).toContain('print the new value in a checkout of this commit: bash .ci/tool');
    expect(unpinned.status).not.toBe(0);
    const applied = await gitlab(clone, { ...push, OKTA_APPS_TOOL: tool }, ['apply: [local]']);
    expect(applied.output).toContain('storefront-local: applied (1 updated)');
    expect(applied.output).toContain('Planned again: nothing to change.');
    // It was read: the job takes the file of its environment.
    expect(existsSync(join(clone, 'planned.json'))).toBe(true);
    expect(applied.status).toBe(0);
    expect(listed.output + reviewed.output + unpinned.output + applied.output).not.toContain(GITLAB_TOKEN);
  } finally {
    await fake.close();
  }
}, 1_800_000);
