import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { announce } from '../../../../../okta-apps/run/local-org';
import { Secret } from '../../../../../okta-apps/shared/secret';
import { CANARIES, type SecretsProject } from '../../support/secrets-project';
import type { KillingProxy } from './killing-proxy';

/** A rotation of the app `billing` that waits for nothing. */
export const ROTATION = [
  ...['rotate', 'billing', '--env', 'local', '--skip-synth'],
  ...['--overlap', '0s', '--grace', '0s'],
];

/** Of a relying party that reads its secret where it is handed out; before that, it has the initial one. */
export function secretOf({ folder }: SecretsProject): Secret {
  const file = join(folder, 'handed-out/billing.local.env');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new Secret(/^OKTA_OAUTH2_CLIENT_SECRET=(.+)$/m.exec(text)?.[1] ?? CANARIES.Billing);
}

/** The command finds the proxy in place of the org. */
export async function announceAt({ folder, org }: SecretsProject, { url }: KillingProxy): Promise<void> {
  const data = join(folder, '.okta-local/org');
  mkdirSync(data, { recursive: true });
  await announce(data, { pid: process.pid, kind: 'org', url, token: org.token, reattach: {} });
}
