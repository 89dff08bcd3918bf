import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { DEFAULT_TEAM } from '../../../../okta-apps/shared/app-files';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();

/** Gives as its document what the app was given, in place of synthesizing. */
const SHOW_ENVIRONMENT = `const seen = JSON.stringify({ ...process.env, cwd: process.cwd() });
require('node:fs').writeFileSync(process.env.OKTA_APPS_DOCUMENT, seen);
require('node:fs').mkdirSync('cdktf.out', { recursive: true });
require('node:fs').writeFileSync('cdktf.out/manifest.json', '{"stacks":{}}');`;

async function environmentOf(argv: readonly string[], env: Readonly<Record<string, string>>) {
  const project = plainProject(folder.path, {}, SHOW_ENVIRONMENT);
  const { stdout } = await runCli(argv, { cwd: project.folder, env });
  return { folder: project.folder, env: JSON.parse(stdout) as Record<string, string> };
}

test('it runs the app and says what was written', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {}, 'desk-dev': {} });
  expect(await runCli(['synth'], { cwd })).toEqual({
    code: 0,
    stdout: 'Wrote 2 stacks to cdktf.out: desk-dev, shop-dev\n',
    stderr: '',
  });
  expect(existsSync(join(cwd, 'cdktf.out/stacks/shop-dev/cdk.tf.json'))).toBe(true);
});

test('the app runs as cdktf-cli runs it: folder, output, context, environments', async () => {
  const { folder: cwd, env } = await environmentOf(['synth', '--json', '--env', 'dev,prod'], {});
  expect(env).toMatchObject({
    cwd,
    CDKTF_OUTDIR: 'cdktf.out',
    CDKTF_CONTEXT_JSON: JSON.stringify({ colour: 'red', 'okta-apps': { team: ['stacks.json', ...DEFAULT_TEAM] } }),
    OKTA_ENV: 'dev,prod',
    OKTA_APPS_DOCUMENT: expect.stringMatching(/document\.json$/) as string,
  });
});

test('OKTA_ENV of the user reaches the app when --env is not given', async () => {
  expect((await environmentOf(['synth', '--json'], { OKTA_ENV: 'prod' })).env['OKTA_ENV']).toBe('prod');
});

test('no secret of the user reaches the app', async () => {
  const secrets = ['OKTA_API_TOKEN', 'OKTA_DEV_PLAN_TOKEN', 'ACME_PRIVATE_KEY', 'TF_VAR_shop_secret', 'DB_PASSWORD'];
  const { env } = await environmentOf(
    ['synth', '--json'],
    Object.fromEntries(secrets.map((name) => [name, 'canary-91b2'])),
  );
  expect(JSON.stringify(env)).not.toContain('canary-91b2');
});

test('nor does one whose name only the stacks know, once there was a synth', async () => {
  const app = "require('node:fs').writeFileSync('seen.json', JSON.stringify(process.env));";
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {} });
  await runCli(['synth'], { cwd });
  const text = readFileSync(join(cwd, 'app.js'), 'utf8');
  writeFileSync(join(cwd, 'app.js'), app + text);
  await runCli(['synth'], { cwd, env: { ACME_PLAN: 'canary-91b2', ACME_APPLY: 'canary-91b2' } });
  expect(readFileSync(join(cwd, 'seen.json'), 'utf8')).not.toContain('canary-91b2');
});

test('what the app prints about problems is passed on, and the exit code is 1', async () => {
  const app = "console.error('error: [dev shop] label must be short [app/label]'); process.exitCode = 1;";
  const { folder: cwd } = plainProject(folder.path, {}, app);
  expect(await runCli(['synth'], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error: [dev shop] label must be short [app/label]\n',
  });
});

test('an app that fails without a word is named', async () => {
  const { folder: cwd } = plainProject(folder.path, {}, 'process.exitCode = 1;');
  expect(await runCli(['synth'], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'Synth failed: "node app.js" ended with exit code 1\n',
  });
});

test('an app that writes nothing', async () => {
  const { folder: cwd } = plainProject(folder.path, {}, '');
  expect(await runCli(['synth'], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: '"node app.js" wrote no cdktf.out/manifest.json; does it call synth() of its App?\n',
  });
});

test('as JSON: the document of the app, with its exit code; what it prints is on stderr', async () => {
  const document = "JSON.stringify({ problems: [{ rule: 'x' }], stacks: [] })";
  const app =
    "console.log('hello'); process.exitCode = 1;" +
    `require('node:fs').writeFileSync(process.env.OKTA_APPS_DOCUMENT, ${document});`;
  const { folder: cwd } = plainProject(folder.path, {}, app);
  const { code, stdout, stderr } = await runCli(['synth', '--json'], { cwd });
  expect({ code, stderr, document: JSON.parse(stdout) as unknown }).toEqual({
    code: 1,
    stderr: 'hello\n',
    document: { problems: [{ rule: 'x' }], stacks: [] },
  });
});

test.each([
  [
    "throw new TypeError('no such thing');",
    /^Synth failed: "node app\.js" ended with exit code 1\n[^]*TypeError: no such thing/,
  ],
  [
    "process.kill(process.pid, 'SIGKILL');",
    /^Synth failed: "node app\.js" (ended with exit code 137|was ended by a signal)\b/,
  ],
  [
    "console.log('hello');",
    /^"node app\.js" wrote no JSON document; does it call synth\(\) of its App, with stacks of okta-oidc-cdktf\?$/,
  ],
  [
    "require('node:fs').symlinkSync('/etc/hostname', process.env.OKTA_APPS_DOCUMENT);",
    /^"node app\.js" wrote no JSON document; /,
  ],
])('as JSON: an app that crashes (%s) is one document with an error', async (app, message) => {
  const { folder: cwd } = plainProject(folder.path, {}, app);
  const { code, stdout } = await runCli(['synth', '--json'], { cwd });
  expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
    code: 1,
    document: { problems: [], stacks: [], error: expect.stringMatching(message) as string },
  });
});

test('no project at all, as text and as JSON', async () => {
  const message = `There is no cdktf.json in ${folder.path} or above it; run this in a folder of a CDKTF project`;
  rmSync(join(folder.path, 'cdktf.json'), { force: true });
  expect(await runCli(['synth'], { cwd: folder.path })).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
  expect(await runCli(['synth', '--json'], { cwd: folder.path })).toEqual({
    code: 1,
    stdout: `${JSON.stringify({ error: message }, null, 2)}\n`,
    stderr: `${message}\n`,
  });
});

test('the folders above the output folder are made', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {} });
  const file = join(cwd, 'cdktf.json');
  writeFileSync(
    file,
    JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), output: 'build/gen/out' }),
  );
  // As CDKTF does, which makes the last folder only.
  const app = "const fs = require('node:fs'); fs.existsSync('build/gen/out') || fs.mkdirSync('build/gen/out');\n";
  writeFileSync(join(cwd, 'app.js'), app + readFileSync(join(cwd, 'app.js'), 'utf8'));
  expect(await runCli(['synth'], { cwd })).toEqual({
    code: 0,
    stdout: 'Wrote 1 stack to build/gen/out: shop-dev\n',
    stderr: '',
  });
});

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../../../package.json'), 'utf8')) as {
    version: string;
  };
  expect(await runCli(['--version'], { cwd: folder.path })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
