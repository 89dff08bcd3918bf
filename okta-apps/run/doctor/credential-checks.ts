import type { Credential } from '../../shared/stack-manifest';
import { CallError } from '../../okta/call-error';
import type { CredentialAccess } from '../../okta/credential-access';
import type { OrgCredential } from '../../okta/credential';
import { evaluateAccess, evaluateScopes, type AccessFinding, type Holder } from '../../okta/evaluate-access';
import { rolesFor, scopesFor } from '../../okta/needed-access';
import { maskData, maskerFor } from '../../shared/masker';
import { describeNeed, titleOf, type CredentialNeed } from './credential-needs';
import { secretIn } from '../credentials';
import { isFault, type Check } from './check';
import { orgCredential } from '../prepared-stack';
import { secretFault } from '../secret-fault';

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
  /** Whether a plan has to be possible: then its variable must be set, and its org must answer. */
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
  const fault = secret.origin === 'variable' ? secretFault(credential, secret.text) : undefined;
  if (fault !== undefined) checks.push(line(need, 'wrong', fault));
  else if (secret.text !== undefined) {
    const { credentialAccess } = await import('../../okta/credential-access.js');
    try {
      const looksForSecrets = purpose === 'plan' && secret.origin === 'variable';
      can = await credentialAccess(org, withSecret(credential, secret), { looksForSecrets });
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
type Secret =
  | { readonly origin: 'variable' | 'local org'; readonly text: string }
  | { readonly origin: 'nowhere'; readonly text: undefined };

function secretOf({ credential, local }: CredentialNeed, options: CredentialOptions): Secret {
  const text = secretIn(credential, options.env);
  if (text !== undefined) return { origin: 'variable', text };
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
  if (!required || need.purpose === 'apply') return line(need, 'note', `is not set; set it to ${what}`);
  return { ...line(need, 'missing', `is not set; set it to ${what}`), command: settingOf(need) };
}

/** The command that sets the variable without leaving its value in the history of the shell. */
function settingOf({ variable, credential }: CredentialNeed): string {
  return credential.type === 'api-token'
    ? `read -rs ${variable} && export ${variable}`
    : `export ${variable}="$(cat ~/${variable.toLowerCase()}.pem)"`;
}

/** What is wrong, or one line that nothing is. */
function evaluate(need: CredentialNeed, holder: Holder, can: CredentialAccess, { origin }: Secret): readonly Check[] {
  const who = [can.identity ?? 'it', can.roles?.length ? `(${can.roles.join(', ')})` : ''].filter(Boolean).join(' ');
  if (origin === 'local org') return [line(need, 'ok', `${who} can do that`)];
  const found = findings(need, evaluateAccess(need.need, holder, can));
  if (found.some(isFault)) return found;
  const cannot = [
    ...(need.purpose === 'plan' && can.mayWrite.length === 0 ? ['cannot write'] : []),
    ...(can.secrets === 'hidden' ? ['cannot read client secrets'] : []),
  ];
  return [line(need, 'ok', [`${who} can do that`, ...cannot].join(', and ')), ...found];
}

function findings(need: CredentialNeed, found: readonly AccessFinding[]): readonly Check[] {
  return found.map(({ severity, text }) => line(need, severity, text));
}

/** The org does not take the credential, or does not answer. */
function failed(need: CredentialNeed, org: string, error: CallError, { required }: CredentialOptions): Check {
  const { variable, credential, environment } = need;
  if (error.kind === 'unreachable') {
    const todo = /CERT|SIGNATURE|ISSUER/.test(error.message)
      ? 'set NODE_EXTRA_CA_CERTS, and SSL_CERT_FILE for Terraform, to the certificate of the CA that your proxy uses'
      : 'check the network and "org" in env/';
    const text = `${environment}: ${org} cannot be reached (${error.message}); ${todo}`;
    return { status: required ? 'wrong' : 'note', text };
  }
  if (error.kind === 'unusable') return line(need, 'wrong', error.message);
  if (!error.isRejection) return line(need, 'wrong', `the org does not say what it can do (${error.message})`);
  const todo =
    credential.type === 'api-token'
      ? `make a new token and put it into ${variable}`
      : `check clientId and privateKeyId in env/ and the key in ${variable}`;
  return line(need, 'wrong', `the org rejects it (${error.message}); ${todo}`);
}

function line(need: CredentialNeed, status: Check['status'], text: string): Check {
  return { status, text: `${titleOf(need)}: ${text}` };
}
