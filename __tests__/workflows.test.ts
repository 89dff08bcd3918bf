import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { inner, isList, object } from '../okta-apps/shared/json';
import type { Credential } from '../okta-apps/shared/stack-manifest';
import { environments } from '../env/environments';
import { gitlabProblems, workflowProblems } from './support/pipeline-problems';

const ROOT = join(__dirname, '..');
const WORKFLOWS = join(ROOT, '.github/workflows');
const text = (name: string): string => readFileSync(join(WORKFLOWS, name), 'utf8');
const gitlab = (): string => readFileSync(join(ROOT, '.gitlab-ci.yml'), 'utf8');
const jobs = (name: string): Readonly<Record<string, unknown>> => object(inner(load(text(name)), 'jobs'));
const real = environments.filter(({ local }) => local !== true);

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
  expect(gitlabProblems(gitlab())).toEqual([]);
});

test('only the job that applies has secrets, of its environment: those of all the credentials that apply takes', () => {
  const withSecrets = Object.entries(jobs('apply.yml')).filter(([, job]) => JSON.stringify(job).includes('secrets.'));
  expect(withSecrets.map(([name, job]) => [name, inner(job, 'environment'), inner(job, 'permissions')])).toEqual([
    ['apply', '${{ matrix.environment }}', { contents: 'read', deployments: 'read' }],
  ]);
  const named = [...text('apply.yml').matchAll(/^ +(OKTA_\w+): \$\{\{ secrets\.\1 \}\}$/gm)].map(([, name]) => name);
  const variable = (credential: Credential): string =>
    'tokenVariable' in credential ? credential.tokenVariable : credential.privateKeyVariable;
  const needed = real.flatMap(({ credentials: { apply, applyOrigins } }) =>
    [apply, applyOrigins].flatMap((credential) => (credential === undefined ? [] : [variable(credential)])),
  );
  expect(named.sort()).toEqual(needed.sort());
});

test('pull requests are reviewed for main only, and posted by the workflow of the default branch', () => {
  expect(inner(load(text('review.yml')), 'on')).toEqual({ pull_request: { branches: ['main'] } });
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

test('this repository is checked with Node 20 and 22 in both, and without a credential', () => {
  expect(inner(jobs('ci.yml'), 'checks', 'strategy', 'matrix')).toEqual({ node: [20, 22] });
  expect(JSON.stringify(inner(load(gitlab()), 'checks', 'parallel'))).toMatch(/node:20-.*node:22-/);
  for (const checks of [inner(jobs('ci.yml'), 'checks'), inner(load(gitlab()), 'checks')])
    expect(JSON.stringify(checks)).toContain('bash .ci/run');
});

test('the pipeline of GitLab knows the environments', () => {
  const matrix = inner(load(gitlab()), 'apply', 'parallel', 'matrix');
  const names = (isList(matrix) ? matrix : []).map((row) => inner(row, 'OKTA_ENVIRONMENT'));
  expect(names).toEqual([real.map(({ name }) => name)]);
});

test('before the tool is compared nothing is installed, and the secrets come last', () => {
  const steps = inner(jobs('apply.yml')['apply'], 'steps');
  const found = (isList(steps) ? steps : []).map((step) => JSON.stringify(step));
  const at = (part: string): number => found.findIndex((step) => step.includes(part));
  expect([at('gh api'), at('actions/checkout'), at('ls-files'), at('npm ci'), at('secrets.')]).toEqual([
    0,
    1,
    2,
    5,
    found.length - 1,
  ]);
  const script = inner(load(gitlab()), 'apply', 'script');
  const lines = (isList(script) ? script : []).map(String);
  expect(lines.findIndex((line) => line.includes('npm ci'))).toBeGreaterThan(
    lines.findIndex((line) => line.includes('ls-files')),
  );
});
