import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { keepRefreshing } from '../../../../okta-apps/local/party/keep-refreshing';
import { refreshWith, signInTo, type Party } from '../../../../okta-apps/local/party/sign-in';
import { CALLBACK, makeApp, PEOPLE, ROTATE, type Made } from '../../local/org/sign-in/support/relying-party';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { announceOrg, declareApp } from './support/one-app';

/* An app refreshes the tokens of its users every 50 ms, with the secret that it finds in the sink, while that is rotated. */

const folder = temporaryFolder();
let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg({ seed: PEOPLE });
  await announceOrg(folder.path, org);
});
afterAll(() => org.close());

const partyOf = (app: Made, method: string, secret: string): Party => ({
  issuer: org.url,
  clientId: app.clientId,
  method,
  secret,
  redirectUri: CALLBACK,
  scope: 'openid offline_access',
});

/** Writes the project of one app, and rotates it. */
async function rotate(app: Made, argv: readonly string[]) {
  declareApp(folder.path, app);
  return await runCli(['rotate', app.id, '--env', 'local', '--skip-synth', ...argv], { cwd: folder.path });
}

function secretNow(app: Made): string {
  const file = join(folder.path, `handed-out/${app.id}.local.env`);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /CLIENT_SECRET=(.+)$/m.exec(text)?.[1] ?? app.secret;
}

test.each([
  ['client_secret_basic', ROTATE],
  ['client_secret_post', { grant_types: ROTATE.grant_types, refresh_token: { rotation_type: 'STATIC' } }],
  ['client_secret_jwt', ROTATE],
])(
  'not one refresh fails with %s',
  async (method, oauth) => {
    const app = await makeApp(org, oauth, { token_endpoint_auth_method: method });
    const { refreshToken = '' } = await signInTo(partyOf(app, method, app.secret), 'ada@local.test');
    const ended = new AbortController();
    const party = () => Promise.resolve(partyOf(app, method, secretNow(app)));
    const refreshing = keepRefreshing(party, refreshToken, ended.signal);
    const run = await rotate(app, ['--overlap', '2s', '--grace', '1s', '--wait']);
    ended.abort();
    const { count, failures } = await refreshing;
    process.stdout.write(`${method}: ${count} refreshes during a rotation, ${failures.length} failed\n`);
    expect({ code: run.code, failures }).toEqual({ code: 0, failures: [] });
    expect(count).toBeGreaterThan(10);
    expect(secretNow(app)).not.toBe(app.secret);
  },
  60_000,
);

test('after a leak the users stay signed in: their refresh tokens work with the new secret, and only with that', async () => {
  const method = 'client_secret_basic';
  const app = await makeApp(org, ROTATE);
  const leaked = partyOf(app, method, app.secret);
  const { refreshToken = '' } = await signInTo(leaked, 'ada@local.test');
  expect((await rotate(app, ['--now', '--yes'])).code).toBe(2);
  await expect(refreshWith(leaked, refreshToken)).rejects.toThrow('invalid_client');
  const { accessToken } = await refreshWith(partyOf(app, method, secretNow(app)), refreshToken);
  expect(accessToken).not.toBe('');
}, 60_000);
