import type { Credential } from '../shared/stack-manifest';
import type { OrgCredential } from '../okta/credential';

/** A credential of an environment with its secret, as the client of an org takes it. */
export function orgCredential(credential: Credential, secret: string): OrgCredential {
  if (credential.type === 'api-token') return { type: 'api-token', token: secret };
  const { type, clientId, privateKeyId, scopes } = credential;
  return { type, clientId, privateKey: secret, scopes, ...(privateKeyId !== undefined && { privateKeyId }) };
}
