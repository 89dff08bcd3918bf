import { invalid, OktaError } from '../errors';
import { newestSecret, type App } from './app';
import type { AppBody } from './body';
import type { Described } from './defaults';
import { CLIENT_RULES } from './rules-client';
import { GRANT_RULES } from './rules-grants';
import { URI_RULES } from './rules-uris';
import { checkSecret } from './secrets';

/** What a rule sees: the app as it would be, the body it comes from, the app it replaces, what of the org matters to it. */
export interface Candidate {
  readonly app: Described;
  readonly body: AppBody;
  readonly before: App | undefined;
  readonly clientIdTaken: (clientId: string) => boolean;
  readonly customDomain: boolean;
}

/** What is wrong: the field of Okta's summary, and its cause as Okta words it. */
export interface Fault {
  readonly field: string;
  readonly cause: string;
}

/** One thing that Okta refuses. */
export type AppRule = (candidate: Candidate) => Fault | undefined;

/** In Okta's style for fields whose exact text is not known: `<field>: '<field>' <says>.` */
export function fault(field: string, says: string): Fault {
  return { field, cause: `${field}: '${field}' ${says}.` };
}

/** In Okta's words for a value that its field does not have. The field is named as Okta's own code names it. */
export function badValue(field: string): Fault {
  return { field, cause: `${field}: The field has an invalid value` };
}

/**
 * Checks what Okta checks, in a fixed order, and stops at the first fault: Okta's summary has room for one field.
 * @throws OktaError E0000001, or E0000078 for what cannot be changed any more
 */
export function validateApp(candidate: Candidate): void {
  const { app, body, before } = candidate;
  if (body.signOnMode === undefined) throw invalid('signOnMode', 'signOnMode: The field cannot be left blank');
  if (body.signOnMode !== 'OPENID_CONNECT')
    throw invalid('signOnMode', `signOnMode: The local org has OPENID_CONNECT apps only.`);
  if (before !== undefined) refuseChange(app, before);
  for (const rule of [...CLIENT_RULES, ...GRANT_RULES, ...URI_RULES]) {
    const found = rule(candidate);
    if (found !== undefined) throw invalid(found.field, found.cause);
  }
  const secret = body.credentials?.oauthClient?.client_secret;
  const method = app.credentials.oauthClient.token_endpoint_auth_method;
  if (secret !== undefined && secret !== '' && method !== 'none') checkSecret(secret, method);
  const kept = before === undefined ? undefined : newestSecret(before);
  if (kept !== undefined && method === 'client_secret_jwt') checkSecret(secret || kept.secret, method);
}

function refuseChange(app: Described, before: App): void {
  if (app.credentials.oauthClient.client_id !== before.credentials.oauthClient.client_id)
    throw new OktaError('E0000078', 'client_id');
  if (app.settings.oauthClient.application_type !== before.settings.oauthClient.application_type)
    throw new OktaError('E0000078', 'application_type');
}
