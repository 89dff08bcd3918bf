import { availableParallelism } from 'node:os';
import type { CallError } from '../okta/call-error';
import type { OrgClient } from '../okta/client';
import { maskerFor } from '../shared/masker';
import { orgUrl, secretVariable, type Credential } from '../shared/stack-manifest';
import type { Io } from '../shared/io';
import type { OrgCredential } from '../okta/credential';
import type { AssembledStack } from '../project/assembly';
import type { StackInspection } from '../project/inspect-stacks';
import { withLineEnds } from './secret-fault';
import type { StackRun } from '../terraform/invoke';

/** Which of an environment's two credentials is used. */
export type Purpose = 'plan' | 'apply';

/** A stack with all that it takes to run it. */
export interface PreparedStack extends AssembledStack {
  /** With which of its two credentials it is run. */
  readonly purpose: Purpose;
  readonly run: StackRun;
  /** What was checked of its folder and is in that of its run; its problems are those that waivers accept. */
  readonly inspection: StackInspection;
  /** Terraform attaches to the endpoint of the local org, in place of okta/okta. */
  readonly attached: boolean;
}

/** Terraform is mostly waiting for Okta; more than a few at once run into its rate limits. A session may allow fewer. */
export const SIDE_BY_SIDE = Math.max(2, Math.min(4, availableParallelism()));

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
  const { credentials } = manifest;
  const secret = env[secretVariable(credentials[purpose])] ?? '';
  return openClient(orgUrl(manifest), orgCredential(credentials[purpose], secret));
}

/** Why an org did not answer, in one line without a secret; with the variable, where that cannot be used. */
export function whyNot(error: CallError, { manifest, purpose, run }: PreparedStack): string {
  const who = error.kind === 'unusable' ? `${secretVariable(manifest.credentials[purpose])}: ` : '';
  return maskerFor(run.secrets).mask(`${who}${error.message}`);
}

/** A credential of an environment with its secret, as the client of an org takes it. */
export function orgCredential(credential: Credential, secret: string): OrgCredential {
  if (credential.type === 'api-token') return { type: 'api-token', token: secret };
  const { type, clientId, privateKeyId, scopes } = credential;
  return {
    type,
    clientId,
    privateKey: withLineEnds(secret),
    scopes,
    ...(privateKeyId !== undefined && { privateKeyId }),
  };
}
