import { createPrivateKey, randomUUID, type KeyObject } from 'node:crypto';
import { isNativeError } from 'node:util/types';
import { ProviderError } from './diagnostics';
import type { Answer, Outgoing } from './http';
import { parseJson, textAt } from './sdk/go-json';

/** What the provider block says about who calls. */
export type Credentials =
  | { readonly kind: 'apiToken'; readonly token: string }
  | { readonly kind: 'accessToken'; readonly token: string }
  | {
      readonly kind: 'privateKey';
      readonly clientId: string;
      readonly privateKey: string;
      readonly keyId: string;
      readonly scopes: readonly string[];
    };

const TOKEN_PATH = '/oauth2/v1/token';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_SECONDS = 3600;

/** The token request of a service app: `client_credentials` with a signed assertion (`private_key_jwt`). */
export async function tokenRequest(
  org: string,
  credentials: Extract<Credentials, { kind: 'privateKey' }>,
): Promise<Outgoing> {
  const url = new URL(`${org}${TOKEN_PATH}`);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: credentials.scopes.join(' '),
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await assertion(url.href, credentials),
  });
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', url, headers, body: body.toString() };
}

/**
 * The `Authorization` header for the token that Okta gave.
 * @throws ProviderError Okta gave none
 */
export function authorizationFrom(answer: Answer): string {
  const json = parseJson(answer.body);
  const token = textAt(json, 'access_token');
  if (answer.status < 300 && token !== '') return `${textAt(json, 'token_type') || 'Bearer'} ${token}`;
  const why = textAt(json, 'error_description') || textAt(json, 'errorSummary') || answer.statusLine;
  throw new ProviderError('Empty access token', `${TOKEN_PATH} said: ${why}`);
}

async function assertion(
  audience: string,
  { clientId, privateKey, keyId }: Extract<Credentials, { kind: 'privateKey' }>,
): Promise<string> {
  const key = readKey(privateKey);
  const alg = key.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256';
  const { SignJWT } = await import('jose');
  const now = Math.floor(Date.now() / 1000);
  const jwt = new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: audience,
    iat: now,
    exp: now + ASSERTION_SECONDS,
    jti: randomUUID(),
  }).setProtectedHeader({ alg, typ: 'JWT', ...(keyId === '' ? {} : { kid: keyId }) });
  return jwt.sign(key).catch((error: unknown) => {
    throw new ProviderError(`private_key cannot sign with ${alg}`, isNativeError(error) ? error.message : '');
  });
}

function readKey(pem: string): KeyObject {
  try {
    // A key in an environment variable has its line ends written out.
    return createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch {
    throw new ProviderError(
      'private_key cannot be read',
      'It must be an RSA or EC key in PEM form without a passphrase.',
    );
  }
}
