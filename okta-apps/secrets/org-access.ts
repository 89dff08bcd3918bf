import type { ClientOptions, OrgClient } from '../okta/client';
import type { Project } from '../project/find-project';
import { secretIn } from '../run/credentials';
import { orgFolderOf, useLocalOrg } from '../run/local-org';
import { orgCredential } from '../run/prepared-stack';
import { secretFault } from '../run/secret-fault';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { orgUrl, secretVariable, type StackManifest } from '../shared/stack-manifest';

/** The org of an environment, with the credential that may read and replace client secrets. */
export interface OrgAccess {
  /** `https://acme.okta.com`; `http://127.0.0.1:PORT` of the local org. */
  readonly url: string;
  readonly client: OrgClient;
  close(): Promise<void>;
}

/**
 * Opens the org of an environment; the local one is started where none runs.
 *
 * @param command Its name, for messages.
 * @throws UserError when the credential is missing or cannot be used; nothing was asked then.
 */
export async function openOrg(
  manifest: StackManifest,
  { command, project, io }: { readonly command: string; readonly project: Project; readonly io: Io },
  options: ClientOptions = {},
): Promise<OrgAccess> {
  const { openClient } = await import('../okta/client.js');
  if (manifest.local) {
    const org = await useLocalOrg(await orgFolderOf(project.folder), io);
    io.secrets?.add([org.token]);
    const client = openClient(org.url, { type: 'api-token', token: org.token }, options);
    return { url: org.url, client, close: () => org.close() };
  }
  const { environment, credentials } = manifest;
  const credential = credentials.rotate ?? credentials.apply;
  const variable = secretVariable(credential);
  const secret = secretIn(credential, io.env);
  if (secret === undefined) {
    const what = credential.type === 'api-token' ? 'an API token' : 'the private key of a service app';
    throw new UserError(
      `${variable} is not set: okta-apps ${command} takes ${what} for the environment ${environment} from it`,
    );
  }
  const fault = secretFault(credential, secret);
  if (fault !== undefined)
    throw new UserError(`${variable} cannot be used for okta-apps ${command} of ${environment}: ${fault}`);
  const url = orgUrl(manifest);
  return { url, client: openClient(url, orgCredential(credential, secret), options), close: () => Promise.resolve() };
}
