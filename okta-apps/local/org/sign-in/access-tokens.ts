import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { default as Provider } from 'oidc-provider';
import { forgetOldest } from '../forget-oldest';
import type { SigningKey } from './keys';

/** What oidc-provider calls on its two kinds of access tokens. */
interface TokenClass {
  prototype: { getValueAndPayload: (this: StoredToken) => Promise<{ value: string; payload: StoredToken }> };
  find(value: string, options?: object): Promise<unknown>;
}

interface StoredToken {
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly jkt?: string;
}

const PREFIX = 'AT.';

/** How many of the latest tokens are known by their text, without looking at their signature. */
const REMEMBERED = 1000;

/**
 * Makes access tokens signed JWTs with Okta's claims, which stay known to the server: oidc-provider would keep none that
 * is a JWT, and then userinfo, introspection and revocation could not find it.
 */
export async function signAccessTokens(provider: Provider, key: SigningKey): Promise<AccessTokens> {
  const { importJWK, jwtVerify, SignJWT } = await import('jose');
  const signer = await importJWK(key, 'RS256');
  const { kty, n, e } = key;
  const verifier = await importJWK({ kty, n, e } as SigningKey, 'RS256');
  const { issuer } = provider;

  const values = new WeakMap<object, string>();
  // Introspection and revocation refuse JWTs, and no client can guess what stands for one there.
  const handle = `${randomBytes(32).toString('base64url')}:`;

  const issued = new Map<string, string>();
  const idOf = async (value: string): Promise<string | undefined> => {
    const known = issued.get(value);
    if (known !== undefined) return known;
    try {
      // Whether its time is over is for oidc-provider to say, as for every token.
      const { payload } = await jwtVerify(value, verifier, { issuer, currentDate: new Date(0), algorithms: ['RS256'] });
      return idIn(payload);
    } catch {
      return undefined;
    }
  };

  for (const kind of [provider.AccessToken, provider.ClientCredentials] as unknown as readonly TokenClass[]) {
    const { getValueAndPayload } = kind.prototype;
    kind.prototype.getValueAndPayload = async function signed() {
      const { payload } = await getValueAndPayload.call(this);
      const { jti, iat, exp, extra, jkt } = payload;
      const claims = { jti: PREFIX + jti, iss: issuer, iat, exp, ...extra, ...(jkt !== undefined && { cnf: { jkt } }) };
      const value = await new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(signer);
      values.set(this, value);
      issued.set(value, jti);
      forgetOldest(issued, REMEMBERED);
      return { value, payload };
    };
    const find = kind.find.bind(kind);
    // A bare `jti` is in every log that has the claims of a token, and is no token.
    kind.find = async (value, options) => {
      const id = value.startsWith(handle) ? value.slice(handle.length) : await idOf(value);
      return id === undefined ? undefined : await find(id, options);
    };
  }
  return {
    handleOf: async (token) => {
      const id = await idOf(token);
      return id === undefined ? undefined : handle + id;
    },
    valueOf: (token) => values.get(token),
  };
}

/** Knows the access tokens of one server. */
export interface AccessTokens {
  /** What this server also knows a token by; undefined when it did not sign it. */
  handleOf(token: string): Promise<string | undefined>;
  /** The text of a token that was just made. */
  valueOf(token: object): string | undefined;
}

function idIn({ jti }: JWTPayload): string | undefined {
  return jti?.startsWith(PREFIX) === true ? jti.slice(PREFIX.length) : undefined;
}
