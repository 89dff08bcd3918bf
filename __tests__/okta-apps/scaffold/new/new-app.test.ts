import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../support/pages';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { addedLines, exampleProject, filesOf } from '../support/example-project';

const parent = temporaryFolder();
const newApp = (cwd: string, ...argv: string[]) => runCli(['new', 'app', ...argv], { cwd });

const APP_LINES = [
  "    const invoicesWebOrigins = appOrigins(environment, 'invoices-web');",
  "    new OidcWebApp(this, 'invoices-web', {",
  "      label: 'Invoices web',",
  '      clientId: `invoices-web-${environment.name}`,',
  '      redirectUris: invoicesWebOrigins.map((origin) => `${origin}/authorization-code/callback`),',
  '      postLogoutRedirectUris: invoicesWebOrigins.map((origin) => `${origin}/`),',
];
const ORIGIN_LINES = {
  'env/dev.ts': ["    'invoices-web': { origins: ['https://invoices-web.dev.harborgoods.net'] },"],
  'env/local.ts': ["    'invoices-web': { origins: ['http://localhost:3004'] },"],
  'env/prod.ts': ["    'invoices-web': { origins: ['https://invoices-web.harborgoods.net'] },"],
  'env/staging.ts': ["    'invoices-web': { origins: ['https://invoices-web.staging.harborgoods.net'] },"],
};

it('an app of a team that has a stack is added to every environment and to the stack; then synth works', async () => {
  const cwd = exampleProject(parent.path);
  const before = filesOf(cwd);
  expect(await newApp(cwd, 'invoices-web', '--team', 'storefront')).toEqual({
    code: 0,
    stderr: '',
    stdout:
      ['env/local.ts', 'env/dev.ts', 'env/staging.ts', 'env/prod.ts', 'stacks/storefront-stack.ts']
        .map((name) => `Changed ${name}\n`)
        .join('') +
      'Check where invoices-web is served from: http://localhost:3004 (local), https://invoices-web.dev.harborgoods.net (dev), ' +
      'https://invoices-web.staging.harborgoods.net (staging) and https://invoices-web.harborgoods.net (prod)\n' +
      'Then: okta-apps synth, okta-apps plan --env <name>\n',
  });
  expect(addedLines(before, filesOf(cwd))).toEqual({ ...ORIGIN_LINES, 'stacks/storefront-stack.ts': APP_LINES });
  expect(await runCli(['synth', '--env', 'prod,local'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  const document = readFileSync(join(cwd, 'cdktf.out/stacks/storefront-prod/cdk.tf.json'), 'utf8');
  expect(document).toContain('"https://invoices-web.harborgoods.net/authorization-code/callback"');
});

it('an app of a new team: its stack is written, and added after the others', async () => {
  const cwd = exampleProject(parent.path);
  const before = filesOf(cwd);
  expect(await newApp(cwd, 'invoices-web', '--team', 'invoices')).toMatchObject({ code: 0, stderr: '' });
  const after = filesOf(cwd);
  expect(addedLines(before, after)).toEqual({
    'stacks/invoices-stack.ts': after['stacks/invoices-stack.ts']?.split('\n').filter((line) => line !== ''),
    ...ORIGIN_LINES,
    'stacks/build-app.ts': [
      "import { InvoicesStack } from './invoices-stack';",
      '  new InvoicesStack(app, environment);',
    ],
  });
  expect(after['stacks/build-app.ts']).toContain(
    '  new InvoicesStack(app, environment);\n  OriginsStack.addTo(app, environment);\n',
  );
  expect(after['stacks/invoices-stack.ts']).toBe(`import type { Construct } from 'constructs';
import { OidcWebApp } from '../constructs/oidc-web-app';
import type { Environment } from '../constructs/environment';
import { appOrigins } from '../constructs/app-origins';
import { OktaStack } from '../constructs/okta-stack';

/** The apps of team invoices. */
export class InvoicesStack extends OktaStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'invoices', environment);
${APP_LINES.join('\n')}
    });
  }
}
`);
  expect(await runCli(['stacks', '--env', 'dev'], { cwd })).toEqual({
    code: 0,
    stderr: '',
    stdout: 'back-office-dev\ninvoices-dev\norigins-dev\npartner-portal-dev\nstorefront-dev\n',
  });
});

describe('refused, and nothing is written:', () => {
  const cwd = exampleProject(parent.path);
  const before = filesOf(cwd);
  afterEach(() => {
    expect(filesOf(cwd)).toEqual(before);
  });

  it.each([
    [
      ['storefront-web', '--team', 'storefront'],
      'An app "storefront-web" already exists in stacks/storefront-stack.ts; choose another name. Nothing was written.\n',
    ],
    [
      ['invoices-web', '--team', 'storfront'],
      'There is no team "storfront"; did you mean "storefront"? The teams are storefront, partner-portal and back-office. ' +
        'A new team needs a name that cannot be confused with one of them. Nothing was written.\n',
    ],
    [
      ['1web', '--team', 'my team'],
      'The name of an app becomes its Terraform address and must begin with a letter or _ and continue with letters, digits, _ and -, ' +
        'got "1web"; choose one such as "invoices-web"\n' +
        '--team must be letters, digits, - and _, and begin with a letter or digit, got "my team"; give a name such as "storefront"\n',
    ],
    [
      ['w', '--team', 'storefront'],
      'The client IDs of an app are its name with that of the environment and must have 6 to 100 characters, got 5 to 9; ' +
        'choose another name than "w"\n',
    ],
    [['invoices-web'], "error: required option '--team <team>' not specified\n"],
  ])('%j', async (argv, stderr) => {
    expect(await newApp(cwd, ...argv)).toEqual({ code: 1, stdout: '', stderr });
  });

  it('a file of the name of the new stack, which is no stack', async () => {
    const file = join(cwd, 'stacks/invoices-stack.ts');
    writeFileSync(file, 'export {};\n');
    const { stderr } = await newApp(cwd, 'invoices-web', '--team', 'invoices');
    expect(stderr).toBe('stacks/invoices-stack.ts already exists. Nothing was written.\n');
    expect(readFileSync(file, 'utf8')).toBe('export {};\n');
    rmSync(file);
  });
});

describe('code that cannot be changed', () => {
  const refused = async (file: string, change: (text: string) => string): Promise<string> => {
    const cwd = exampleProject(parent.path);
    writeFileSync(join(cwd, file), change(readFileSync(join(cwd, file), 'utf8')));
    const before = filesOf(cwd);
    const { code, stderr } = await newApp(cwd, 'invoices-web', '--team', 'invoices');
    expect({ code, files: filesOf(cwd) }).toEqual({ code: 1, files: before });
    return stderr;
  };

  it('syntax errors are named with file and line', async () => {
    expect(await refused('env/dev.ts', (text) => text.replace("name: 'dev'", "name 'dev'"))).toBe(
      "env/dev.ts:6: ',' expected.\nenv/dev.ts:6: ':' expected.\nFix the syntax and run this again. Nothing was written.\n",
    );
  });

  const BY_HAND = `So nothing was written. Add under \`apps\` of each environment:

  'invoices-web': { origins: ['https://…'] },

and in the constructor of the stack of team "invoices":

${APP_LINES.map((line) => line.slice(2)).join('\n')}
  });
`;

  it.each<readonly [string, (text: string) => string, string]>([
    [
      'env/dev.ts',
      (text) => text.replace('apps: {', 'apps: Object.assign({}, {').replace('  },\n};', '  }),\n};'),
      'env/dev.ts:5: `apps` of "dev" does not lead to an object. ',
    ],
    [
      'env/environments.ts',
      (text) => text.replace('[local, dev, staging, prod]', '[local].concat(dev)'),
      'main.ts:5: `environments` does not lead to a list of environments. ',
    ],
    [
      'main.ts',
      (text) => text.replace('synthesize({', 'Reflect.apply(synthesize, undefined, [{').replace('});', '}]);'),
      'main.ts:1: it does not call `synthesize({ environments, wanted, build })`. ',
    ],
    [
      'stacks/build-app.ts',
      (text) => text.replace('app: App, environment: Environment', '...given: [App, Environment]'),
      'stacks/build-app.ts:9: the function that adds the stacks has no two parameters. ',
    ],
  ])('a form that is not known, in %s: says which lines to add by hand', async (file, change, why) => {
    expect(await refused(file, change)).toBe(why + BY_HAND);
  });

  it('without TypeScript, and without a project', async () => {
    const cwd = exampleProject(parent.path);
    rmSync(join(cwd, 'node_modules'));
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(join(ROOT, 'node_modules/cdktf'), join(cwd, 'node_modules/cdktf'));
    expect((await newApp(cwd, 'invoices-web', '--team', 'invoices')).stderr).toBe(
      `TypeScript is not installed in ${cwd}, and files are changed with it; run "npm install --save-dev typescript@~5.9"\n`,
    );
    expect((await newApp(parent.path, 'invoices-web', '--team', 'invoices')).stderr).toBe(
      `There is no cdktf.json in ${parent.path} or above it; run this in a folder of a CDKTF project\n`,
    );
  });
});
