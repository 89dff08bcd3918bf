import { createHash } from 'node:crypto';
import { withSortedKeys } from '../document/canonical-text';
import type { StackManifest } from '../shared/stack-manifest';

/**
 * SHA-256 of what decides where a rotation sends a credential and a new secret: the org, the credential, the sinks. The
 * manifests of a scheduled run come from a job that ran project code, so its job compares them with what the pipeline was
 * written for.
 */
export function rotationDigest({ environment, org, credentials, secrets = {} }: StackManifest): string {
  const { name, baseUrl } = org;
  const settings = { environment, name, baseUrl, credential: credentials.rotate ?? credentials.apply, secrets };
  return createHash('sha256')
    .update('okta-apps/rotation/v1\0')
    .update(JSON.stringify(withSortedKeys(settings)))
    .digest('hex');
}
