import type * as clientModule from '../okta/client';
import type { OrgClient } from '../okta/client';
import { secretVariable } from '../terraform/credentials';
import type { Io } from './io';
import { load } from './load';
import { orgCredential } from './org-credential';
import type { PreparedStack } from './session';

/**
 * The org of a stack, with the credential that Terraform runs with.
 *
 * @throws CallError when the credential cannot be used.
 */
export function clientOf({ manifest, purpose, run }: PreparedStack, { env }: Io): OrgClient {
  const { openClient } = load('../okta/client') as typeof clientModule;
  if (manifest.local) {
    const { OKTA_HTTP_PROXY: url = '', OKTA_API_TOKEN: token = '' } = run.env;
    return openClient(url, { type: 'api-token', token });
  }
  const { org, credentials } = manifest;
  const secret = env[secretVariable(credentials[purpose])] ?? '';
  return openClient(`https://${org.name}.${org.baseUrl}`, orgCredential(credentials[purpose], secret));
}
