import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { addedLines, exampleProject, filesOf } from '../support/example-project';

const parent = temporaryFolder();
const newEnv = (cwd: string, ...argv: string[]) => runCli(['new', 'env', ...argv], { cwd });

const QA = `import type { Environment } from '../constructs/environment';
import { PROVIDER_VERSION } from '../constructs/provider-version';

/** Environment qa-eu. */
export const qaEu: Environment = {
  name: 'qa-eu',
  production: false,
  org: { name: 'harborgoods-qa-eu', baseUrl: 'oktapreview.com' },
  // Names of environment variables: the tokens themselves are in no file.
  credentials: {
    plan: { type: 'api-token', tokenVariable: 'OKTA_QA_EU_PLAN_TOKEN' },
    apply: { type: 'api-token', tokenVariable: 'OKTA_QA_EU_APPLY_TOKEN' },
  },
  backend: { type: 's3', bucket: 'harborgoods-terraform-qa-eu', key: 'okta/{stack}.tfstate', region: 'eu-central-1' },
  providerVersion: PROVIDER_VERSION,
  preventDestroy: false,
  apps: {
    'storefront-web': { origins: ['https://shop.qa-eu.harborgoods.net'] },
    'storefront-admin': { origins: ['https://shop-admin.qa-eu.harborgoods.net'] },
    'partner-portal': { origins: ['https://partner-portal.qa-eu.example.com'], groupPrefix: 'partner-' },
    'back-office': { origins: ['https://office.qa-eu.harborgoods.net'] },
  },
};
`;

it('an environment is made like another one, with its name in place of the other; then synth works', async () => {
  const cwd = exampleProject(parent.path);
  const dev = join(cwd, 'env/dev.ts');
  const changed = readFileSync(dev, 'utf8')
    // An origin without the name of the environment would be that of both.
    .replace('https://partners.dev.harborgoods.net', 'https://partners.harborgoods-devices.net')
    .replace(
      "['https://office.dev.harborgoods.net']",
      "['https://office.dev.harborgoods.net'], networkZones: ['nzo1devoffice0000000']",
    );
  writeFileSync(dev, changed);
  const before = filesOf(cwd);
  expect(await newEnv(cwd, 'qa-eu')).toEqual({
    code: 0,
    stderr: '',
    stdout:
      'Wrote env/qa-eu.ts\nChanged env/environments.ts\n' +
      'Left out, because they belong to the org of dev: networkZones of back-office\n' +
      'Check env/qa-eu.ts: its org, backend and origins must be its own.\n' +
      'Then: okta-apps synth, okta-apps doctor --env qa-eu\n',
  });
  const after = filesOf(cwd);
  expect(after['env/qa-eu.ts']).toBe(QA);
  expect(addedLines(before, after)['env/environments.ts']).toEqual([
    "import { qaEu } from './qa-eu';",
    'export const environments: readonly Environment[] = [local, dev, staging, prod, qaEu];',
  ]);
  expect(await runCli(['synth', '--env', 'qa-eu'], { cwd })).toMatchObject({ code: 0, stderr: '' });
});

it.each([
  ['prod', 'An environment "prod" already exists in env/prod.ts; choose another name. Nothing was written.\n'],
  ['PROD', 'An environment "prod" already exists in env/prod.ts; choose another name. Nothing was written.\n'],
  ...['dev eu', 'dev/eu', 'dev,x', '-x', 'nul'].map((name) => [
    name,
    'The name of an environment must be letters, digits and -, begin and end with a letter or digit, and have at most 63 characters, ' +
      `got "${name}"; choose one such as "qa-eu"\n`,
  ]),
])('%s is refused, and nothing is written', async (name = '', stderr) => {
  const cwd = exampleProject(parent.path);
  const before = filesOf(cwd);
  expect(await newEnv(cwd, '--', name)).toEqual({ code: 1, stdout: '', stderr });
  expect(filesOf(cwd)).toEqual(before);
});

it('a name that is a word of JavaScript, or begins with a digit', async () => {
  const cwd = exampleProject(parent.path);
  expect(await newEnv(cwd, 'new')).toMatchObject({ code: 0, stderr: '' });
  expect(await newEnv(cwd, '2nd')).toMatchObject({ code: 0, stderr: '' });
  expect(filesOf(cwd)['env/environments.ts']).toContain('[local, dev, staging, prod, newEnvironment, x2nd];');
  expect(await runCli(['synth', '--env', 'new,2nd'], { cwd })).toMatchObject({ code: 0, stderr: '' });
});
