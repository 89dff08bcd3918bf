import type { ClientOptions, OrgClient } from '../okta/client';
import type { Project } from '../project/find-project';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { orgUrl, secretVariable, type Credential, type StackManifest } from '../shared/stack-manifest';
import { secretIn } from './credentials';
import { orgFolderOf, useLocalOrg } from './local-org';
import { orgCredential } from './prepared-stack';
import { secretFault } from './secret-fault';

/** The org of an environment, with one of its credentials. */
export interface OrgAccess {
  /** `https://acme.okta.com`; `http://127.0.0.1:PORT` of the local org. */
  readonly url: string;
  readonly client: OrgClient;
  close(): Promise<void>;
}

type Purpose = 'plan' | 'apply' | 'rotate';

/** Who opens an org, and for what. */
interface Opening {
  /** Its name, for messages. */
  readonly command: string;
  readonly project: Project;
  readonly io: Io;
  /** `rotate` may read and replace client secrets; an environment without that credential has it in `apply`. @default 'rotate' */
  readonly purpose?: Purpose;
}

/**
 * Opens the org of an environment; the local one is started where none runs.
 *
 * @throws UserError when the credential is missing or cannot be used; nothing was asked then.
 */
export async function openOrg(
  manifest: StackManifest,
  { command, project, io, purpose = 'rotate' }: Opening,
  options: ClientOptions = {},
): Promise<OrgAccess> {
  const { openClient } = await import('../okta/client.js');
  if (manifest.local) {
    const org = await useLocalOrg(await orgFolderOf(project.folder), io);
    io.secrets?.add([org.token]);
    const client = openClient(org.url, { type: 'api-token', token: org.token }, options);
    return { url: org.url, client, close: () => org.close() };
  }
  const { environment } = manifest;
  const credential = credentialFor(manifest, purpose);
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

function credentialFor({ credentials }: StackManifest, purpose: Purpose): Credential {
  return purpose === 'rotate' ? (credentials.rotate ?? credentials.apply) : credentials[purpose];
}
