import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObject } from '../../shared/json';

/** How long an access token is valid, in seconds; Okta's service apps cannot choose. */
export const LIFETIME = 3600;

/** What the org wrote into an access token. */
export interface AccessClaims {
  readonly appId: string;
  readonly scopes: readonly string[];
}

const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** An access token for a service app: a JWT that only this org can make and read, so that it outlives a restart. */
export function makeAccessToken(key: string, now: Date, { appId, scopes }: AccessClaims): string {
  const issued = Math.floor(now.getTime() / 1000);
  const text = `${HEADER}.${encode({ sub: appId, scp: scopes, iat: issued, exp: issued + LIFETIME })}`;
  return `${text}.${sign(key, text)}`;
}

/** The claims of an access token, or undefined when this org did not make it or its time is over. */
export function readAccessToken(key: string, now: Date, token: string): AccessClaims | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const expected = Buffer.from(sign(key, `${header}.${payload}`));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!isObject(claims) || typeof claims['sub'] !== 'string' || typeof claims['exp'] !== 'number') return undefined;
  if (claims['exp'] * 1000 <= now.getTime() || !Array.isArray(claims['scp'])) return undefined;
  return { appId: claims['sub'], scopes: claims['scp'].map(String) };
}
