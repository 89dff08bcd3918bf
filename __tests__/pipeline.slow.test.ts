import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pull, reviewBy } from './okta-apps/review/merged/support/merged-pull';
import { startGithub, type FakeGithub } from './okta-apps/review/post/support/fake-github';
import { pullEvent, pullEventFile } from './okta-apps/review/post/support/pull-event';
import { TARGETS } from './okta-apps/review/post/support/targets';
import { gitProject, runGit, type GitProject } from './support/git-project';
import { localStack, type PlainStack } from './support/plain-project';
import { runCli, type CliRun } from './support/run-cli';
import { temporaryFolder } from './support/temporary-folder';

// Each runs Terraform and git a dozen times.
jest.setTimeout(60_000);

const folder = temporaryFolder();
const fakes: FakeGithub[] = [];

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

/** A stack of one app on this machine, with what its values say differently. */
function shop(different: object, approvals = 0): Readonly<Record<string, PlainStack>> {
  const stack = localStack(['web']);
  const terraform = structuredClone(stack.terraform) as {
    resource: { okta_app_oauth: { web: Record<string, unknown> } };
  };
  Object.assign(terraform.resource.okta_app_oauth.web, different);
  return { 'shop-local': { manifest: { ...stack.manifest, approvals }, terraform } };
}

interface Proposed {
  readonly branch: string;
  readonly head: string;
  readonly run: CliRun;
  /** Folder of the job that reviewed it. */
  readonly job: string;
}

interface Pipeline {
  readonly fake: FakeGithub;
  /** Pushes a branch from main and does what review.yml does. */
  readonly propose: (branch: string, change: () => void) => Promise<Proposed>;
  /** Merges it, as the button of its pull request does. */
  readonly merge: (proposed: Proposed) => void;
  /** Does what apply.yml does. */
  readonly apply: () => Promise<CliRun>;
  readonly author: GitProject;
}

/** A pipeline of one stack, which asks for this many approvals. */
async function pipeline(approvals = 0): Promise<Pipeline> {
  const fake = await startGithub();
  fakes.push(fake);
  const author = gitProject(folder.path, shop({}, approvals));
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
    const run = await runCli(['review', '--rehearse', '--base', 'HEAD', '--head', head, '--post', 'github'], {
      cwd: job,
      env: { ...TARGETS.github.env(fake.url), ...pullEventFile(parent, pullEvent(head)) },
    });
    return { branch, head, run, job };
  };
  const merge: Pipeline['merge'] = ({ branch, head }) => {
    author.git('fetch', '--quiet', 'origin');
    author.git('checkout', '--quiet', '-B', 'merging', 'origin/main');
    author.git('merge', '--quiet', '--no-ff', '--message', `merge ${branch}`, branch);
    author.git('push', '--quiet', 'origin', 'merging:main');
    fake.pulls.push(pull({ head: { sha: head }, merge_commit_sha: author.git('rev-parse', 'HEAD').trim() }));
  };
  let before = runGit(deploy, ['rev-parse', 'HEAD']).trim();
  const apply: Pipeline['apply'] = async () => {
    runGit(deploy, ['pull', '--quiet', '--ff-only']);
    const commit = runGit(deploy, ['rev-parse', 'HEAD']).trim();
    const got = await runCli(['reviewed', '--from', 'github', '--before', before, '--commit', commit], {
      cwd: deploy,
      env: { ...TARGETS.github.env(fake.url), GITHUB_REF: 'refs/heads/main' },
    });
    if (got.code !== 0) return got;
    before = commit;
    return await runCli(['apply', 'shop-local', '--auto-approve', '--reviewed', 'reviewed.json'], { cwd: deploy });
  };
  return { fake, propose, merge, apply, author };
}

test('a branch is reviewed in a comment, merged, applied as reviewed, and nothing is left to change', async () => {
  const { fake, propose, merge, apply, author } = await pipeline();
  const proposed = await propose('label', () => {
    author.change(shop({ label: 'Web shop' }));
  });
  const { run, head } = proposed;
  expect({ code: run.code, stderr: run.stderr }).toEqual({
    code: 2,
    stderr: 'shop-local: rehearsal\nThe comment was created.\nThe check run was written.\n',
  });
  expect(fake.checks.map(({ head_sha: commit, conclusion }) => [commit, conclusion])).toEqual([[head, 'success']]);
  expect(fake.comments).toHaveLength(1);
  expect(fake.comments[0]?.body).toContain('\n- label: web\n+ label: Web shop\n');
  merge(proposed);
  const applied = await apply();
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
  expect(runGit(job, ['status', '--short']).trim()).toBe('');
});

test('something else that was merged in between, and changes the meaning: nothing is applied', async () => {
  const { propose, merge, apply, author } = await pipeline();
  const first = await propose('label', () => {
    author.change(shop({ label: 'Web shop' }));
  });
  const other = await propose('other', () => {
    author.change(shop({}));
    writeFileSync(join(author.folder, 'app.js'), OTHER_APP);
  });
  merge(other);
  merge(first);
  const applied = await apply();
  expect(applied.code).toBe(3);
  expect(applied.stdout).toMatch(
    /\nshop-local: its cdk\.tf\.json is not the one that was reviewed; review this commit\nNothing of this was applied\.\n$/,
  );
});

test('an approval that the environment asks for is missing, then given: refused, then applied', async () => {
  const { fake, propose, merge, apply, author } = await pipeline();
  const first = await propose('approvals', () => {
    author.change(shop({ label: 'Web shop' }, 1));
  });
  merge(first);
  const refused = await apply();
  expect(refused.code).toBe(3);
  expect(refused.stdout).toMatch(
    /\nshop-local: local asks for 1 approval by people other than the author, and nobody approved what was merged; let 1 more approve it and run this again, or apply it at a terminal\nNothing of this was applied\.\n$/,
  );
  fake.reviews.push(reviewBy('mona', { commit_id: first.head }));
  fake.mayWrite.set('mona', 'write');
  expect((await apply()).code).toBe(0);
});

test('a change that takes the asking for approvals away needs those of its base itself', async () => {
  const { propose, merge, apply, author } = await pipeline(1);
  const fewer = await propose('fewer', () => {
    author.change(shop({ label: 'Other shop' }, 0));
  });
  merge(fewer);
  expect((await apply()).stdout).toContain('shop-local: local asks for 1 approval by people other than the author');
});

test('what was not reviewed is refused before Okta is asked anything', async () => {
  const { fake, propose, merge, apply, author } = await pipeline();
  const proposed = await propose('label', () => {
    author.change(shop({ label: 'Web shop' }));
  });
  merge(proposed);
  fake.checks.splice(0);
  const head = proposed.head.slice(0, 10);
  expect(await apply()).toEqual({
    code: 3,
    stdout: '',
    stderr: `There is no check run "okta-apps review" on pull request 12 at ${head}: nothing was reviewed.\n`,
  });
  const [merged] = fake.pulls.splice(0);
  expect((await apply()).stderr).toBe(
    `${(merged?.merge_commit_sha ?? '').slice(0, 10)} is not the merge of a pull request into main: nothing was reviewed.\n`,
  );
});

test('a push that changes the workflows is not trusted with what its own review left', async () => {
  const { propose, merge, apply, author } = await pipeline();
  const proposed = await propose('workflow', () => {
    mkdirSync(join(author.folder, '.github'));
    writeFileSync(join(author.folder, '.github', 'review.yml'), '');
  });
  merge(proposed);
  expect(await apply()).toEqual({
    code: 3,
    stdout: '',
    stderr: 'The push changes .github, so nothing that its review left is trusted: apply it by hand, at a terminal.\n',
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
