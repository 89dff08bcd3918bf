import { timestamp, type OrgContext } from '../call';
import { newId } from '../ids';
import type { App, OAuthSettings } from './app';

type Key = Readonly<Record<string, unknown>>;

/** What makes a key the same one: its material and its name. */
function fingerprint({ kty, kid, e, n, crv, x, y, use }: Key): string {
  return JSON.stringify([kty, kid, e, n, crv, x, y, use]);
}

/** The settings with what Okta adds to each public key: id, status and times. A key that was there keeps its own. */
export function withKeyIds(org: OrgContext, settings: OAuthSettings, before?: App): OAuthSettings {
  if (settings.jwks === undefined) return settings;
  const known = new Map(before?.settings.oauthClient.jwks?.keys.map((key) => [fingerprint(key), key]));
  const now = timestamp(org);
  const keys = settings.jwks.keys.map((key): Key => {
    const { id = newId('pks'), created = now, lastUpdated = now } = known.get(fingerprint(key)) ?? {};
    return { id, ...key, status: key['status'] ?? 'ACTIVE', created, lastUpdated };
  });
  return { ...settings, jwks: { keys } };
}
