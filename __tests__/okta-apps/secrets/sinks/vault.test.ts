import { openSink } from '../../../../okta-apps/secrets/sinks/open-sink';
import type { Sink } from '../../../../okta-apps/secrets/sinks/sink';
import { vaultSink } from '../../../../okta-apps/secrets/sinks/vault';
import { neverStopped } from '../../../support/run-cli';
import { fakeVault, VAULT_TOKEN, type FakeVault } from '../support/fake-vault';
import {
  documentWith,
  failureOf,
  INTENT,
  keepsClientsApart,
  keepsItsContract,
  OWNER,
  VALUE,
} from '../support/sink-contract';

let vault: FakeVault;
beforeEach(async () => {
  vault = await fakeVault();
});
afterEach(() => vault.close());

const PATH = 'okta/prod/billing';

function open(token: string | undefined = VAULT_TOKEN, path = 'okta/{environment}/{app}'): Sink {
  const setting = { type: 'vault-kv-v2', address: vault.url, mount: 'secret', path } as const;
  return openSink(setting, { folder: '.', io: { env: { VAULT_TOKEN: token }, stop: neverStopped() } });
}

test('it keeps what it was given', async () => {
  const sink = open();
  expect(sink.describe(OWNER)).toBe(`secret secret/okta/prod/billing of Vault at ${vault.url}`);
  await keepsItsContract(sink);
  expect(Object.keys(vault.data.get(PATH) ?? {}).sort()).toEqual([
    'app',
    'clientId',
    'clientSecret',
    'environment',
    'secretId',
  ]);
});

test('an intent is not written beside the secret of another client', async () => {
  await keepsClientsApart(open());
});

test('what others keep at the path stays, and a deleted version can be written again', async () => {
  vault.data.set(PATH, { owner: 'identity team' });
  expect(await open().write(documentWith(VALUE))).toBe('verified');
  expect(vault.data.get(PATH)).toMatchObject({ owner: 'identity team', clientSecret: VALUE });
  vault.data.set(PATH, undefined as never);
  expect(await open().read(OWNER)).toBe('empty');
  expect(await open().write(documentWith(VALUE))).toBe('verified');
});

test('the path of another app is not overwritten', async () => {
  const document = { ...documentWith(VALUE), app: 'desk', environment: 'dev' };
  await open(VAULT_TOKEN, 'okta/all').write(document);
  expect(await failureOf(open(VAULT_TOKEN, 'okta/all').write(documentWith(`${VALUE}-2`)))).toBe(
    `refused: secret secret/okta/all of Vault at ${vault.url} belongs to "desk" of "dev"; give each app a name or path of its own`,
  );
  expect(vault.data.get('okta/all')).toMatchObject({ app: 'desk', clientSecret: VALUE });
});

test('a run that wrote in between is not overwritten', async () => {
  await open().write(documentWith(VALUE));
  vault.beforeWrite = () => {
    vault.beforeWrite = () => undefined;
    vault.data.set(PATH, { ...OWNER, clientId: '0oabilling', clientSecret: 'of-the-other-run', secretId: 'ocs9' });
  };
  expect(await failureOf(open().write({ ...OWNER, clientId: '0oabilling', intent: INTENT }))).toBe(
    `conflict: secret secret/okta/prod/billing of Vault at ${vault.url}: Vault answered 400: ` +
      'check-and-set parameter did not match the current version',
  );
  expect(vault.data.get(PATH)).toMatchObject({ clientSecret: 'of-the-other-run' });
});

test('a Vault that reports success and stored nothing', async () => {
  const sink = open();
  await sink.write(documentWith(VALUE));
  const before = vault.data.get(PATH);
  vault.fault = ({ method }) => (method === 'POST' ? 200 : undefined);
  expect(await failureOf(sink.write(documentWith(`${VALUE}-2`)))).toBe(
    `lost: secret secret/okta/prod/billing of Vault at ${vault.url} was written and holds something else now`,
  );
  expect(vault.data.get(PATH)).toEqual(before);
});

test.each<[what: string, method: string, fault: number | 'hang', failure: string]>([
  ['denied', 'GET', 403, 'denied: X: Vault answered 403'],
  ['denied at the write', 'POST', 403, 'denied: X: Vault answered 403'],
  ['too many requests', 'POST', 429, 'busy: X: Vault answered 429'],
  ['sealed', 'GET', 503, 'busy: X: Vault answered 503: Vault is sealed'],
  ['an error of the server', 'POST', 500, 'unreachable: X: Vault answered 500'],
  ['bad request', 'POST', 400, 'refused: X: Vault answered 400'],
])('%s', async (_, method, fault, failure) => {
  vault.fault = (request) => (request.method === method ? fault : undefined);
  const said = await failureOf(open().write(documentWith(VALUE)));
  expect(said.replace(open().describe(OWNER), 'X')).toBe(failure);
  expect(vault.data.get(PATH)).toBeUndefined();
});

test('a wrong token, and none', async () => {
  expect(await failureOf(open('hvs.wrong').read(OWNER))).toBe(
    `denied: secret secret/okta/prod/billing of Vault at ${vault.url}: Vault answered 403: permission denied`,
  );
  expect(await open('').needs()).toEqual([
    'VAULT_TOKEN is not set; the sink takes the token of Vault from it, or logs in with VAULT_JWT and VAULT_ROLE',
  ]);
});

test('the identity token of a CI job: one login for all requests, and another one after a login that failed', async () => {
  const setting = { type: 'vault-kv-v2', address: vault.url, mount: 'secret', path: '{app}' } as const;
  const withVariables = (env: Readonly<Record<string, string>>) =>
    openSink(setting, { folder: '.', io: { env, stop: neverStopped() } });
  expect(await withVariables({ VAULT_JWT: 'ey.jwt' }).needs()).toEqual([
    'VAULT_ROLE is not set; the sink logs in to Vault with VAULT_JWT as that role',
  ]);
  const sink = withVariables({ VAULT_JWT: 'ey.jwt', VAULT_ROLE: 'rotate-prod' });
  expect(await sink.needs()).toEqual([]);
  vault.fault = () => 503;
  expect(await failureOf(sink.read(OWNER))).toBe(
    `busy: login at auth/jwt of Vault at ${vault.url}: Vault answered 503: Vault is sealed`,
  );
  vault.fault = () => undefined;
  expect(await sink.write(documentWith(VALUE))).toBe('verified');
  expect(vault.logins).toEqual([{ role: 'rotate-prod', jwt: 'ey.jwt' }]);
  expect(await failureOf(withVariables({ VAULT_JWT: 'ey.jwt', VAULT_ROLE: 'other' }).read(OWNER))).toBe(
    `denied: login at auth/jwt of Vault at ${vault.url}: Vault answered 400: role "other" could not be found`,
  );
});

test('a server that ends the connection in the middle of a write', async () => {
  const sink = open();
  vault.beforeWrite = () => void vault.close();
  expect(await failureOf(sink.write(documentWith(VALUE)))).toBe(
    `unreachable: secret secret/okta/prod/billing of Vault at ${vault.url}: it cannot be reached`,
  );
});

test('a server that does not answer in the middle of a write', async () => {
  const setting = { type: 'vault-kv-v2', address: vault.url, mount: 'secret', path: '{app}' } as const;
  const place = { folder: '.', io: { env: { VAULT_TOKEN }, stop: neverStopped() } };
  vault.fault = ({ method }) => (method === 'POST' ? 'hang' : undefined);
  expect(await failureOf(vaultSink(setting, place, 200).write(documentWith(VALUE)))).toBe(
    `unreachable: secret secret/billing of Vault at ${vault.url}: no answer within 0.2 s`,
  );
});
