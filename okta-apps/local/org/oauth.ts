import type * as Jose from 'jose';
import { hostnameOf, isLoopback } from '../../shared/uri';
import { LIFETIME, makeAccessToken } from './auth';
import { ok, type Answer, type Call, type Route } from './call';
import { Refusal } from './errors';
import { noteTokenRequest } from './log/token-events';
import type { App } from './records';
import { isForUsers } from './sign-in/token-requests';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The most seconds that an assertion may still be valid for. */
const LONGEST = 3600;

const ALGORITHMS = ['RS', 'ES'].flatMap((family) => ['256', '384', '512'].map((bits) => family + bits));

const OTHERS_CLAIM = "The client_assertion's 'iss' and 'sub' claims must be the client's id.";
const EXPIRED = 'The client_assertion token is expired.';
/** What is said of a claim that is missing or not as it must be. */
const CLAIM_FAULTS: Readonly<Record<string, string>> = { iss: OTHERS_CLAIM, sub: OTHERS_CLAIM, exp: EXPIRED };

function refuse(status: number, error: string, description: string): Refusal {
  return new Refusal({ status, body: { error, error_description: description } });
}

function invalidClient(description: string): Refusal {
  return refuse(401, 'invalid_client', description);
}

/** The service app that a signed assertion proves. @throws Refusal `invalid_client` */
async function clientOf(call: Call, assertion: string): Promise<App> {
  const jose = await import('jose');
  const clientId = String(claimsOf(jose, assertion).iss);
  const app = call.org.state.apps.named(clientId);
  const settings = app?.settings.oauthClient;
  if (app?.status !== 'ACTIVE' || settings?.application_type !== 'service')
    throw invalidClient("Invalid value for 'client_id' parameter.");
  if (app.credentials.oauthClient.token_endpoint_auth_method !== 'private_key_jwt')
    throw invalidClient("The client's authentication method is not 'private_key_jwt'.");
  const now = call.org.now();
  const { aud, jti, exp } = await verify(jose, assertion, settings.jwks?.keys ?? [], clientId, now);
  if (![aud].flat().some(isTokenEndpoint))
    throw invalidClient('The audience claim for client_assertion must be the token endpoint.');
  if (Number(exp) > Math.floor(now.getTime() / 1000) + LONGEST)
    throw invalidClient('The client_assertion token must expire within one hour.');
  if (typeof jti === 'string' && !call.org.useOnce(`${clientId} ${jti}`, Number(exp)))
    throw invalidClient("The client_assertion's 'jti' was used before.");
  return app;
}

/** What an assertion claims, not yet believed: it says whose keys must have signed it. */
function claimsOf({ decodeJwt, errors }: typeof Jose, assertion: string): Jose.JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch (error) {
    if (error instanceof errors.JOSEError) throw invalidClient('The client_assertion is not a valid JWT.');
    throw error;
  }
}

/** The claims of an assertion that one of the client's active keys signed: the one that `kid` names, else any. */
async function verify(
  { createLocalJWKSet, errors, jwtVerify }: typeof Jose,
  assertion: string,
  keys: readonly Readonly<Record<string, unknown>>[],
  clientId: string,
  currentDate: Date,
): Promise<Jose.JWTPayload> {
  const expected = {
    algorithms: ALGORITHMS,
    issuer: clientId,
    subject: clientId,
    requiredClaims: ['exp'],
    currentDate,
  };
  for (const key of keys.filter(({ status }) => status !== 'INACTIVE')) {
    try {
      const verified = await jwtVerify(assertion, createLocalJWKSet({ keys: [key as Jose.JWK] }), expected);
      return verified.payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
        throw invalidClient(CLAIM_FAULTS[error.claim] ?? `The client_assertion is not valid: ${error.message}.`);
      // Another key may have made the signature.
    }
  }
  throw invalidClient('The client_assertion signature is invalid.');
}

/** The token endpoint under any name of this machine: clients that take the org for a proxy leave the port out. */
function isTokenEndpoint(audience: unknown): boolean {
  const [, host = '', path] = /^http:\/\/([^/]*)(\/.*)$/.exec(String(audience)) ?? [];
  return path === '/oauth2/v1/token' && isLoopback(hostnameOf(host) ?? '');
}

/** The org's token endpoint: client credentials with `private_key_jwt`, for the scopes that the app was granted. */
async function token(call: Call): Promise<Answer> {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(call.contentType))
    throw refuse(400, 'invalid_request', 'The body must be a form.');
  const form = new URLSearchParams(call.raw.toString('utf8'));
  if (form.get('grant_type') !== 'client_credentials')
    throw refuse(400, 'unsupported_grant_type', "The grant type must be 'client_credentials'.");
  if (form.get('client_assertion_type') !== ASSERTION_TYPE || !form.has('client_assertion'))
    throw invalidClient('The client must authenticate with a client_assertion.');
  const app = await clientOf(call, form.get('client_assertion') ?? '');
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
    access_token: await makeAccessToken(signingKey, call.org.now(), { appId: app.id, scopes }),
    scope: scopes.join(' '),
  });
}

/** The same, with its event in the system log. */
async function noted(call: Call): Promise<Answer> {
  const form = new URLSearchParams(call.raw.toString('utf8'));
  const note = ({ status, body }: Answer) => {
    noteTokenRequest(call.org, { path: call.path, form, authorization: call.authorization, status, body });
  };
  try {
    const answer = await token(call);
    note(answer);
    return answer;
  } catch (error) {
    if (error instanceof Refusal) note(error.answer);
    throw error;
  }
}

export const oauthRoutes: readonly Route[] = [
  // Service apps of the management API and apps that users sign in to share it.
  {
    method: 'POST',
    path: '/oauth2/v1/token',
    open: true,
    handle: (call) => (isForUsers(call) ? call.signIn() : noted(call)),
  },
];
