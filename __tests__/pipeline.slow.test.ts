import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fake } from './okta-apps/review/post/support/api-server';
import { TARGETS } from './okta-apps/review/post/support/targets';
import { gitProject, runGit, type GitProject } from './support/git-project';
import { localStack, type PlainStack } from './support/plain-project';
import { runCli, type CliRun } from './support/run-cli';
import { temporaryFolder } from './support/temporary-folder';

const folder = temporaryFolder();
const fakes: Fake[] = [];

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

/** A stack of one app on this machine, with what its values say differently. */
function shop(different: object): Readonly<Record<string, PlainStack>> {
  const stack = localStack(['web']);
  const terraform = structuredClone(stack.terraform) as {
    resource: { okta_app_oauth: { web: Record<string, unknown> } };
  };
  Object.assign(terraform.resource.okta_app_oauth.web, different);
  return { 'shop-local': { ...stack, terraform } };
}

/** What `gh` of a workflow answers: one merged pull request, whose review left the digests of a folder. */
const GH = `#!/bin/sh
case "$1 $2" in
  api*) echo "$HEADS" ;;
  "run list") echo "$RUN" ;;
  "run download") cp "$REVIEWED/reviewed.json" . ;;
esac
`;

interface Pipeline {
  readonly fake: Fake;
  /** Pushes a branch from main and does what review.yml does. */
  readonly propose: (branch: string, change: () => void) => Promise<{ readonly run: CliRun; readonly job: string }>;
  readonly merge: (branch: string) => void;
  /** Does what apply.yml does with the digests of a review. */
  readonly apply: (job: string, heads?: string, run?: string) => Promise<CliRun>;
  readonly author: GitProject;
}

async function pipeline(): Promise<Pipeline> {
  const fake = await TARGETS.github.start();
  fakes.push(fake);
  const author = gitProject(folder.path, shop({}));
  const parent = mkdtempSync(join(folder.path, 'pipeline-'));
  const remote = join(parent, 'remote.git');
  runGit(parent, ['clone', '--quiet', '--bare', author.folder, remote]);
  author.git('remote', 'add', 'origin', remote);
  const clone = (name: string): string => {
    const path = mkdtempSync(join(parent, name));
    runGit(parent, ['clone', '--quiet', '--branch', 'main', remote, path]);
    return path;
  };
  const deploy = clone('deploy-');
  expect(await runCli(['apply'], { cwd: deploy })).toMatchObject({ code: 0 });

  const propose: Pipeline['propose'] = async (branch, change) => {
    author.git('fetch', '--quiet', 'origin');
    author.git('checkout', '--quiet', '-b', branch, 'origin/main');
    change();
    const head = author.commit(branch);
    author.git('push', '--quiet', 'origin', branch);
    const [synth, job] = [clone('synth-'), clone('review-')];
    runGit(synth, ['checkout', '--quiet', '--detach', head]);
    expect(await runCli(['synth'], { cwd: synth })).toMatchObject({ code: 0 });
    cpSync(join(synth, 'cdktf.out'), join(job, 'cdktf.out'), { recursive: true });
    const argv = ['review', '--rehearse', '--base', 'HEAD', '--head', head];
    const run = await runCli([...argv, '--digests', 'reviewed.json', '--post', 'github'], {
      cwd: job,
      env: TARGETS.github.env(fake.url),
    });
    return { run, job };
  };
  const merge = (branch: string): void => {
    author.git('fetch', '--quiet', 'origin');
    author.git('checkout', '--quiet', '-B', 'merging', 'origin/main');
    author.git('merge', '--quiet', '--no-ff', '--message', `merge ${branch}`, branch);
    author.git('push', '--quiet', 'origin', 'merging:main');
  };
  const apply: Pipeline['apply'] = async (job, heads = 'a'.repeat(40), run = '7') => {
    const before = runGit(deploy, ['rev-parse', 'HEAD']).trim();
    runGit(deploy, ['pull', '--quiet', '--ff-only']);
    const bin = join(parent, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'gh'), GH);
    chmodSync(join(bin, 'gh'), 0o755);
    const script = join(__dirname, '../scripts/get-reviewed.sh');
    const got = spawnSync('bash', [script, before, runGit(deploy, ['rev-parse', 'HEAD']).trim()], {
      cwd: deploy,
      encoding: 'utf8',
      timeout: 10_000,
      env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HEADS: heads, RUN: run, REVIEWED: job },
    });
    if (got.status !== 0) return { code: got.status ?? 1, stdout: got.stdout, stderr: got.stderr };
    return await runCli(['apply', 'shop-local', '--auto-approve', '--reviewed', 'reviewed.json'], { cwd: deploy });
  };
  return { fake, propose, merge, apply, author };
}

test('a branch is reviewed in a comment, merged, applied as reviewed, and nothing is left to change', async () => {
  const { fake, propose, merge, apply, author } = await pipeline();
  const { run, job } = await propose('label', () => {
    author.change(shop({ label: 'Web shop' }));
  });
  expect({ code: run.code, stderr: run.stderr }).toEqual({
    code: 2,
    stderr: 'shop-local: rehearsal\nThe comment was created.\n',
  });
  expect(fake.comments).toHaveLength(1);
  expect(fake.comments[0]?.body).toContain('\n- web\n+ Web shop\n');
  merge('label');
  const applied = await apply(job);
  expect(applied.stdout).toMatch(/shop-local: applied \(1 updated\)\nPlanned again: nothing to change\.\n$/);
  expect(applied.code).toBe(0);
});

test('the program of the head is not run by the review, and a change of the pipeline is a finding', async () => {
  const { fake, propose, author } = await pipeline();
  const { run, job } = await propose('evil', () => {
    author.change(shop({ label: 'Web shop' }));
    mkdirSync(join(author.folder, '.github'));
    writeFileSync(join(author.folder, '.github', 'x.yml'), '');
    writeFileSync(join(author.folder, 'app.js'), `${OTHER_APP}writeFileSync('ran.txt', '');\n`);
  });
  expect(run.code).toBe(2);
  expect(fake.comments[0]?.body).toContain('.github/x.yml');
  expect(runGit(job, ['status', '--short']).trim()).toBe('?? reviewed.json');
});

test('something else that was merged in between, and changes the meaning: nothing is applied', async () => {
  const { propose, merge, apply, author } = await pipeline();
  const first = await propose('label', () => {
    author.change(shop({ label: 'Web shop' }));
  });
  await propose('other', () => {
    author.change(shop({}));
    writeFileSync(join(author.folder, 'app.js'), OTHER_APP);
  });
  merge('other');
  merge('label');
  const applied = await apply(first.job);
  expect(applied.code).toBe(3);
  expect(applied.stdout).toMatch(
    /\nshop-local: its cdk\.tf\.json is not the one that was reviewed; review this commit\nNothing of this was applied\.\n$/,
  );
});

test.each([
  ['no merged pull request', '', '7', 'The pushed commit is not the merge of one pull request: nothing was reviewed.'],
  ['two of them', 'a\nb', '7', 'The pushed commit is not the merge of one pull request: nothing was reviewed.'],
  ['no review that succeeded', 'abc', '', 'No review of abc succeeded: nothing was reviewed.'],
])('%s: refused before Okta is asked anything', async (_, heads, run, message) => {
  const { propose, merge, apply, author } = await pipeline();
  const { job } = await propose('label', () => {
    author.change(shop({ label: 'Web shop' }));
  });
  merge('label');
  expect(await apply(job, heads, run)).toEqual({ code: 3, stdout: '', stderr: `${message}\n` });
});

test('a push that changes the workflows is not trusted with what its own review left', async () => {
  const { propose, merge, apply, author } = await pipeline();
  const { job } = await propose('workflow', () => {
    mkdirSync(join(author.folder, '.github'));
    writeFileSync(join(author.folder, '.github', 'review.yml'), '');
  });
  merge('workflow');
  expect(await apply(job)).toEqual({
    code: 3,
    stdout: '',
    stderr: 'The push changes .github, so nothing that its review left is trusted: apply it by hand.\n',
  });
});

/** Writes the same stacks, and a note on every app. */
const OTHER_APP = `const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const files = JSON.parse(readFileSync('stacks.json', 'utf8'));
for (const [file, text] of Object.entries(files)) {
  const target = join(process.env.CDKTF_OUTDIR, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text.replace('"type":"web"', '"type":"web","admin_note":"from the other branch"'));
}
`;
