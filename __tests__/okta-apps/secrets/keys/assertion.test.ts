import { introspectionEndpoint } from '../../../../okta-apps/secrets/introspect';
import { signerOf } from '../../../../okta-apps/secrets/keys/assertion';
import { signingKeys } from '../../../../okta-apps/secrets/keys/public-keys';
import { Secret } from '../../../../okta-apps/shared/secret';
import { assertion, keyPair, type KeyPair } from './support/signing-party';

const FOR = { clientId: 'billing', audience: introspectionEndpoint('https://acme.okta.com') };
let [one, two, stranger]: KeyPair[] = [];
beforeAll(async () => {
  [one, two, stranger] = await Promise.all([keyPair('one'), keyPair('two', 'ES256'), keyPair('one')]);
});

const published = () => signingKeys([one?.publicJwk, two?.publicJwk]);
const from = (pair: KeyPair | undefined, more: Parameters<typeof assertion>[2] = {}) =>
  assertion(pair as KeyPair, FOR, more);
const whyNot = async (text: string, keys = published()): Promise<string> =>
  signerOf(new Secret(text), FOR, keys).then(
    ({ kid }) => `signed with ${kid ?? 'none'}`,
    (error: unknown) => (error as Error).message.replace('The assertion of --prove-with cannot be used: ', ''),
  );

const NAMES = 'the keys are one (RSA) and two (EC)';
const NOW = Math.floor(Date.now() / 1000);
test.each<readonly [string, () => Promise<string>, string]>([
  ['RSA', () => from(one), 'signed with one'],
  ['EC', () => from(two), 'signed with two'],
  ['several audiences', () => from(one, { claims: { aud: ['other', FOR.audience] } }), 'signed with one'],
  [
    'no kid among several keys',
    () => from(one, { header: { kid: undefined } }),
    `its header has no kid, so Okta cannot tell which key signed; ${NAMES}`,
  ],
  ['an unknown kid', () => from(one, { header: { kid: 'three' } }), `its kid is "three"; ${NAMES}`],
  ['another key of that name', () => from(stranger), 'it is not signed with the key one (RSA)'],
  ['of another client', () => from(one, { claims: { iss: 'desk' } }), 'its iss must be "billing", got "desk"'],
  ['for another subject', () => from(one, { claims: { sub: undefined } }), 'its sub must be "billing", got none'],
  [
    'for another endpoint',
    () => from(one, { claims: { aud: 'https://acme.okta.com' } }),
    'its aud must be "https://acme.okta.com/oauth2/v1/introspect", got "https://acme.okta.com"',
  ],
  [
    'without an end',
    () => from(one, { claims: { exp: undefined } }),
    'it has no exp; let it expire a minute after it is made',
  ],
  ['expired', () => from(one, { claims: { exp: NOW - 120 } }), 'it has expired; make a new one for each call'],
  ['too long', () => from(one, { claims: { exp: NOW + 7200 } }), 'it must expire within one hour'],
  [
    'no JWT',
    () => Promise.resolve('hello'),
    'the command did not print a signed JWT. It must print that alone, and write all else to stderr',
  ],
])('%s', async (_name, make, says) => {
  expect(await whyNot(await make())).toBe(says);
});

test('with one key no kid is needed, and an algorithm that Okta does not accept is named', async () => {
  const text = await from(one, { header: { kid: undefined } });
  expect(await whyNot(text, signingKeys([one?.publicJwk]))).toBe('signed with one');
  const [, claims = '', signature = ''] = text.split('.');
  const none = Buffer.from('{"alg":"HS256"}').toString('base64url');
  expect(await whyNot([none, claims, signature].join('.'))).toBe(
    'its alg is "HS256"; Okta accepts RS256, RS384, RS512, ES256, ES384, ES512',
  );
});

test('an EC key as okta/okta sends it, without its curve, still verifies', async () => {
  const { crv: _crv, ...sent } = two?.publicJwk ?? {};
  expect(await whyNot(await from(two), signingKeys([sent]))).toBe('signed with two');
});
