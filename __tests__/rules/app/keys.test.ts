import { keyRules } from '../../../rules/app/keys';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { ecKey, rsaKey } from '../../support/app-subject';
import { describeAppRules } from '../../support/rule-cases';

const jwks = (...keys: unknown[]) => ({ jwks: keys });
const manyKeys = (count: number) => Array.from({ length: count }, (_, at) => rsaKey({ kid: `key-${at}` }));
const privatePart = (at: number, member: string) =>
  `jwks[${at}].${member} must be left out, got "a private key"; keep the public members only, and make a new key, since this one is no secret any more [keys/public-only]`;

describeAppRules(keyRules, {
  'keys/one-source': [
    { good: {} },
    { good: jwks(rsaKey()) },
    { good: { jwksUri: 'https://keys.acme.com/jwks' } },
    { good: { jwks: [], jwksUri: 'https://keys.acme.com/jwks' } },
    { good: { jwks: [rsaKey()], jwksUri: UNKNOWN } },
    {
      bad: { jwks: [rsaKey()], jwksUri: 'https://keys.acme.com/jwks' },
      says: 'jwksUri must be left out with jwks, got "https://keys.acme.com/jwks"; remove jwks or jwksUri [keys/one-source]',
    },
  ],
  'keys/uri': [
    { good: { jwksUri: 'https://keys.acme.com/jwks' } },
    { good: { jwksUri: UNKNOWN } },
    {
      bad: { jwksUri: 'http://keys.acme.com/jwks' },
      says: 'jwksUri must use https, or http on localhost, 127.0.0.1 or [::1], got "http://keys.acme.com/jwks"; write https [keys/uri]',
    },
  ],
  'keys/placeholder-host': [
    { good: { jwksUri: 'https://example.com/jwks' } },
    { good: { jwksUri: 'https://keys.acme.com/jwks' }, rules: { forbidPlaceholderHosts: true } },
    {
      bad: { jwksUri: 'https://example.com/jwks' },
      rules: { forbidPlaceholderHosts: true },
      says: 'jwksUri must name a host of its own in this environment, got "https://example.com/jwks"; replace "example.com" by the host that the app is served from [keys/placeholder-host]',
    },
  ],
  'keys/limit': [
    { good: jwks(...manyKeys(50)) },
    { good: jwks(...manyKeys(50), UNKNOWN) },
    { bad: jwks(...manyKeys(52)), says: 'jwks must hold at most 50 keys, got 52; remove 2 [keys/limit]' },
  ],
  'keys/unique-kid': [
    { good: jwks(rsaKey({ kid: 'a' }), ecKey({ kid: 'b' })) },
    { good: jwks(rsaKey({ kid: UNKNOWN }), rsaKey({ kid: UNKNOWN }), UNKNOWN) },
    {
      bad: jwks(rsaKey({ kid: 'a' }), UNKNOWN, ecKey({ kid: 'a' })),
      says: 'jwks[2].kid must be unique, got "a"; choose another, jwks[0].kid has it [keys/unique-kid]',
    },
  ],
  'keys/public-only': [
    { good: jwks(rsaKey({ use: 'sig', alg: 'RS256' }), ecKey({ kid: 'key-2' })) },
    {
      bad: jwks(rsaKey(), rsaKey({ d: 'secret-d', p: 'secret-p', q: 'q', dp: 'dp', dq: 'dq', qi: 'qi', oth: [] })),
      says: ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'].map((member) => privatePart(1, member)),
    },
    { bad: jwks({ kty: 'oct', kid: 'a', k: 'c2VjcmV0' }), says: privatePart(0, 'k') },
  ],
});
