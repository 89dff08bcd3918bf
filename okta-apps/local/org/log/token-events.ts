import { isObject, textField, type JsonObject } from '../../../shared/json';
import type { OrgContext } from '../call';
import type { App } from '../records';
import { secretHash } from '../apps/secrets';
import { claimsOfJwt } from '../sign-in/jwt-claims';
import { clientIn, secretIn } from '../sign-in/token-requests';
import { entity } from './change-events';
import type { LogEntity, NewEvent } from './system-log';

/** A request to a token endpoint, and what was answered. */
export interface TokenRequest {
  readonly path: string;
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
  readonly status: number;
  readonly body: unknown;
}

const GRANTED: Readonly<Record<string, string>> = {
  access_token: 'access token',
  id_token: 'ID token',
  refresh_token: 'refresh token',
};

/**
 * Writes the events of a token request: one for each token, or one failure. Introspections and revocations are not among
 * them: Okta's catalogue has no event for an introspection.
 *
 * The types are in Okta's public catalogue of event types; `clientAuthType` and a hashed `clientSecret` are in public
 * samples of `debugData`, and Okta's API description says that the latter is hashed. Which function hashes it is not
 * documented: here it is the one of `secret_hash`. That a failure has the hash of what was sent, and the reason
 * `invalid_client`, is from memory. An app that signs an assertion sends no secret, so its events have none.
 * @see https://developer.okta.com/docs/reference/api/event-types/
 */
export function noteTokenRequest(org: OrgContext, request: TokenRequest): void {
  const { path, form, authorization, status, body } = request;
  const clientId = clientIn(form, authorization);
  const app = clientId === undefined ? undefined : org.state.apps.named(clientId);
  if (clientId === undefined || app === undefined) return;
  const answer = isObject(body) ? body : {};
  const prefix = path.startsWith('/oauth2/v1/') ? 'app.oauth2.token.grant' : 'app.oauth2.as.token.grant';
  const common = {
    actor: entity(clientId, 'PublicClientApp', app.label),
    client: { id: clientId, ipAddress: '127.0.0.1' },
    target: userOf(org, answer),
    debugContext: { debugData: { ...debugDataOf(request, app), requestUri: path } },
  };
  if (status >= 400) {
    const reason = textField(answer, 'error') ?? `status ${status}`;
    org.log.add({
      ...common,
      eventType: prefix,
      displayMessage: 'OAuth2 token request',
      outcome: { result: 'FAILURE', reason },
    });
    return;
  }
  const events = Object.entries(GRANTED)
    .filter(([name]) => name in answer)
    .map(([name, what]): NewEvent => ({
      ...common,
      eventType: `${prefix}.${name}`,
      displayMessage: `OAuth2 ${what} is granted`,
      outcome: { result: 'SUCCESS', reason: null },
    }));
  org.log.add(...events);
}

function debugDataOf({ form, authorization, body }: TokenRequest, app: App): Record<string, string> {
  const secret = secretIn(form, authorization);
  const scope = isObject(body) ? textField(body, 'scope') : undefined;
  const method = /^basic\s/i.test(authorization ?? '')
    ? 'client_secret_basic'
    : form.has('client_secret')
      ? 'client_secret_post'
      : form.has('client_assertion')
        ? app.credentials.oauthClient.token_endpoint_auth_method
        : 'none';
  return {
    clientAuthType: method,
    ...(secret !== undefined && { clientSecret: secretHash(secret) }),
    grantType: form.get('grant_type') ?? '',
    ...(scope !== undefined && { grantedScopes: scope.replaceAll(' ', ', ') }),
  };
}

/** Whom the tokens are about; no one for those of a client alone. */
function userOf(org: OrgContext, answer: JsonObject): readonly LogEntity[] {
  const { uid } = claimsOfJwt(textField(answer, 'access_token') ?? '');
  const user = typeof uid === 'string' ? org.state.users.get(uid) : undefined;
  if (user === undefined) return [];
  const { login, firstName, lastName } = user.profile;
  return [{ id: user.id, type: 'User', alternateId: login, displayName: `${firstName} ${lastName}` }];
}
