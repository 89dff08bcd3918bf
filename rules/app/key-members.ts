import type { AppSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { SOURCES } from '../sources';
import { anyOf } from '../../okta-apps/shared/lists';
import { type KeyAt, keysOf } from './keys';
import { noneOf } from './text-checks';
import { fill } from '../texts';

const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** Bytes of a coordinate by curve; those that Okta verifies ES256, ES384 and ES512 with. */
const CURVES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };
const LEAST_BITS = 2048;
const TYPES = ['RSA', 'EC'];
const USES = ['sig', 'enc'];

/** What one public key is made of. */
export const keyMemberRules: readonly Rule<AppSubject>[] = [
  {
    id: 'keys/type',
    severity: 'error',
    title: 'A key is of a type that Okta does not accept.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'make an RSA or an EC key',
    see: SOURCES.oktaApps,
    *check(app) {
      for (const { prop, key } of keysOf(app))
        yield* noneOf(TYPES, `${prop}.kty`, key['kty'], 'make a key of one of these types');
    },
  },
  {
    id: 'keys/kid',
    severity: 'error',
    title: 'A key has an empty `kid`.',
    impact: 'Okta cannot find the key that the app signs with',
    fix: 'name the key as the app names it in its tokens',
    see: SOURCES.rfc7517Kid,
    *check(app) {
      for (const { prop, key } of keysOf(app)) {
        if (key['kid'] !== '') continue;
        yield {
          prop: `${prop}.kid`,
          must: 'not be empty',
          value: '',
        };
      }
    },
  },
  {
    id: 'keys/use',
    severity: 'error',
    title: 'The use of a key is not one that Okta has.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'leave it out for a key that signs',
    see: SOURCES.rfc7517Use,
    *check(app) {
      for (const { prop, key } of keysOf(app)) {
        const { use, kty } = key;
        if (typeof use !== 'string' || (use === 'enc' ? kty !== 'EC' : USES.includes(use))) continue;
        yield {
          prop: `${prop}.use`,
          must: use === 'enc' ? 'be "sig" for an EC key' : `be ${anyOf(USES)}`,
          value: use,
        };
      }
    },
  },
  {
    id: 'keys/encryption',
    severity: 'warning',
    title: 'A key is for encryption.',
    impact: 'the provider does not send what a key is for, so Okta would take it for a signing key',
    fix: 'publish the keys and give their address as jwksUri: the provider sends no use, so Okta would not know what the key is for',
    see: SOURCES.provider,
    *check(app) {
      for (const { prop, key } of keysOf(app)) {
        if (key['use'] !== 'enc') continue;
        yield {
          prop: `${prop}.use`,
          must: 'not be "enc"',
          value: key['use'],
        };
      }
    },
  },
  {
    id: 'keys/rsa-modulus',
    severity: 'error',
    title: 'The modulus of an RSA key is missing, malformed or too short.',
    impact: 'Okta refuses the key, or an attacker could compute its private part',
    fix: 'make an RSA key of 2048 bits or more',
    see: SOURCES.rfc7518Rsa,
    *check(app) {
      for (const { prop, key } of keysOfType(app, 'RSA')) {
        const { n } = key;
        if (n === undefined) yield missing(`${prop}.n`, 'the modulus');
        if (typeof n !== 'string') continue;
        const bytes = bytesOf(n);
        if (bytes === undefined) yield notBase64url(`${prop}.n`, n);
        else if (bitsOf(bytes) < LEAST_BITS) {
          yield {
            prop: `${prop}.n`,
            must: `have at least ${LEAST_BITS} bits`,
            value: `${bitsOf(bytes)} bits`,
            fix: fill('make an RSA key of {all} bits or more', { all: LEAST_BITS }),
          };
        }
      }
    },
  },
  {
    id: 'keys/rsa-exponent',
    severity: 'error',
    title: 'The exponent of an RSA key is missing or malformed.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'copy it from the public key',
    see: SOURCES.rfc7518Rsa,
    *check(app) {
      for (const { prop, key } of keysOfType(app, 'RSA')) {
        const { e } = key;
        if (e === undefined) yield missing(`${prop}.e`, 'the exponent');
        if (typeof e !== 'string') continue;
        const bytes = bytesOf(e);
        if (bytes === undefined) yield notBase64url(`${prop}.e`, e);
        else if (bitsOf(bytes) < 2 || (bytes.at(-1) ?? 0) % 2 === 0) {
          yield { prop: `${prop}.e`, must: 'be an odd number above 1', value: e };
        }
      }
    },
  },
  {
    id: 'keys/ec-curve',
    severity: 'error',
    title: 'An EC key is on a curve that Okta does not accept.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'make a key on one of these curves',
    see: SOURCES.rfc7518Ec,
    *check(app) {
      for (const { prop, key } of keysOfType(app, 'EC'))
        yield* noneOf(Object.keys(CURVES), `${prop}.crv`, key['crv'], 'make a key on one of these curves');
    },
  },
  {
    id: 'keys/ec-coordinates',
    severity: 'error',
    title: 'A coordinate of an EC key is missing or malformed.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'copy it from the public key, leading zeros included',
    see: SOURCES.rfc7518Ec,
    *check(app) {
      for (const { prop, key } of keysOfType(app, 'EC')) {
        for (const name of ['x', 'y']) yield* coordinateFault(`${prop}.${name}`, key[name], key['crv']);
      }
    },
  },
];

function keysOfType(app: AppSubject, type: string): KeyAt[] {
  return keysOf(app).filter(({ key }) => key['kty'] === type);
}

function* coordinateFault(prop: string, value: unknown, curve: unknown): Iterable<Violation> {
  if (value === undefined) yield missing(prop, 'the coordinate');
  if (typeof value !== 'string') return;
  const bytes = bytesOf(value);
  if (bytes === undefined) {
    yield notBase64url(prop, value);
    return;
  }
  const own = typeof curve === 'string' ? CURVES[curve] : undefined;
  const lengths = own === undefined ? Object.values(CURVES) : [own];
  if (lengths.includes(bytes.length)) return;
  yield {
    prop,
    must: `have ${lengths.join(' or ')} bytes`,
    value: `${bytes.length} bytes`,
    fix: 'copy it from the public key, leading zeros included',
  };
}

function missing(prop: string, what: string): Violation {
  return { prop, must: 'be given', value: undefined, fix: fill('add {what} of the public key', { what }) };
}

function notBase64url(prop: string, value: string): Violation {
  return {
    prop,
    must: 'be base64url without padding',
    value: `a text of ${value.length} characters`,
    fix: 'copy it from the public key as a JWK',
  };
}

/** The bytes of a base64url text without padding; undefined for another text. */
function bytesOf(text: string): Buffer | undefined {
  return BASE64URL.test(text) && text.length % 4 !== 1 ? Buffer.from(text, 'base64url') : undefined;
}

/** How many bits a big-endian number has, leading zeros not counted. */
function bitsOf(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24);
}
