import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Browser } from '../../../../../okta-apps/local/party/browser';
import { serverProgram } from '../../../../support/server-program';
import { temporaryFolder } from '../../../../support/temporary-folder';
import { makeApp, peopleOrg } from './support/relying-party';

/** Client libraries that know nothing of this project sign in with their own defaults. */

const folder = temporaryFolder();
const org = peopleOrg();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts an app, signs in to it as ada, and gives what the app says of its user. */
async function signedInTo({ command, args, env = {} }: Program, issuer: string): Promise<unknown> {
  const port = await freePort();
  const { clientId, secret } = await makeApp(org, { redirect_uris: [`http://localhost:${port}/callback`] });
  const given = { ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: secret, PORT: String(port) };
  const options = { ready: /listening/, cwd: folder.path, env: { ...process.env, ...env, ...given } };
  const program = await serverProgram(command, args, options);
  try {
    const [app, okta] = [new Browser(`http://localhost:${port}`), new Browser(org.url)];
    const asked = await app.open(`http://localhost:${port}/start`);
    const back = await okta.submit(await okta.open(asked.url), { identifier: 'ada@local.test', password: 'any' });
    return JSON.parse((await app.open(back.url)).text);
  } finally {
    await program.end('SIGTERM');
  }
}

const NODE = { command: process.execPath, args: [join(__dirname, 'support/relying-party-server.cjs')] };

test.each(['passport', 'okta'])('an app over %s knows who signed in', async (kind) => {
  for (const path of kind === 'okta' ? ['', '/oauth2/default'] : [''])
    expect(await signedInTo({ ...NODE, env: { KIND: kind } }, org.url + path)).toEqual({ user: 'ada@local.test' });
});

test('so does an app in Python, over Authlib', async () => {
  const target = join(folder.path, 'python');
  const install = ['-m', 'pip', 'install', '--quiet', '--target', target, 'authlib==1.6.5', 'requests==2.32.5'];
  const { status } = spawnSync('python3', install, { timeout: 120_000, encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write('There is no Python with pip here, or it does not get Authlib: that app is not tried.\n');
    expect(status).not.toBe(0);
    return;
  }
  const env = { PYTHONPATH: target, AUTHLIB_INSECURE_TRANSPORT: '1' };
  const program = { command: 'python3', args: [join(__dirname, 'support/relying_party.py')], env };
  expect(await signedInTo(program, org.url)).toEqual({ user: 'ada@local.test' });
}, 180_000);

test('so does an app in Go, over go-oidc', async () => {
  const source = join(folder.path, 'go');
  mkdirSync(source);
  copyFileSync(join(__dirname, 'support/relying_party.go'), join(source, 'main.go'));
  writeFileSync(join(source, 'go.mod'), 'module relying-party\n\ngo 1.24\n');
  const go = (...args: string[]) => spawnSync('go', args, { cwd: source, timeout: 300_000, encoding: 'utf8' });
  const got = go('get', 'github.com/coreos/go-oidc/v3/oidc@v3.17.0', 'golang.org/x/oauth2@v0.34.0');
  if (got.status !== 0) {
    process.stderr.write('There is no Go here, or it does not get go-oidc: that app is not tried.\n');
    expect(got.status).not.toBe(0);
    return;
  }
  const { status, stderr } = go('build', '-o', 'app', '.');
  expect([status, stderr]).toEqual([0, '']);
  expect(await signedInTo({ command: join(source, 'app'), args: [] }, org.url)).toEqual({ user: 'ada@local.test' });
}, 400_000);
