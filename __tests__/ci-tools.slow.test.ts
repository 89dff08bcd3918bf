import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReview } from '../okta-apps/review/read-review';
import { renderText } from '../okta-apps/review/render/text';
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
  for (const name of ['node_modules', 'dist']) {
    cpSync(join(ROOT, name), join(clone, name), { recursive: true, verbatimSymlinks: true });
  }
  return clone;
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

/** Runs the pipeline of a checkout in its shell. */
function gitlab(clone: string, variables: Readonly<Record<string, string>>, jobs: readonly string[] = []): Ran {
  const given = Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
  const args = ['--force-shell-executor', ...given, ...jobs];
  return run(GITLAB_CI_LOCAL, args, clone, { PATH: withPrograms(), NO_COLOR: '1', OKTA_ENV: 'local' }, 400_000);
}

test('gitlab-ci-local runs the merge request pipeline: synth of the head, review by the tool of main', () => {
  const clone = mergeRequest();
  const { status, output } = gitlab(clone, {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    OKTA_ENV: 'local',
  });
  expect(output).toMatch(/PASS +synth/);
  expect(output).toMatch(/PASS +review/);
  expect(output).toContain('storefront-local: rehearsal');
  const review = readReview(readFileSync(join(clone, 'review.json'), 'utf8'), 'review.json');
  expect(renderText(review)).toContain('+ redirect URIs: http://localhost:3009/authorization-code/callback');
  expect(output).not.toMatch(/starting shell \((apply|rehearse|reviewed|comment)/);
  expect(status).toBe(0);
}, 900_000);

test('gitlab-ci-local runs the pipeline of main: rehearsal of the merge, then apply of that, and an empty plan', () => {
  const clone = mergeRequest();
  const file = join(clone, '.gitlab-ci.yml');
  const text = readFileSync(file, 'utf8');
  const matrix = /OKTA_ENVIRONMENT: \[[^\]]+\]/;
  expect(text).toMatch(matrix);
  const before = runGit(clone, ['rev-parse', 'main']).trim();
  runGit(clone, ['checkout', '--quiet', 'main']);
  const built = run('node', ['scripts/set-up.mjs'], clone, {}, 240_000);
  expect(built.status).toBe(0);
  expect(run('npx', ['--no', 'okta-apps', 'apply', '--env', 'local'], clone, {}, 120_000).status).toBe(0);
  rmSync(join(clone, 'cdktf.out'), { recursive: true });
  runGit(clone, ['merge', '--quiet', 'change']);
  runGit(clone, ['push', '--quiet', 'origin', 'main']);
  writeFileSync(file, text.replace(matrix, 'OKTA_ENVIRONMENT: [local]'));
  const tool = run('bash', ['.ci/tool'], clone, {}, 20_000).output.trim();
  const main = { CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' };
  const push = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BEFORE_SHA: before, OKTA_ENV: 'local', ...main };
  const rehearsed = gitlab(clone, push);
  expect(rehearsed.output).toMatch(/PASS +rehearse/);
  expect(rehearsed.output).not.toContain('starting shell (apply');
  expect(rehearsed.output).toMatch(/PASS +reviewed/);
  const unpinned = gitlab(clone, push, ['apply: [local]']);
  expect(unpinned.output).toContain('print the new value in a checkout of this commit: bash .ci/tool');
  expect(unpinned.status).not.toBe(0);
  const applied = gitlab(clone, { ...push, OKTA_APPS_TOOL: tool }, ['apply: [local]']);
  expect(applied.output).toContain('storefront-local: applied (1 updated)');
  expect(applied.output).toContain('Planned again: nothing to change.');
  expect(applied.status).toBe(0);
}, 1_800_000);
