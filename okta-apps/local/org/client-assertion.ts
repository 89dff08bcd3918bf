import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { isObject } from '../../shared/json';

/** The most seconds that an assertion may still be valid for. */
const LIFETIME = 3600;

/** An assertion, taken apart and not yet believed. */
export interface Assertion {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Takes a client assertion apart, or returns undefined when it is no JWT. */
export function parseAssertion(text: string): Assertion | undefined {
  const [header = '', claims = '', signature = '', ...more] = text.split('.');
  if (more.length > 0) return undefined;
  try {
    const [head, body] = [header, claims].map((part): unknown =>
      JSON.parse(Buffer.from(part, 'base64url').toString('utf8')),
    );
    if (!isObject(head) || !isObject(body)) return undefined;
    return {
      header: head,
      claims: body,
      signed: `${header}.${claims}`,
      signature: Buffer.from(signature, 'base64url'),
    };
  } catch {
    return undefined;
  }
}

/** Whether one of a client's active keys made the signature: the one that `kid` names, or any when it names none. */
export function isSigned(assertion: Assertion, keys: readonly Readonly<Record<string, unknown>>[]): boolean {
  const [, family, bits] = /^(RS|ES)(256|384|512)$/.exec(String(assertion.header['alg'])) ?? [];
  if (family === undefined || bits === undefined) return false;
  const { kid } = assertion.header;
  const candidates = keys.filter((key) => key['status'] !== 'INACTIVE' && (kid === undefined || key['kid'] === kid));
  return candidates.some((jwk) => {
    try {
      const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
      if (key.asymmetricKeyType !== (family === 'RS' ? 'rsa' : 'ec')) return false;
      const checked = { key, dsaEncoding: 'ieee-p1363' } as const;
      return verify(`sha${bits}`, Buffer.from(assertion.signed), checked, assertion.signature);
    } catch {
      return false;
    }
  });
}

/** What is wrong with the claims of a signed assertion, or undefined. `now` is in seconds. */
export function faultOfClaims(claims: Assertion['claims'], clientId: string, now: number): string | undefined {
  const { iss, sub, aud, exp } = claims;
  if (iss !== clientId || sub !== clientId)
    return "The client_assertion's 'iss' and 'sub' claims must be the client's id.";
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (!audiences.some(isTokenEndpoint)) return 'The audience claim for client_assertion must be the token endpoint.';
  if (typeof exp !== 'number' || exp <= now) return 'The client_assertion token is expired.';
  return exp > now + LIFETIME ? 'The client_assertion token must expire within one hour.' : undefined;
}

/** The token endpoint under any name of this machine: clients that take the org for a proxy leave the port out. */
function isTokenEndpoint(audience: unknown): boolean {
  return /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\/oauth2\/v1\/token$/.test(String(audience));
}
