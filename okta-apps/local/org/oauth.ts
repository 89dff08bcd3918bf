import { LIFETIME, makeAccessToken } from './access-token';
import { ok, type Answer, type Call, type Route } from './call';
import { faultOfClaims, isSigned, parseAssertion } from './client-assertion';
import { Refusal } from './errors';
import type { App } from './records';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

function refuse(status: number, error: string, description: string): Refusal {
  return new Refusal({ status, body: { error, error_description: description } });
}

/** The service app that a signed assertion proves. @throws Refusal `invalid_client` */
function clientOf(call: Call, text: string): App {
  const assertion = parseAssertion(text);
  if (assertion === undefined) throw refuse(401, 'invalid_client', 'The client_assertion is not a valid JWT.');
  const clientId = String(assertion.claims['iss']);
  const app = call.org.state.apps.find(({ credentials }) => credentials.oauthClient.client_id === clientId);
  const settings = app?.settings.oauthClient;
  if (app?.status !== 'ACTIVE' || settings?.application_type !== 'service')
    throw refuse(401, 'invalid_client', "Invalid value for 'client_id' parameter.");
  if (app.credentials.oauthClient.token_endpoint_auth_method !== 'private_key_jwt')
    throw refuse(401, 'invalid_client', "The client's authentication method is not 'private_key_jwt'.");
  if (!isSigned(assertion, settings.jwks?.keys ?? []))
    throw refuse(401, 'invalid_client', 'The client_assertion signature is invalid.');
  const now = Math.floor(call.org.now().getTime() / 1000);
  const fault = faultOfClaims(assertion.claims, clientId, now);
  if (fault !== undefined) throw refuse(401, 'invalid_client', fault);
  const { jti, exp } = assertion.claims;
  if (typeof jti === 'string' && !call.org.useOnce(`${clientId} ${jti}`, Number(exp)))
    throw refuse(401, 'invalid_client', "The client_assertion's 'jti' was used before.");
  return app;
}

/** The org's token endpoint: client credentials with `private_key_jwt`, for the scopes that the app was granted. */
function token(call: Call): Answer {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(call.contentType))
    throw refuse(400, 'invalid_request', 'The body must be a form.');
  const form = new URLSearchParams(call.raw.toString('utf8'));
  if (form.get('grant_type') !== 'client_credentials')
    throw refuse(400, 'unsupported_grant_type', "The grant type must be 'client_credentials'.");
  if (form.get('client_assertion_type') !== ASSERTION_TYPE || !form.has('client_assertion'))
    throw refuse(401, 'invalid_client', 'The client must authenticate with a client_assertion.');
  const app = clientOf(call, form.get('client_assertion') ?? '');
  if (app.settings.oauthClient.dpop_bound_access_tokens)
    throw refuse(400, 'invalid_dpop_proof', 'The DPoP proof JWT header is missing.');
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const granted = app.grants.map(({ scopeId }) => scopeId);
  const scopes = [...new Set(asked)].filter((scope) => granted.includes(scope));
  if (scopes.length === 0)
    throw refuse(
      400,
      'invalid_scope',
      'The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner.',
    );
  const { signingKey } = call.org.state.identity;
  return ok({
    token_type: 'Bearer',
    expires_in: LIFETIME,
    access_token: makeAccessToken(signingKey, call.org.now(), { appId: app.id, scopes }),
    scope: scopes.join(' '),
  });
}

export const oauthRoutes: readonly Route[] = [{ method: 'POST', path: '/oauth2/v1/token', open: true, handle: token }];
