import { generateKeyPairSync } from 'node:crypto';
import { keyMemberRules } from '../../../rules/app/key-members';
import { findings } from '../../../rules/engine';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { appSubject, ecKey, rsaKey } from '../../support/app-subject';
import { describeAppRules } from '../../support/rule-cases';

const jwks = (...keys: unknown[]) => ({ jwks: keys });

it('says nothing about keys that Node makes', () => {
  const keys = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ...['P-256', 'P-384', 'P-521'].map((namedCurve) => generateKeyPairSync('ec', { namedCurve })),
  ].map(({ publicKey }, at) => ({ ...publicKey.export({ format: 'jwk' }), kid: `key-${at}` }));
  expect(findings(keyMemberRules, appSubject(jwks(...keys)), 'error')).toEqual([]);
});

describeAppRules(keyMemberRules, {
  'keys/type': [
    { good: jwks(rsaKey(), ecKey()) },
    { good: jwks({ kty: UNKNOWN }) },
    {
      bad: jwks({ kty: 'oct', kid: 'a' }),
      says: 'jwks[0].kty must be "RSA" or "EC", got "oct"; make a key of one of these types [keys/type]',
    },
    {
      bad: jwks({ kty: 'rsa', kid: 'a' }),
      says: 'jwks[0].kty must be "RSA" or "EC", got "rsa"; make a key of one of these types [keys/type]',
    },
  ],
  'keys/kid': [
    { good: jwks(rsaKey({ kid: 'a' }), rsaKey({ kid: UNKNOWN })) },
    {
      bad: jwks(rsaKey({ kid: '' })),
      says: 'jwks[0].kid must not be empty, got ""; name the key as the app names it in its tokens [keys/kid]',
    },
  ],
  'keys/use': [
    { good: jwks(rsaKey(), rsaKey({ use: 'sig' }), rsaKey({ use: 'enc' }), ecKey({ use: 'sig' })) },
    { good: jwks(rsaKey({ use: UNKNOWN })) },
    {
      bad: jwks(rsaKey({ use: 'both' }), ecKey({ use: 'enc' })),
      says: [
        'jwks[0].use must be "sig" or "enc", got "both"; leave it out for a key that signs [keys/use]',
        'jwks[1].use must be "sig" for an EC key, got "enc"; leave it out for a key that signs [keys/use]',
      ],
    },
  ],
  'keys/encryption': [
    { good: jwks(rsaKey(), rsaKey({ use: 'sig' }), rsaKey({ use: UNKNOWN }), rsaKey({ use: 'both' })) },
    {
      bad: jwks(rsaKey(), rsaKey({ use: 'enc' })),
      says: 'jwks[1].use must not be "enc", got "enc"; publish the keys and give their address as jwksUri: the provider sends no use, so Okta would not know what the key is for [keys/encryption]',
    },
  ],
  'keys/rsa-modulus': [
    { good: jwks(rsaKey({}, 2048), rsaKey({}, 4096)) },
    { good: jwks(rsaKey({ n: UNKNOWN }), ecKey()) },
    {
      bad: jwks(rsaKey({}, 2047)),
      says: 'jwks[0].n must have at least 2048 bits, got "2047 bits"; make an RSA key of 2048 bits or more [keys/rsa-modulus]',
    },
    {
      bad: jwks(rsaKey({ n: Buffer.concat([Buffer.alloc(128), Buffer.alloc(128, 0xff)]).toString('base64url') })),
      says: 'jwks[0].n must have at least 2048 bits, got "1024 bits"; make an RSA key of 2048 bits or more [keys/rsa-modulus]',
    },
    {
      bad: jwks(rsaKey({ n: 'AAAA' })),
      says: 'jwks[0].n must have at least 2048 bits, got "0 bits"; make an RSA key of 2048 bits or more [keys/rsa-modulus]',
    },
    {
      bad: jwks(rsaKey({ n: 'a+/=' })),
      says: 'jwks[0].n must be base64url without padding, got "a text of 4 characters"; copy it from the public key as a JWK [keys/rsa-modulus]',
    },
    {
      bad: jwks(rsaKey({ n: undefined })),
      says: 'jwks[0].n must be given, got undefined; add the modulus of the public key [keys/rsa-modulus]',
    },
  ],
  'keys/rsa-exponent': [
    { good: jwks(rsaKey({ e: 'AQAB' }), rsaKey({ e: 'Aw' }), rsaKey({ e: UNKNOWN }), ecKey()) },
    {
      bad: jwks(rsaKey({ e: 'AQ' })),
      says: 'jwks[0].e must be an odd number above 1, got "AQ"; copy it from the public key [keys/rsa-exponent]',
    },
    {
      bad: jwks(rsaKey({ e: 'AQAA' })),
      says: 'jwks[0].e must be an odd number above 1, got "AQAA"; copy it from the public key [keys/rsa-exponent]',
    },
    {
      bad: jwks(rsaKey({ e: '65537!' })),
      says: 'jwks[0].e must be base64url without padding, got "a text of 6 characters"; copy it from the public key as a JWK [keys/rsa-exponent]',
    },
    {
      bad: jwks(rsaKey({ e: undefined })),
      says: 'jwks[0].e must be given, got undefined; add the exponent of the public key [keys/rsa-exponent]',
    },
  ],
  'keys/ec-curve': [
    { good: jwks(ecKey(), ecKey({ crv: 'P-384' }), ecKey({ crv: 'P-521' }), ecKey({ crv: undefined }), rsaKey()) },
    {
      bad: jwks(ecKey({ crv: 'secp256k1' }), ecKey({ crv: 'toString' })),
      says: [
        'jwks[0].crv must be "P-256", "P-384" or "P-521", got "secp256k1"; make a key on one of these curves [keys/ec-curve]',
        'jwks[1].crv must be "P-256", "P-384" or "P-521", got "toString"; make a key on one of these curves [keys/ec-curve]',
      ],
    },
  ],
  'keys/ec-coordinates': [
    { good: jwks(ecKey(), ecKey({ crv: 'P-384' }, 48), ecKey({ crv: undefined }, 66), ecKey({ x: UNKNOWN })) },
    {
      bad: jwks(ecKey({ crv: 'P-384', y: undefined })),
      says: [
        'jwks[0].x must have 48 bytes, got "32 bytes"; copy it from the public key, leading zeros included [keys/ec-coordinates]',
        'jwks[0].y must be given, got undefined; add the coordinate of the public key [keys/ec-coordinates]',
      ],
    },
    {
      bad: jwks(ecKey({ crv: undefined, x: 'AQAB', y: 'not base64' })),
      says: [
        'jwks[0].x must have 32 or 48 or 66 bytes, got "3 bytes"; copy it from the public key, leading zeros included [keys/ec-coordinates]',
        'jwks[0].y must be base64url without padding, got "a text of 10 characters"; copy it from the public key as a JWK [keys/ec-coordinates]',
      ],
    },
  ],
});
