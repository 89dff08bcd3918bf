import type { Credential } from '../shared/stack-manifest';
import { CallError } from '../okta/call-error';
import type { CredentialAccess } from '../okta/credential-access';
import type { OrgCredential } from '../okta/credential';
import { evaluateAccess, evaluateScopes, type AccessFinding, type Holder } from '../okta/evaluate-access';
import { rolesFor, scopesFor } from '../okta/needed-access';
import { maskData, maskerFor } from '../shared/masker';
import { describeNeed, titleOf, type CredentialNeed } from './credential-needs';
import { orgCredential } from './prepared-stack';

/** One thing that was looked at. `missing` stops a command that was asked for; `note` stops others. */
export interface Check {
  readonly status: 'ok' | 'missing' | 'note';
  readonly text: string;
}

/** The local org, when one of the environments is on this machine. */
interface LocalOrgAccess {
  readonly url: string;
  readonly token: string;
}

/** What the doctor found out about one credential. Holds no secret. */
export interface CredentialReport {
  readonly environment: string;
  readonly purpose: CredentialNeed['purpose'];
  readonly org: string;
  readonly variable: string;
  readonly set: boolean;
  readonly stacks: readonly string[];
  /** The least that does; `scopes` for a service app only. */
  readonly needs: {
    readonly reads: readonly string[];
    readonly writes: readonly string[];
    readonly roles: readonly string[];
    readonly scopes?: readonly string[];
  };
  /** What the org says of it; absent where it was not asked or did not answer. */
  readonly can?: CredentialAccess;
  readonly checks: readonly Check[];
}

export interface CredentialOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A variable that is not set, or an org that does not answer, is something missing, not only a note. */
  readonly required: boolean;
  /** @default - no environment is on this machine */
  readonly local?: LocalOrgAccess;
}

/** Looks at every credential; those that are there are shown to their orgs, side by side. */
export async function credentialReports(
  needs: readonly CredentialNeed[],
  options: CredentialOptions,
): Promise<readonly CredentialReport[]> {
  return Promise.all(needs.map((need) => credentialReport(need, options)));
}

async function credentialReport(need: CredentialNeed, options: CredentialOptions): Promise<CredentialReport> {
  const { environment, purpose, variable, stacks, credential, local } = need;
  const secret = secretOf(need, options);
  const org = local && options.local !== undefined ? options.local.url : need.orgUrl;
  const holder = holderOf(credential);
  const checks: Check[] = [setCheck(need, secret, options)];
  checks.push(
    ...need.need.unknown.map((type) =>
      line(need, 'note', `${type} is not known to doctor: what it needs is not in the list`),
    ),
  );
  checks.push(...findings(need, evaluateScopes(need.need, holder)));
  let can: CredentialAccess | undefined;
  if (secret.text !== undefined) {
    const { credentialAccess } = await import('../okta/credential-access.js');
    try {
      can = await credentialAccess(org, withSecret(credential, secret));
      checks.push(...evaluate(need, holder, can, secret));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      checks.push(failed(need, org, error, options));
    }
  }
  const { reads, writes } = need.need;
  const scopes = credential.type === 'service-app' ? { scopes: scopesFor(need.need) } : {};
  const needed = { reads, writes, roles: rolesFor(need.need), ...scopes };
  const report = { environment, purpose, org, variable, set: secret.origin === 'variable', stacks, needs: needed };
  // A server may send back what it was sent.
  const known = secret.text === undefined ? [] : [secret.text];
  return maskData({ ...report, ...(can && { can }), checks }, maskerFor(known));
}

/** Where the secret comes from. The local org has a token of its own, which plan and apply take there. */
interface Secret {
  readonly origin: 'variable' | 'local org' | 'nowhere';
  readonly text: string | undefined;
}

function secretOf({ variable, local }: CredentialNeed, options: CredentialOptions): Secret {
  const text = options.env[variable];
  if (text !== undefined && text.trim() !== '') return { origin: 'variable', text };
  return local && options.local !== undefined
    ? { origin: 'local org', text: options.local.token }
    : { origin: 'nowhere', text: undefined };
}

function withSecret(credential: Credential, { origin, text = '' }: Secret): OrgCredential {
  return origin === 'local org' ? { type: 'api-token', token: text } : orgCredential(credential, text);
}

function holderOf(credential: Credential): Holder {
  return credential.type === 'api-token' ? {} : { clientId: credential.clientId, scopes: credential.scopes };
}

function setCheck(need: CredentialNeed, { origin }: Secret, { required }: CredentialOptions): Check {
  const what = describeNeed(need);
  if (origin === 'variable') return line(need, 'ok', `is set; it must hold ${what}`);
  if (origin === 'local org') return line(need, 'ok', `is not set; the local org's own token stands in for ${what}`);
  return line(need, required ? 'missing' : 'note', `is not set; set it to ${what}`);
}

/** What is wrong, or one line that nothing is. */
function evaluate(need: CredentialNeed, holder: Holder, can: CredentialAccess, { origin }: Secret): readonly Check[] {
  const who = [can.identity ?? 'it', can.roles?.length ? `(${can.roles.join(', ')})` : ''].filter(Boolean).join(' ');
  if (origin === 'local org') return [line(need, 'ok', `${who} can do that`)];
  const found = findings(need, evaluateAccess(need.need, holder, can));
  if (found.some(({ status }) => status === 'missing')) return found;
  const readsOnly = need.purpose === 'plan' && can.mayWrite.length === 0;
  return [line(need, 'ok', `${who} can do that${readsOnly ? ', and cannot write' : ''}`), ...found];
}

function findings(need: CredentialNeed, found: readonly AccessFinding[]): readonly Check[] {
  return found.map(({ severity, text }) => line(need, severity === 'wrong' ? 'missing' : 'note', text));
}

/** The org does not take the credential, or does not answer. */
function failed(need: CredentialNeed, org: string, error: CallError, { required }: CredentialOptions): Check {
  const { variable, credential, environment } = need;
  if (error.kind === 'unreachable') {
    const text = `${environment}: ${org} cannot be reached (${error.message}); check the network and "org" in env/`;
    return { status: required ? 'missing' : 'note', text };
  }
  if (error.kind === 'unusable') return line(need, 'missing', error.message);
  if (!error.isRejection) return line(need, 'missing', `the org refuses to tell what it can do (${error.message})`);
  const todo =
    credential.type === 'api-token'
      ? `make a new token and put it into ${variable}`
      : `check clientId and privateKeyId in env/ and the key in ${variable}`;
  return line(need, 'missing', `the org rejects it (${error.message}); ${todo}`);
}

function line(need: CredentialNeed, status: Check['status'], text: string): Check {
  return { status, text: `${titleOf(need)}: ${text}` };
}
