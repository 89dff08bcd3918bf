import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refreshWith, signInTo, type Party } from '../../../../okta-apps/local/party/sign-in';
import { ask } from '../../local/org/support/client';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { CALLBACK, makeApp, PEOPLE, ROTATE, type Made } from '../../local/org/sign-in/support/relying-party';
import { runCli, type CliRun } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { announceOrg, declareApp } from './support/one-app';

/* The system log decides when the old secret is retired: relying parties refresh tokens with the old or the new one. */

const folder = temporaryFolder();
let org: LocalOrg;
let app: Made;
beforeEach(async () => {
  org = await startOrg({ seed: PEOPLE });
  app = await makeApp(org, ROTATE);
  await announceOrg(folder.path, org);
  declareApp(folder.path, app);
});
afterEach(() => org.close());

const rotate = (argv: readonly string[], answer?: string): Promise<CliRun> =>
  runCli(['rotate', app.id, '--env', 'local', '--skip-synth', ...argv], {
    cwd: folder.path,
    ...(answer !== undefined && { ask: () => Promise.resolve(answer) }),
  });

const partyWith = (secret: string): Party => ({
  issuer: org.url,
  clientId: app.clientId,
  method: 'client_secret_basic',
  secret,
  redirectUri: CALLBACK,
  scope: 'openid offline_access',
});

const newSecret = (): string =>
  /CLIENT_SECRET=(.+)$/m.exec(readFileSync(join(folder.path, `handed-out/${app.id}.local.env`), 'utf8'))?.[1] ?? '';

async function statuses(): Promise<readonly string[]> {
  const { body } = await ask(org, 'GET', `/api/v1/apps/${app.id}/credentials/secrets`);
  return (body as readonly { readonly status: string }[]).map(({ status }) => status);
}

const plain = (text: string) =>
  text
    .replaceAll(app.id, 'APP')
    .replace(/(?<!\w)ocs\w{17}/g, 'ocs…')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME');

test('a relying party that still has the old secret stops the retirement; after it changed, evidence completes it', async () => {
  const { refreshToken = '' } = await signInTo(partyWith(app.secret), 'ada@local.test');
  expect((await rotate([])).code).toBe(2);
  const again = await refreshWith(partyWith(app.secret), refreshToken);
  const stopped = await rotate(['--overlap', '0s', '--grace', '0s']);
  expect([stopped.code, stopped.stderr]).toEqual([
    1,
    '1 app: 1 with the old secret in use. Run the same command later to continue\n',
  ]);
  expect(plain(stopped.stdout).split('\n').at(-2)).toBe(
    'shop-local/APP: a relying party still uses the old secret ocs…: the system log has a token request with it at TIME. Both ' +
      'secrets work. Make the relying party read the new one. It is deactivated when the latest token request has the new one. ' +
      'To stop the old secret all the same, add --now',
  );
  expect(await statuses()).toEqual(['ACTIVE', 'ACTIVE']);
  const plan = await rotate(['--overlap', '0s', '--plan']);
  expect([plan.code, plain(plan.stdout).split('\n')[1]]).toEqual([
    2,
    '  Would wait: the system log has a token request with the old secret ocs… at TIME.',
  ]);

  await refreshWith(partyWith(newSecret()), again.refreshToken ?? '');
  const done = await rotate(['--overlap', '0s', '--grace', '0s']);
  expect([done.code, done.stderr]).toEqual([0, '1 app: 1 done\n']);
  expect(plain(done.stdout)).toContain(
    'shop-local/APP: old secret ocs… deactivated by evidence, without an overlap. The system log has at least 1 token request ' +
      'with the new secret and none with the old one, from TIME to TIME\n',
  );
  expect(await statuses()).toEqual(['ACTIVE']);
});

test('clients that fail within the grace stop the deletion; a person, or --rollback, activates the old secret again', async () => {
  const { refreshToken = '' } = await signInTo(partyWith(app.secret), 'ada@local.test');
  expect((await rotate(['--overlap', '0s', '--json'])).stdout).toContain('"basis":"time","use":{"kind":"not known"');
  await expect(refreshWith(partyWith(app.secret), refreshToken)).rejects.toThrow('invalid_client');
  const unattended = await rotate(['--grace', '0s']);
  expect([unattended.code, plain(unattended.stderr)]).toEqual([
    1,
    'shop-local/APP: at least 1 client authentication failed since the old secret was deactivated, the last one at TIME. A ' +
      'relying party may still have the old secret ocs…, so it is not deleted. To activate it again: okta-apps rotate APP --env ' +
      'local --rollback. To delete it all the same, run this at a terminal or add --now\n1 app: 1 failed\n',
  ]);
  expect(await statuses()).toEqual(['INACTIVE', 'ACTIVE']);
  await rotate(['--rollback', '--yes']);
  expect(await statuses()).toEqual(['ACTIVE', 'ACTIVE']);
  await refreshWith(partyWith(app.secret), refreshToken);
});

test('at a terminal, a person decides what failed authentications mean', async () => {
  await rotate(['--overlap', '0s']);
  await expect(refreshWith(partyWith(app.secret), 'x')).rejects.toThrow('invalid_client');
  expect((await rotate(['--grace', '0s'], 'activate')).code).toBe(1);
  expect(await statuses()).toEqual(['ACTIVE', 'ACTIVE']);
  await rotate(['--overlap', '0s']);
  await expect(refreshWith(partyWith(app.secret), 'x')).rejects.toThrow('invalid_client');
  expect((await rotate(['--grace', '0s'], 'delete')).code).toBe(0);
  expect(await statuses()).toEqual(['ACTIVE']);
});

test('no secret is in the log nor in what is printed', async () => {
  const { refreshToken = '' } = await signInTo(partyWith(app.secret), 'ada@local.test');
  const runs = [await rotate([]), await rotate(['--overlap', '0s', '--json'])];
  await refreshWith(partyWith(newSecret()), refreshToken);
  runs.push(await rotate(['--overlap', '0s', '--grace', '0s', '--json']));
  const { body } = await ask(org, 'GET', '/api/v1/logs?limit=1000');
  const secrets = [app.secret, newSecret()].flatMap((secret) =>
    (['utf8', 'hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(secret).toString(form)),
  );
  const text = JSON.stringify([body, runs]);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});
