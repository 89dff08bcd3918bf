import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as oidc from 'openid-client';
import { startOrg } from '../../../../../okta-apps/local/org/server';
import { ask } from '../support/client';
import { makeApp, partyOf, peopleOrg, refused, tokensOf } from './support/relying-party';

const org = peopleOrg();

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
let server: Server;

beforeAll(async () => {
  // Under jest, oidc-provider cannot find the dispatcher that it would give, which is not used anyway, and says so.
  jest.spyOn(console, 'warn').mockReturnValue();
  server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

async function withKeysAt(jwks_uri: string) {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  const app = await makeApp(org, { jwks_uri }, { token_endpoint_auth_method: 'private_key_jwt' });
  return await tokensOf(await partyOf(org, app, oidc.PrivateKeyJwt({ key, kid: 'one' })));
}

test('keys of an app are read from an address of this machine', async () => {
  const { port } = server.address() as AddressInfo;
  expect((await withKeysAt(`http://127.0.0.1:${port}/keys`)).tokens.id_token).toBeDefined();
});

test('keys of an app are read from no other address, and the answer says why', async () => {
  expect(await refused(withKeysAt('https://keys.example.com/'))).toEqual([
    401,
    'invalid_client',
    'The keys of the client could not be read at its jwks_uri: this org reads keys of this machine only.',
  ]);
});

test.each(['P-256', 'P-384', 'P-521'])(
  'an EC key on %s is known without its curve, as okta/okta sends it',
  async (namedCurve) => {
    const pair = generateKeyPairSync('ec', { namedCurve });
    const { kty, x, y } = pair.publicKey.export({ format: 'jwk' });
    const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'ECDSA', namedCurve }, false, ['sign']);
    const jwks = { keys: [{ kid: 'one', status: 'ACTIVE', kty, x, y }] };
    const app = await makeApp(org, { jwks }, { token_endpoint_auth_method: 'private_key_jwt' });
    const { tokens } = await tokensOf(await partyOf(org, app, oidc.PrivateKeyJwt({ key, kid: 'one' })));
    expect(tokens.id_token).toBeDefined();
  },
);

test('keys of the org stay when it starts again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-keys-'));
  const kidOf = async () => {
    const started = await startOrg({ folder });
    const { body } = await ask(started, 'GET', '/oauth2/v1/keys');
    await started.close();
    return (body as { keys: { kid: string }[] }).keys[0]?.kid;
  };
  const first = await kidOf();
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(await kidOf()).toBe(first);
  rmSync(folder, { recursive: true });
});
