import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

/** The user whose API token the org was started with. */
export const ADMIN_USER = '00uadmin000000000001';

/** The access policy that every new app gets and every org has. */
export const DEFAULT_POLICY = 'rstdefault0000000001';
/** The enrollment policy that apps link to. */
export const PROFILE_ENROLLMENT_POLICY = 'rstenroll00000000001';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A new id as Okta makes them: a prefix that names the kind, 20 characters in all. */
export function newId(prefix: string): string {
  return prefix + letters(20 - prefix.length);
}

function letters(length: number, from = LETTERS): string {
  return Array.from({ length }, () => from.charAt(randomInt(from.length))).join('');
}

/** A client secret: 64 characters of `[A-Za-z0-9_-]`. */
export function newSecret(): string {
  return letters(64, `${LETTERS}_-`);
}

/** An API token: `00` and 40 characters of `[A-Za-z0-9_-]`. */
export function newToken(): string {
  return `00${letters(40, `${LETTERS}_-`)}`;
}

/** The `kid` of a signing key: 32 random bytes, base64url. */
export function newKeyId(): string {
  return randomBytes(32).toString('base64url');
}

/** The `errorId` of an error answer. */
export function newErrorId(): string {
  return `oae${randomBytes(16).toString('base64url')}`;
}

/** The value of `X-Okta-Request-Id`. */
export function newRequestId(): string {
  // Every answer has one, and Node draws UUIDs ahead.
  return randomUUID().replaceAll('-', '');
}

/** The id under which the org keeps an API token: its SHA-256. */
export function tokenId(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
