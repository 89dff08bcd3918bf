import { timestamp, type OrgContext } from '../call';
import { newId, newKeyId } from '../ids';
import { DEFAULT_POLICY } from '../policies';
import type { App } from './app';
import type { Described } from './defaults';
import { withKeyIds } from './keys';
import { secretsAfter } from './secrets';

/** A new app, not yet in the org. `secret` is its client secret; without one Okta makes one, when it needs one. */
export function newApp(org: OrgContext, id: string, app: Described, status: App['status'], secret?: string): App {
  const now = timestamp(org);
  return {
    id,
    status,
    created: now,
    lastUpdated: now,
    ...app,
    credentials: { ...app.credentials, signing: { kid: newKeyId() } },
    settings: { ...app.settings, oauthClient: withKeyIds(org, app.settings.oauthClient) },
    policyId: DEFAULT_POLICY,
    appLinkId: newId('aln'),
    idToken: { issuerMode: app.settings.oauthClient.issuer_mode },
    secrets: secretsAfter(org, [], app.credentials.oauthClient.token_endpoint_auth_method, secret),
    groups: [],
    users: [],
    grants: [],
    roles: [],
  };
}
