import { createHash } from 'node:crypto';
import { timestamp, type OrgContext } from '../call';
import { invalid } from '../errors';
import { newId, newSecret } from '../ids';
import type { App, ClientSecret } from '../records';

/** The auth methods that need a client secret. */
export const SECRET_METHODS: readonly string[] = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];

const FIELD = 'client_secret';

/**
 * Whether a client may have this secret.
 * @throws OktaError E0000001 in Okta's words
 */
export function checkSecret(secret: string, method: string): void {
  if (method === 'private_key_jwt')
    throw invalid(FIELD, `'client_secret' can't be used when 'token_endpoint_auth_method' is 'private_key_jwt'.`);
  if (!/^[\x20-\x7e]*$/.test(secret))
    throw invalid(FIELD, `client_secret: ''client_secret'' must only contain printable ASCII: [x20-x7E]+`);
  if (secret.length > 100)
    throw invalid(FIELD, `client_secret: 'client_secret' can't be more than '100' characters long.`);
  if (secret.length < 14) throw invalid(FIELD, `client_secret: 'client_secret' must be at least '14' characters long.`);
  if (method === 'client_secret_jwt' && secret.length < 32)
    throw invalid(
      FIELD,
      `client_secret: 'client_secret' must be at least '32' characters long when 'token_endpoint_auth_method' is 'client_secret_jwt'.`,
    );
}

/** A new active secret. */
export function makeSecret(
  org: OrgContext,
  secret = newSecret(),
  status: ClientSecret['status'] = 'ACTIVE',
): ClientSecret {
  const created = timestamp(org);
  return { id: newId('ocs'), status, secret, created, lastUpdated: created };
}

/**
 * The secrets of a client after a create or replace: none for methods without one; the given one replaces the newest;
 * nothing given, or `""`, keeps what there is; a client that needs one and has none gets a random one.
 */
export function secretsAfter(
  org: OrgContext,
  before: readonly ClientSecret[],
  method: string,
  given: string | undefined,
): readonly ClientSecret[] {
  if (!SECRET_METHODS.includes(method)) return [];
  const newest = before.at(-1);
  if (newest === undefined) return [makeSecret(org, given === undefined || given === '' ? newSecret() : given)];
  if (given === undefined || given === '' || given === newest.secret) return before;
  return [...before.slice(0, -1), { ...newest, secret: given, lastUpdated: timestamp(org) }];
}

/** Okta's hash of a secret: the first 16 bytes of its SHA-256, base64url. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest().subarray(0, 16).toString('base64url');
}

/** The secret that app answers show: the most recently created one. */
export function newestSecret(app: App): ClientSecret | undefined {
  return app.secrets.at(-1);
}
