import { createHash } from 'node:crypto';
import { Secret, unwrap } from '../shared/secret';
import type { OktaSecret } from './client-secrets';

/** Okta's hash has half of a SHA-256. */
const BYTES = 16;

/** What Okta has of a value: a secret with that status, or none that matches. */
export type Held = OktaSecret['status'] | 'none';

/**
 * Whether Okta's `secret_hash` is what this version computes, for every secret whose value is known, too. Okta documents
 * no algorithm: without this proof, a hash that differs says nothing.
 */
export function isCalibrated(secrets: readonly OktaSecret[]): boolean {
  return secrets.every(({ value, hash }) => hash !== undefined && hash.equals(hashOf(value)));
}

/** How Okta has a value among the secrets of an app, by its hash. */
export function heldAs(value: Secret, secrets: readonly OktaSecret[]): Held {
  const own = hashOf(value);
  return secrets.find(({ hash }) => hash?.equals(own))?.status ?? 'none';
}

/** As in the public examples of Okta: base64url without padding. It has no salt, so it is kept like the value. */
function hashOf(value: Secret): Secret {
  return new Secret(createHash('sha256').update(unwrap(value)).digest().subarray(0, BYTES).toString('base64url'));
}
