import { publishedKeys } from '../../../../okta-apps/secrets/keys/published-keys';
import { keyPair, keyServer, type KeyPair, type KeyServer } from './support/signing-party';

let [rsa, ec]: KeyPair[] = [];
let server: KeyServer;
beforeAll(async () => {
  [rsa, ec] = await Promise.all([keyPair('rsa'), keyPair('ec', 'ES256')]);
  server = await keyServer({});
});
afterAll(() => server.close());

async function found(body: unknown, status = 200): Promise<string> {
  server.serve(body, status);
  return await publishedKeys(server.url, true).then(
    (keys) => keys.map(({ kid }) => kid).join(' '),
    (error: unknown) => (error as Error).message.replaceAll(server.url, 'URL'),
  );
}
const refused = (why: string) => `The keys at URL cannot be used: ${why}`;

test('RSA and EC keys for signatures are read; those for encryption are left out', async () => {
  expect(await found({ keys: [rsa?.publicJwk, { ...ec?.publicJwk, use: 'sig' }] })).toBe('rsa ec');
  const { kid: _kid, ...other } = rsa?.publicJwk ?? {};
  expect(await found({ keys: [ec?.publicJwk, { ...other, kid: 'enc', use: 'enc' }] })).toBe('ec');
});

test('a private key is refused, and no part of it is shown', async () => {
  for (const pair of [rsa, ec]) {
    const says = await found({ keys: [pair?.privateJwk] });
    expect(says).toBe(
      refused(
        'keys[0].d must be left out, got "a private key"; keep the public members only, and make a new key, since this one is no secret any more [keys/public-only]',
      ),
    );
    expect(says).not.toContain(String(pair?.privateJwk.d));
  }
});

const SHORT = Buffer.alloc(128, 255).toString('base64url');
test.each<readonly [string, () => unknown, string]>([
  ['no JSON', () => 'hello', 'its answer is no JSON Web Key Set. Publish the public keys there as {"keys": […]}'],
  [
    'no list',
    () => ({ kty: 'RSA' }),
    'its answer is no JSON Web Key Set. Publish the public keys there as {"keys": […]}',
  ],
  ['no key', () => ({ keys: [] }), 'the list of keys is empty. Publish the public keys there as {"keys": […]}'],
  [
    'for encryption only',
    () => ({ keys: [{ ...rsa?.publicJwk, use: 'enc' }] }),
    'all of them are for encryption ("use": "enc"). Publish a key for signatures, with "use": "sig"',
  ],
  [
    'another type',
    () => ({ keys: [{ kty: 'OKP', kid: 'a', crv: 'Ed25519', x: 'x' }] }),
    'keys[0].kty must be "RSA" or "EC", got "OKP"; make a key of one of these types [keys/type]',
  ],
  [
    'too short',
    () => ({ keys: [{ kty: 'RSA', kid: 'a', e: 'AQAB', n: SHORT }] }),
    'keys[0].n must have at least 2048 bits, got "1024 bits"; make an RSA key of 2048 bits or more [keys/rsa-modulus]',
  ],
  [
    'no kid among several',
    () => ({ keys: [rsa?.publicJwk, { ...ec?.publicJwk, kid: undefined }] }),
    'one of several keys has no kid, so Okta cannot find the key that signed. Give each key its own kid',
  ],
])('%s', async (_name, body, why) => {
  expect(await found(body())).toBe(refused(why));
});

test('an answer that is not 200, and an address that Okta could not read', async () => {
  expect(await found({}, 503)).toBe(refused('the address answers 503'));
  const whyNot = (address: string, local = false) =>
    publishedKeys(address, local).then(String, (error: unknown) => (error as Error).message);
  expect(await whyNot(server.url)).toBe(
    `The keys at ${server.url} cannot be used: it is on this machine, where Okta cannot read it`,
  );
  expect(await whyNot('http://shop.example.org/jwks')).toContain('cannot be used: Okta must read them over https');
  expect(await whyNot('jwks.json')).toContain(
    'cannot be used: it is no absolute URI. Pass one such as https://shop.example.org/jwks.json',
  );
  expect(await whyNot('https://me@shop.example.org/jwks')).toContain('it is an address with a user name.');
  expect(await whyNot('https://10.1.2.3/jwks')).toBe(
    'The keys at https://10.1.2.3/jwks cannot be used: they could not be read (the name leads to 10.1.2.3, which is not a public address)',
  );
  const closed = await keyServer({});
  await closed.close();
  expect(await whyNot(closed.url, true)).toBe(
    `The keys at ${closed.url} cannot be used: they could not be read (ECONNREFUSED)`,
  );
});
