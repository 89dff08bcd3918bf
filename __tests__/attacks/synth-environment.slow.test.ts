import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeProgram, VERSION_ONLY } from '../support/fake-program';
import { gitProject } from '../support/git-project';
import { plainProject } from '../support/plain-project';
import { runCli } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();

/** An app that keeps what it is given, a line for each synth, beside writing what `plainProject` writes. */
function spy(cwd: string, log: string): void {
  const text = readFileSync(join(cwd, 'app.js'), 'utf8');
  const note = `require('node:fs').appendFileSync(${JSON.stringify(log)},
  JSON.stringify({ ...process.env, isBase: process.env.OKTA_APPS_BASE === '1' }) + '\\n');\n`;
  writeFileSync(join(cwd, 'app.js'), note + text);
}

function list(cwd: string, environment: unknown): void {
  const context = { 'okta-apps': { environment } };
  writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ app: 'node app.js', context }));
}

type Seen = Readonly<Record<string, string | boolean | undefined>>;

function seenIn(log: string): readonly Seen[] {
  return readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Seen);
}

/** What the app of a project gets. */
async function synth(env: Readonly<Record<string, string>>, listed: readonly string[] = []): Promise<Seen | undefined> {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {} });
  const log = join(mkdtempSync(join(folder.path, 'log-')), 'log');
  await runCli(['synth'], { cwd });
  spy(cwd, log);
  list(cwd, listed);
  await runCli(['synth'], { cwd, env });
  return seenIn(log)[0];
}

test.each([
  ['a token of the job', 'GITHUB_TOKEN', []],
  ['a token of the job that cdktf.json lists', 'GITHUB_TOKEN', ['GITHUB_TOKEN']],
  ['what asks for an ID token', 'ACTIONS_ID_TOKEN_REQUEST_URL', []],
  ['a file that later steps read', 'GITHUB_ENV', []],
  ['a key without a telling name', 'DEPLOY', []],
  ['a credential of the state', 'AWS_SECRET_ACCESS_KEY', ['AWS_SECRET_ACCESS_KEY']],
  ['a credential of the stacks', 'ACME_APPLY', ['ACME_APPLY']],
  ['a secret of an app', 'TF_VAR_shop_secret', ['TF_VAR_shop_secret']],
  ['the agent that signs in to servers', 'SSH_AUTH_SOCK', []],
])('attack: %s does not reach the app', async (_, name, listed) => {
  const seen = await synth({ [name]: 'canary-91b2-77aa' }, listed);
  expect(seen).toHaveProperty('CDKTF_OUTDIR');
  expect(seen).not.toHaveProperty(name);
});

test('attack: a variable that is listed holds the same as a credential', async () => {
  const value = 'canary-91b2-77aa';
  for (const credential of ['ACME_APPLY', 'NPM_TOKEN'])
    expect(await synth({ [credential]: value, REGION: value }, ['REGION'])).not.toHaveProperty('REGION');
});

test('attack: another shape than a list of names is refused', async () => {
  const { folder: cwd } = plainProject(folder.path, {});
  for (const environment of ['REGION', [1], { REGION: true }]) {
    list(cwd, environment);
    const { code, stderr } = await runCli(['synth'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${cwd}/cdktf.json: context["okta-apps"].environment must be a list of names of environment variables\n`,
    });
  }
});

test.each([
  ['OKTA_ENV', 'dev'],
  ['CI', 'true'],
  ['LANG', 'C'],
  ['LC_TIME', 'C'],
  ['HOME', '/home/me'],
  ['NODE_OPTIONS', '--no-warnings'],
  ['HTTPS_PROXY', 'http://proxy.example.org:8080'],
  ['CDKTF_LOG_LEVEL', 'debug'],
  ['OKTA_APPS_NOTE', 'a note'],
])('everyday: %s reaches the app', async (name, value) => {
  expect(await synth({ [name]: value })).toHaveProperty(name, value);
});

test('everyday: so does what cdktf.json lists', async () => {
  expect(await synth({ REGION: 'eu' }, ['REGION'])).toHaveProperty('REGION', 'eu');
});

describe('a change that is compared with its base', () => {
  /** Lists the changed stacks of a project whose base and head list these variables. */
  async function compared(
    base: readonly string[],
    head: readonly string[],
    ...envs: Readonly<Record<string, string>>[]
  ) {
    const { folder: cwd, git, commit } = gitProject(folder.path, { 'shop-dev': {} });
    const log = join(mkdtempSync(join(folder.path, 'log-')), 'log');
    const bin = fakeProgram(mkdtempSync(join(folder.path, 'bin-')), 'terraform', VERSION_ONLY);
    spy(cwd, log);
    list(cwd, base);
    git('update-ref', 'refs/heads/main', commit('base'));
    list(cwd, head);
    writeFileSync(join(cwd, 'note.md'), 'a note');
    commit('head');
    mkdirSync(join(cwd, 'node_modules'));
    for (const command of [
      ['stacks', '--changed'],
      ['plan', '--rehearse'],
    ])
      for (const env of envs) await runCli(command, { cwd, env: { TERRAFORM_BINARY_NAME: bin.path, ...env } });
    return seenIn(log).map(({ isBase, REGION = 'none' }) => `${isBase === true ? 'base' : 'head'} ${String(REGION)}`);
  }

  test('attack: what only the head lists does not reach it', async () => {
    expect(await compared([], ['REGION'], { REGION: 'eu' })).toEqual(['head none', 'base none', 'head none']);
  });

  test('attack: what is kept of the base is that of the same values', async () => {
    const seen = await compared(['REGION'], ['REGION'], { REGION: 'eu' }, { REGION: 'us' });
    expect(seen.filter((one) => one.startsWith('base'))).toEqual(['base eu', 'base us']);
  });

  test('everyday: what the base lists reaches both, and the base is synthesized once', async () => {
    const seen = await compared(['REGION'], [], { REGION: 'eu' });
    expect([...seen].sort()).toEqual(['base eu', 'head eu', 'head eu']);
  });
});
