import type { OrgClient } from '../okta/client';
import { secretVariable } from '../shared/stack-manifest';
import type { Io } from '../shared/io';
import { orgCredential } from './org-credential';
import type { PreparedStack } from './session';

/**
 * The org of a stack, with the credential that Terraform runs with.
 *
 * @throws CallError when the credential cannot be used.
 */
export async function clientOf({ manifest, purpose, run }: PreparedStack, { env }: Io): Promise<OrgClient> {
  const { openClient } = await import('../okta/client.js');
  if (manifest.local) {
    const { OKTA_HTTP_PROXY: url = '', OKTA_API_TOKEN: token = '' } = run.env;
    return openClient(url, { type: 'api-token', token });
  }
  const { org, credentials } = manifest;
  const secret = env[secretVariable(credentials[purpose])] ?? '';
  return openClient(`https://${org.name}.${org.baseUrl}`, orgCredential(credentials[purpose], secret));
}
