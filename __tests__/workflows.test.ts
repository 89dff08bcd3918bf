import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { inner, isList, list, object } from '../okta-apps/shared/json';
import type { Credential } from '../okta-apps/shared/stack-manifest';
import { environments } from '../env/environments';
import { gitlabProblems, loadGitlab, workflowProblems } from './support/pipeline-problems';
import { temporaryFolder } from './support/temporary-folder';

const folder = temporaryFolder();
const ROOT = join(__dirname, '..');
const WORKFLOWS = join(ROOT, '.github/workflows');
const text = (name: string): string => readFileSync(join(WORKFLOWS, name), 'utf8');
const gitlab = (): string => readFileSync(join(ROOT, '.gitlab/okta-apps.yml'), 'utf8');
const ownGitlab = (): string => readFileSync(join(ROOT, '.gitlab-ci.yml'), 'utf8');
const jobs = (name: string): Readonly<Record<string, unknown>> => object(inner(load(text(name)), 'jobs'));
/** Those of production come last. */
const real = environments
  .filter(({ local }) => local !== true)
  .sort((a, b) => Number(a.production) - Number(b.production));

test.each(readdirSync(WORKFLOWS))(
  '%s: no job has both project code and a credential; every action is a commit',
  (name) => {
    expect(workflowProblems(text(name))).toEqual([]);
    const uses = text(name)
      .split('\n')
      .filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    expect(text(name)).not.toMatch(/actions\/cache/);
  },
);

test('the pipeline of GitLab: no job has both project code and a credential; every image is a digest', () => {
  expect([gitlab(), ownGitlab()].flatMap(gitlabProblems)).toEqual([]);
});

test('only the jobs that plan and apply have secrets, each of its environment: those that the command takes', () => {
  const withSecrets = Object.entries(jobs('apply.yml')).filter(([, job]) => JSON.stringify(job).includes('secrets.'));
  expect(withSecrets.map(([name, job]) => [name, inner(job, 'environment'), inner(job, 'permissions')])).toEqual([
    ['plan', '${{ matrix.environment }}-plan', { contents: 'read' }],
    ['apply', '${{ matrix.environment }}', { actions: 'read', contents: 'read', deployments: 'read' }],
  ]);
  const variable = (credential: Credential): string =>
    'tokenVariable' in credential ? credential.tokenVariable : credential.privateKeyVariable;
  const needed = {
    plan: real.map(({ credentials: { plan } }) => variable(plan)),
    apply: real.flatMap(({ credentials: { apply, applyOrigins } }) =>
      [apply, applyOrigins].flatMap((credential) => (credential === undefined ? [] : [variable(credential)])),
    ),
  };
  for (const [name, variables] of Object.entries(needed)) {
    const held = JSON.stringify(jobs('apply.yml')[name]).matchAll(/"(OKTA_\w+)":"\$\{\{ secrets\.\1 \}\}"/g);
    expect([...held].map(([, one]) => one).sort()).toEqual(variables.sort());
  }
});

test('the second look comes before the environment of the apply releases its secrets, and is given to the apply', () => {
  expect(inner(jobs('apply.yml')['apply'], 'needs')).toEqual(['reviewed', 'plan']);
  expect(inner(jobs('apply.yml')['apply'], 'if')).toBe(
    "${{ !cancelled() && needs.reviewed.result == 'success' && needs.reviewed.outputs.any == 'true' }}",
  );
  const pipeline = load(gitlab());
  expect([inner(pipeline, 'apply', 'needs'), inner(pipeline, 'plan', 'allow_failure')]).toEqual([
    ['reviewed', 'plan'],
    true,
  ]);
  // Each plan writes a file of its environment, and the apply of that environment reads it.
  expect(inner(pipeline, 'plan', 'artifacts')).toEqual({ when: 'always', paths: ['planned'], expire_in: '5 days' });
  const scripts = ['plan', 'apply'].map((job) => JSON.stringify(inner(pipeline, job, 'script')));
  expect(scripts[0]).toContain('--digests \\"planned/$OKTA_ENVIRONMENT.json\\"');
  expect(scripts[1]).toContain('mv \\"planned/$OKTA_ENVIRONMENT.json\\" planned.json');
  expect(scripts[1]).toContain('--reviewed reviewed.json \\"${planned[@]}\\" -- ');
  // A deployment of `prod` says which commit was applied last; a plan is none.
  expect(inner(pipeline, 'plan', 'environment')).toEqual({ name: 'plan/$OKTA_ENVIRONMENT', action: 'access' });
});

test('records of applies are kept, also of one that failed', () => {
  const steps = inner(jobs('apply.yml')['apply'], 'steps');
  const last = (isList(steps) ? steps : []).at(-1);
  expect([inner(last, 'if'), inner(last, 'with', 'path')]).toEqual(['always()', 'okta-apps-records']);
  expect(inner(load(gitlab()), 'apply', 'artifacts')).toEqual({
    when: 'always',
    paths: ['okta-apps-records'],
    expire_in: '90 days',
  });
});

test('pull requests are reviewed for main only, and posted by the workflow of the default branch', () => {
  expect(inner(load(text('review.yml')), 'on')).toEqual({
    pull_request: { branches: ['main'] },
    merge_group: { branches: ['main'] },
  });
  expect(inner(load(text('comment.yml')), 'on')).toEqual({
    workflow_run: { workflows: [inner(load(text('review.yml')), 'name')], types: ['completed'] },
  });
  expect(inner(jobs('comment.yml')['post'], 'permissions')).toEqual({
    actions: 'read',
    checks: 'write',
    contents: 'read',
    'pull-requests': 'write',
  });
});

test('this repository is checked with Node 22 and 24 in both, and without a credential', () => {
  expect(inner(jobs('ci.yml'), 'checks', 'strategy', 'matrix')).toEqual({ node: [22, 24] });
  expect(JSON.stringify(inner(loadGitlab(ownGitlab()), 'checks', 'parallel'))).toMatch(/node:22-.*node:24-/);
  for (const checks of [inner(jobs('ci.yml'), 'checks'), inner(loadGitlab(ownGitlab()), 'checks')])
    expect(JSON.stringify(checks)).toContain('bash .ci/run');
});

test('the pipeline of GitLab knows the environments', () => {
  for (const job of ['plan', 'apply', 'plan-applied', 'look-for-drift']) {
    const matrix = inner(load(gitlab()), job, 'parallel', 'matrix');
    const names = (isList(matrix) ? matrix : []).map((row) => inner(row, 'OKTA_ENVIRONMENT'));
    expect(names).toEqual([real.map(({ name }) => name)]);
  }
});

test.each(['plan', 'apply'])(
  '%s: before the tool is compared nothing is installed, and the secrets come last',
  (job) => {
    const steps = inner(jobs('apply.yml')[job], 'steps');
    const found = (isList(steps) ? steps : []).map((step) => JSON.stringify(step));
    const at = (part: string): number => found.findIndex((step) => step.includes(part));
    const order = [at('gh api'), at('actions/checkout'), at('ls-files'), at('npm ci'), at('secrets.')];
    const after = found.slice(at('secrets.') + 1);
    expect(order).toEqual([0, 1, 2, 5, job === 'plan' ? 7 : 9]);
    expect(after.every((step) => step.includes('actions/upload-artifact@'))).toBe(true);
    const script = inner(load(gitlab()), job, 'script');
    const lines = (isList(script) ? script : []).map(String);
    const line = (part: string): number => lines.findIndex((one) => one.includes(part));
    expect([line('ls-remote'), line('ls-files'), line('npm ci')]).toEqual([0, 1, 2]);
  },
);

test('the commits to compare are asked for all environments, in both', () => {
  const all = real.map(({ name }) => name).join(',');
  expect(inner(load(gitlab()), 'commits', 'variables', 'OKTA_ENVIRONMENTS')).toBe(all);
  const steps = inner(jobs('apply.yml')['commits'], 'steps');
  const lists = (isList(steps) ? steps : []).map((step) => inner(step, 'env', 'ENVIRONMENTS'));
  expect(lists.filter((one) => one !== undefined)).toEqual([all]);
  expect(inner(load(gitlab()), 'applied', 'variables', 'OKTA_ENVIRONMENTS')).toBe(all);
  expect(text('applied.yml')).toContain(`ENVIRONMENTS: ${all}\n`);
  expect(inner(load(gitlab()), 'drift', 'variables', 'OKTA_ENVIRONMENTS')).toBe(all);
  expect(text('drift.yml')).toContain(`ENVIRONMENTS: ${all}\n`);
});

test('each commit is synthesized in a job of its own, in both', () => {
  expect(inner(jobs('apply.yml')['synth'], 'strategy', 'matrix')).toEqual({
    commit: '${{ fromJSON(needs.commits.outputs.commits) }}',
  });
  const script = inner(load(gitlab()), 'commits', 'script');
  const writes = (isList(script) ? script : []).map(String).find((line) => line.includes('> synth.json'));
  const commits = ['a'.repeat(40), 'b'.repeat(40)];
  writeFileSync(join(folder.path, 'commits.json'), JSON.stringify(commits));
  const image = `node@sha256:${'0'.repeat(64)}`;
  execFileSync('bash', ['-ec', String(writes)], { cwd: folder.path, env: { ...process.env, CI_JOB_IMAGE: image } });
  const child = readFileSync(join(folder.path, 'synth.json'), 'utf8');
  expect(gitlabProblems(child)).toEqual([]);
  expect(Object.entries(object(load(child))).map(([name, job]) => [name, inner(job, 'image')])).toEqual(
    commits.map((commit) => [`synth ${commit}`, image]),
  );
  for (const commit of commits)
    expect(JSON.stringify(inner(load(child), `synth ${commit}`, 'script'))).toContain(
      `["git checkout --quiet --detach ${commit}",`,
    );
});

test('what a container wrote goes to an artifact only when it is files and folders', () => {
  const steps = inner(jobs('apply.yml')['synth'], 'steps');
  const step = (isList(steps) ? steps : []).find((one) => String(inner(one, 'run')).includes('docker run'));
  const synth = (writes: string) => {
    const [cwd, temp] = ['cwd-', 'temp-'].map((name) => mkdtempSync(join(folder.path, name))) as [string, string];
    const project = join(temp, 'project');
    writeFileSync(join(temp, 'docker'), `#!/bin/sh\ncd ${project} && ${writes}\n`, { mode: 0o755 });
    const env = { RUNNER_TEMP: temp, COMMIT: 'abc', IMAGE: 'x', PATH: `${temp}:${process.env['PATH'] ?? ''}` };
    const run = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', String(inner(step, 'run'))], { cwd, env });
    return { code: run.status, files: readdirSync(join(temp, 'assembly')) };
  };
  expect(synth('mkdir -p cdktf.out && echo > cdktf.out/manifest.json')).toEqual({ code: 0, files: ['manifest.json'] });
  expect(synth('exit 1')).toEqual({ code: 0, files: ['not-synthesized'] });
  expect(synth('mkdir -p cdktf.out && ln -s /proc/self/environ cdktf.out/manifest.json')).toMatchObject({
    code: 1,
    files: [],
  });
  expect(synth('ln -s /proc/self cdktf.out')).toMatchObject({ code: 1, files: [] });
  expect(synth('true')).toMatchObject({ code: 1, files: [] });
});

test('each scheduled pipeline of GitLab has its jobs, and the comments have none of their schedules', () => {
  const rules = Object.entries(object(load(gitlab()))).flatMap(([name, job]) =>
    list(inner(job, 'rules')).map((rule) => [name, String(inner(rule, 'if'))] as const),
  );
  const scheduled = rules.filter(([, rule]) => rule.includes('"schedule"'));
  expect(scheduled.map(([name, rule]) => [name, rule.replace(/^.*DESCRIPTION /, '')])).toEqual([
    ['synth-branch', '=~ /^(settings|applied|drift|rotate)$/'],
    ['settings', '== "settings"'],
    ['plan-applied', '== "applied"'],
    ['applied', '== "applied"'],
    ['look-for-drift', '== "drift"'],
    ['drift', '== "drift"'],
    ['comment', '!~ /^(settings|applied|drift|rotate)$/'],
  ]);
});
