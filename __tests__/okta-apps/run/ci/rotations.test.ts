import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { readAssembly } from '../../../../okta-apps/project/assembly';
import { findProject } from '../../../../okta-apps/project/find-project';
import { fileChecks } from '../../../../okta-apps/run/ci/file-checks';
import { inner, list, object } from '../../../../okta-apps/shared/json';
import type { SecretSettings } from '../../../../okta-apps/shared/secret-settings';
import type { StackManifest } from '../../../../okta-apps/shared/stack-manifest';
import { gitlabProblems, loadGitlab, workflowProblems } from '../../../support/pipeline-problems';
import { writeAssembly } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { rotatingProject, rotatingStack, ROTATING, SINKS } from './support/rotating-project';

const parent = temporaryFolder();
const ROTATE = '.github/workflows/rotate.yml';

function project(stacks = ROTATING) {
  const own = rotatingProject(parent.path, stacks);
  const run = (...argv: string[]) => runCli(argv, { cwd: own.folder });
  const read = (name: string): string => readFileSync(join(own.folder, name), 'utf8');
  return { ...own, run, read, file: (name: string) => join(own.folder, name) };
}

test('github: each environment with an age has a job of its own, with its credential and what its sinks need', async () => {
  const { run, read } = project();
  expect((await run('ci', '--github')).stdout).toContain(`Wrote ${ROTATE}\n`);
  const text = read(ROTATE);
  expect(workflowProblems(text)).toEqual([]);
  expect(text).not.toMatch(/\(\([a-z/-]+\)\)/);
  expect(text.split('\n').slice(1, 6)).toEqual([
    '# Replaces client secrets that are older than secrets.maxAge of their environment, and continues rotations, every day.',
    "# Environments of the repository's settings hold what rotates the secrets of one Okta org each. They deploy from",
    '# main only, and have no reviewers:',
    '#   dev-rotate: OKTA_APPS_TOOL, OKTA_PROD_ROTATE_TOKEN, STORE_TOKEN and OKTA_APPS_SINK_TOKEN',
    '#   prod-rotate: OKTA_APPS_TOOL, OKTA_PROD_ROTATE_TOKEN, AWS_ROLE_ARN, VAULT_ROLE, VAULT_AUTH_PATH and VAULT_TOKEN',
  ]);
  const jobs = object(inner(load(text), 'jobs'));
  expect(Object.keys(jobs)).toEqual(['synth', 'rotate-dev', 'rotate-prod']);
  expect([jobs['synth'], JSON.stringify(jobs['synth'])]).toEqual([
    expect.not.objectContaining({ environment: expect.anything() as unknown }),
    expect.not.stringMatching(/secrets\.|github\.token/),
  ]);
  const rotate = (name: string) => {
    const job = object(jobs[name]);
    const step = list(job['steps']).find((one) => inner(one, 'name') === 'Rotate what is due');
    return { job, env: inner(step, 'env'), script: String(inner(step, 'run')) };
  };
  const dev = rotate('rotate-dev');
  expect([dev.job['environment'], dev.job['permissions'], dev.env]).toEqual([
    'dev-rotate',
    { contents: 'read' },
    {
      OKTA_PROD_ROTATE_TOKEN: '${{ secrets.OKTA_PROD_ROTATE_TOKEN }}',
      STORE_TOKEN: '${{ secrets.STORE_TOKEN || vars.STORE_TOKEN }}',
      GITHUB_TOKEN: '${{ secrets.OKTA_APPS_SINK_TOKEN }}',
    },
  ]);
  const prod = rotate('rotate-prod');
  expect([prod.job['environment'], prod.job['permissions']]).toEqual([
    'prod-rotate',
    { contents: 'read', 'id-token': 'write' },
  ]);
  // No static key of AWS: a role that only this environment of this repository may have.
  expect(prod.env).toEqual({
    OKTA_PROD_ROTATE_TOKEN: '${{ secrets.OKTA_PROD_ROTATE_TOKEN }}',
    AWS_ROLE_ARN: '${{ secrets.AWS_ROLE_ARN || vars.AWS_ROLE_ARN }}',
    VAULT_ROLE: '${{ secrets.VAULT_ROLE || vars.VAULT_ROLE }}',
    VAULT_AUTH_PATH: '${{ secrets.VAULT_AUTH_PATH || vars.VAULT_AUTH_PATH }}',
    VAULT_TOKEN: '${{ secrets.VAULT_TOKEN }}',
  });
  expect(prod.script).toMatch(
    /rotate --due --env prod --assembly synthesized \\\n {2}--settings [0-9a-f]{64} --json > /,
  );
  // Before the tool is compared nothing is installed, and the secrets come last.
  for (const { job } of [dev, prod]) {
    const steps = list(job['steps']).map((step) => JSON.stringify(step));
    const at = (part: string): number => steps.findIndex((step) => step.includes(part));
    expect([at('gh api'), at('actions/checkout'), at('ls-files'), at('npm ci'), at('secrets.')]).toEqual([
      0, 1, 2, 4, 6,
    ]);
  }
  // A command of a sink runs beside the credential, so it is pinned like the tool.
  expect(read('.ci/tool')).toContain('\n  tools/store-secret\n');
});

test('gitlab: the same jobs, by a schedule of their own, with identity tokens for AWS and Vault', async () => {
  const { run, read } = project();
  expect((await run('ci', '--gitlab')).code).toBe(0);
  const text = read('.gitlab/okta-apps.yml');
  expect(gitlabProblems(text)).toEqual([]);
  expect(text).toContain('#   rotate/dev: OKTA_APPS_TOOL, OKTA_PROD_ROTATE_TOKEN, STORE_TOKEN and GITHUB_TOKEN\n');
  const pipeline = loadGitlab(text);
  const schedule = (job: string) => String(inner(list(inner(pipeline, job, 'rules'))[0], 'if'));
  const own =
    '$CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SCHEDULE_DESCRIPTION ';
  expect(['rotate-dev', 'rotate-prod', 'comment'].map(schedule)).toEqual([
    `${own}== "rotate"`,
    `${own}== "rotate"`,
    expect.stringMatching(/!~ \/\^\(.*rotate.*\)\$\/$/) as string,
  ]);
  expect(schedule('synth-branch')).toMatch(/=~ \/\^\(.*rotate.*\)\$\/$/);
  expect(inner(pipeline, 'rotate-prod')).toMatchObject({
    needs: ['synth-branch'],
    environment: { name: 'rotate/prod', action: 'access' },
    resource_group: 'okta-rotate/prod',
    id_tokens: { AWS_IDENTITY: { aud: 'sts.amazonaws.com' }, VAULT_JWT: { aud: 'https://vault.acme.dev' } },
  });
  expect(inner(pipeline, 'rotate-dev', 'id_tokens')).toBeUndefined();
});

test('a job for the same settings asks for its credential; another sink, org or credential in the assembly is refused before anything is asked', async () => {
  const { run, read, folder } = project();
  await run('ci', '--github');
  const digest = /--env prod .*\\\n\s+--settings ([0-9a-f]{64})/.exec(read(ROTATE))?.[1] ?? '';
  const rotate = async (stacks = ROTATING) => {
    writeAssembly(join(folder, 'cdktf.out'), stacks);
    return (await run('rotate', '--due', '--env', 'prod', '--assembly', 'cdktf.out', '--settings', digest)).stderr;
  };
  expect(await rotate()).toMatch(/^OKTA_PROD_ROTATE_TOKEN is not set/);
  const sinks = { sink: SINKS.aws, sinks: { desk: SINKS.vault } };
  const others: readonly [SecretSettings, Partial<StackManifest>][] = [
    [{ ...sinks, sink: { ...SINKS.aws, name: 'mine/{app}' } }, {}],
    [{ ...sinks, sinks: {} }, {}],
    [sinks, { org: { name: 'mine', baseUrl: 'okta.com' } }],
    [sinks, { credentials: { plan: OTHER, apply: OTHER, rotate: OTHER } }],
  ];
  for (const other of others) {
    // One stack of several is enough.
    expect(await rotate({ ...ROTATING, 'other-prod': rotatingStack(...other) })).toBe(
      'prod: the org, the credential of the rotation or secrets of the environment are not those that the pipeline was written ' +
        'for (--settings). If env/ changed them, run "okta-apps ci" and commit what it writes. Nothing was asked or changed\n',
    );
  }
});

const OTHER = { type: 'api-token', tokenVariable: 'OKTA_OTHER' } as const;
const WHY = 'Environment prod: secrets.maxAge is set, and the scheduled rotation ';

test.each<[what: string, settings: SecretSettings, different: Partial<StackManifest>, says: string]>([
  [
    'a file of the machine',
    { sink: { type: 'dotenv', folder: 'secrets' } },
    {},
    'cannot hand a secret to a dotenv file, which a CI job loses with its machine, and with it the only copy of the new ' +
      'secret: use another sink in env/, or remove maxAge',
  ],
  ['no sink', {}, {}, 'hands a new secret to a sink: set secrets.sink in env/, or remove maxAge'],
  [
    'the credential of the apply, which reviewers release',
    { sink: SINKS.aws },
    { credentials: { plan: OTHER, apply: OTHER } },
    'needs a credential that does nothing else, because no reviewer releases it: set credentials.rotate in env/, or remove maxAge',
  ],
  [
    'two servers of Vault',
    { sink: SINKS.vault, sinks: { desk: { ...SINKS.vault, address: 'https://vault-2.acme.dev' } } },
    {},
    'has one credential for Vault, and the sinks are of https://vault.acme.dev and https://vault-2.acme.dev: use one in env/, ' +
      'or remove maxAge',
  ],
  [
    'a command that no shell takes as it is',
    { sink: { type: 'exec', write: ['tools/store $(id)'] } },
    {},
    'cannot pin the file "tools/store $(id)" of a sink\'s command: rename it in env/, or remove maxAge',
  ],
])('%s is refused, and nothing is written', async (_, settings, different, says) => {
  const { run, file } = project({ 'shop-prod': rotatingStack(settings, different) });
  expect(await run('ci', '--github')).toEqual({ code: 1, stdout: '', stderr: `${WHY}${says}\n` });
  expect(existsSync(file('.github'))).toBe(false);
});

test('apps that another tool rotates, or that sign with a key, need no sink', async () => {
  const rotatedBy = { 'okta_app_oauth.desk': 'infisical', 'okta_app_oauth.shop': 'other' } as const;
  const { run } = project({ 'shop-prod': rotatingStack({}, { rotatedBy }) });
  expect((await run('ci', '--github')).code).toBe(0);
});

test('without an age the workflow is removed, and doctor says so before; one that a person wrote stays', async () => {
  const { run, read, change, file, folder } = project();
  await run('ci', '--github');
  change({ 'shop-qa': ROTATING['shop-qa'] ?? {} });
  expect((await run('synth')).code).toBe(0);
  const own = findProject(folder);
  const checks = fileChecks('github', { project: own, stacks: readAssembly(own.outdir, own.output) });
  expect(checks.at(-1)).toEqual({
    status: 'missing',
    text: `${ROTATE} is not needed: no environment sets secrets.maxAge. Run "okta-apps ci --github", which removes it [pipeline/files]`,
  });
  const written = read(ROTATE);
  writeFileSync(file(ROTATE), `${written}# mine\n`);
  expect((await run('ci', '--github')).stderr).toContain(`${ROTATE} was edited since okta-apps ci wrote it.`);
  writeFileSync(file(ROTATE), written);
  expect((await run('ci', '--github')).stdout).toContain(`Removed ${ROTATE}: no environment sets secrets.maxAge\n`);
  expect(existsSync(file(ROTATE))).toBe(false);
  writeFileSync(file(ROTATE), 'on: push\n');
  expect((await run('ci', '--github')).stdout).toBe('Nothing to write: the pipeline files are those of env/.\n');
  renameSync(file(ROTATE), file('mine.yml'));
});
