import { flatDocument } from '../../document/modules/flat-document';
import { stackNames } from './check';
import type { Purpose } from '../prepared-stack';
import { listed } from '../../shared/lists';
import { orgUrl, secretVariable, type Credential } from '../../shared/stack-manifest';
import { inWords } from '../../resources/areas';
import { neededAccess, rolesFor, scopesFor, united, type NeededAccess } from '../../okta/needed-access';
import { readDocument, type AssembledStack } from '../../project/assembly';

/** One credential of an environment, for the stacks that use it. */
export interface CredentialNeed {
  readonly environment: string;
  readonly local: boolean;
  /** `plan and apply`: one credential for both, which only an environment on this machine may have. */
  readonly purpose: Purpose | 'plan and apply';
  readonly orgUrl: string;
  readonly credential: Credential;
  readonly variable: string;
  readonly stacks: readonly string[];
  readonly need: NeededAccess;
}

/**
 * The credentials that the stacks name, each with the least that it must be allowed to. An environment has one for
 * plans, and one or two for applies: its origins may have their own.
 */
export function credentialNeeds(stacks: readonly AssembledStack[]): readonly CredentialNeed[] {
  const needs = new Map<string, CredentialNeed>();
  for (const stack of stacks) {
    const { environment, local, credentials } = stack.manifest;
    const document = flatDocument(readDocument(stack));
    const shared = local && secretVariable(credentials.plan) === secretVariable(credentials.apply);
    for (const purpose of shared ? (['plan and apply'] as const) : (['plan', 'apply'] as const)) {
      const credential = purpose === 'plan' ? credentials.plan : credentials.apply;
      const key = JSON.stringify([environment, purpose, credential]);
      const known = needs.get(key);
      const need = neededAccess(document, purpose === 'plan' ? 'plan' : 'apply');
      needs.set(key, {
        environment,
        local,
        purpose,
        orgUrl: orgUrl(stack.manifest),
        credential,
        variable: secretVariable(credential),
        stacks: [...(known?.stacks ?? []), stack.name],
        need: known === undefined ? need : united([known.need, need]),
      });
    }
  }
  const order = ({ environment, purpose, variable }: CredentialNeed) =>
    [environment, purpose === 'plan' ? 0 : 1, variable].join('\0');
  return [...needs.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** `prod apply (OKTA_PROD_APPLY_TOKEN)` */
export function titleOf({ environment, purpose, variable }: CredentialNeed): string {
  return `${environment} ${purpose} (${variable})`;
}

/** What the credential must be: its kind, the smallest scopes and role, and what for. */
export function describeNeed({ credential, need, stacks }: CredentialNeed): string {
  const needed = rolesFor(need);
  const roles = `the role${needed.length === 1 ? '' : 's'} ${listed(needed)}`;
  const onlyRead = need.reads.filter((area) => !need.writes.includes(area));
  const does = [
    ...(need.writes.length === 0 ? [] : [`write ${inWords(need.writes)}`]),
    ...(onlyRead.length === 0 ? [] : [`read ${inWords(onlyRead)}`]),
  ];
  const who =
    credential.type === 'api-token'
      ? `an API token of a user with ${roles}`
      : `the private key of the service app ${credential.clientId} with the scopes ${scopesFor(need).join(', ')} and ${roles}`;
  return `${who}, to ${listed(does) || 'do nothing'} for ${stackNames(stacks)}`;
}
