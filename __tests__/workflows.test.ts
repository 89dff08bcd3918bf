import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Credential } from '../okta-apps/shared/stack-manifest';
import { environments } from '../env/environments';

const ROOT = join(__dirname, '..');
const WORKFLOWS = join(ROOT, '.github/workflows');
const text = (name: string): string => readFileSync(join(WORKFLOWS, name), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: unknown };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}
const workflow = (name: string): Workflow => load(text(name)) as Workflow;

interface GitlabJob {
  readonly parallel?: { readonly matrix: readonly Readonly<Record<string, string[]>>[] };
}
const gitlabJobs = (): Readonly<Record<string, GitlabJob>> =>
  load(readFileSync(join(ROOT, '.gitlab-ci.yml'), 'utf8')) as Readonly<Record<string, GitlabJob>>;

const real = environments.filter(({ local }) => local !== true);

test.each(readdirSync(WORKFLOWS))('%s pins every action by its commit, with the version beside it', (name) => {
  const uses = text(name)
    .split('\n')
    .filter((line) => line.includes('uses:'));
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('the checks of this repository run on pull requests and main, with Node 20 and 22, and only read', () => {
  const { on, permissions, jobs } = workflow('ci.yml');
  expect({ on, permissions }).toEqual({
    on: { pull_request: null, push: { branches: ['main'] } },
    permissions: { contents: 'read' },
  });
  expect(Object.keys(jobs)).toEqual(['checks']);
  const { permissions: granted, strategy, steps } = jobs['checks']!;
  expect({ granted, matrix: strategy?.matrix }).toEqual({
    granted: { contents: 'read' },
    matrix: { node: [20, 22] },
  });
  expect(steps[0]).toMatchObject({ with: { 'persist-credentials': false } });
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['bash .ci/run']);
  expect(text('ci.yml')).not.toMatch(/secrets\.|github\.token|id-token/);
});

test('a pull request has no secret, and a token that writes only where its code is not run', () => {
  const { on, permissions, jobs } = workflow('review.yml');
  expect({ on, permissions }).toEqual({ on: 'pull_request', permissions: {} });
  expect(Object.entries(jobs).map(([name, job]) => [name, job.permissions])).toEqual([
    ['synth', { contents: 'read' }],
    ['review', { contents: 'read', checks: 'write', 'pull-requests': 'write' }],
  ]);
  expect(text('review.yml')).not.toMatch(/secrets\.|pull_request_target|pull_request\.head/);
});

test('after the merge every token only reads, and nothing gets both a token and a secret', () => {
  const { permissions, jobs } = workflow('apply.yml');
  expect({ permissions, jobs: Object.entries(jobs).map(([name, job]) => [name, job.permissions]) }).toEqual({
    permissions: {},
    jobs: [
      ['changed', { contents: 'read' }],
      ['apply', { contents: 'read', checks: 'read', 'pull-requests': 'read' }],
    ],
  });
  const steps = text('apply.yml').split(/^ {6}- /m);
  expect(steps.filter((step) => step.includes('github.token')).map((step) => step.includes('secrets.'))).toEqual([
    false,
  ]);
  expect(text('apply.yml')).not.toContain('artifact');
});

test('only the job of an environment has secrets: those of all the credentials that apply takes', () => {
  const { jobs } = workflow('apply.yml');
  const withSecrets = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes('secrets.'));
  expect(withSecrets.map(([name, { environment }]) => [name, environment])).toEqual([
    ['apply', '${{ matrix.environment }}'],
  ]);
  const named = [...text('apply.yml').matchAll(/^ +(OKTA_\w+): \$\{\{ secrets\.\1 \}\}$/gm)].map(([, name]) => name);
  const variable = (credential: Credential): string =>
    'tokenVariable' in credential ? credential.tokenVariable : credential.privateKeyVariable;
  const needed = real.flatMap(({ credentials: { apply, applyOrigins } }) =>
    [apply, applyOrigins].flatMap((credential) => (credential === undefined ? [] : [variable(credential)])),
  );
  expect(named.sort()).toEqual(needed.sort());
});

test('the GitLab pipeline knows the environments, and its merge request jobs no credential of Okta', () => {
  const jobs = gitlabJobs();
  const matrix = jobs['apply']?.parallel?.matrix.flatMap(({ OKTA_ENVIRONMENT }) => OKTA_ENVIRONMENT ?? []) ?? [];
  expect(matrix.sort()).toEqual(real.map(({ name }) => name).sort());
  expect(JSON.stringify([jobs['synth'], jobs['review']])).not.toMatch(/OKTA_|environment/);
});

test('the GitLab pipeline runs the checks of this repository with Node 20 and 22, without a credential of Okta', () => {
  const { checks } = gitlabJobs();
  expect(checks).toMatchObject({
    image: 'node:$NODE-bookworm',
    parallel: { matrix: [{ NODE: ['20', '22'] }] },
    script: ['bash .ci/run'],
  });
  expect(JSON.stringify(checks)).not.toMatch(/OKTA_|environment|TOKEN/);
});
