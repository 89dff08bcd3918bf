import { spawnSync } from 'node:child_process';
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
