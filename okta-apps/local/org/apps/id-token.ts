import { ok, timestamp, type Call, type Route } from '../call';
import { invalid, OktaError } from '../errors';
import { fields } from '../json-body';
import { findApp } from './find';

/** The console's settings of an app's ID token, with its groups claim. Okta answers them for API tokens only. */
const ID_TOKEN_BODY = {
  issuerMode: 'text',
  valueType: 'text',
  groupFilterType: 'text',
  name: 'text',
  value: 'text',
} as const;

const PATH = '/api/v1/internal/apps/:appId/settings/oauth/idToken';

function read(call: Call) {
  const app = findApp(call);
  return ok({
    issuer: call.org.url(),
    orgUrl: null,
    customUrl: null,
    audience: app.credentials.oauthClient.client_id,
    ...app.idToken,
  });
}

function write(call: Call) {
  const app = findApp(call);
  const idToken = fields(ID_TOKEN_BODY, call.json());
  if (idToken.valueType !== undefined && !['GROUPS', 'EXPRESSION'].includes(idToken.valueType))
    throw invalid('valueType', 'valueType: The field has an invalid value');
  const { issuerMode = app.idToken['issuerMode'], ...claim } = idToken;
  const settings = { issuerMode, ...claim };
  call.org.state.apps.put({ ...app, idToken: settings, lastUpdated: timestamp(call.org) });
  return ok({ issuer: null, orgUrl: null, customUrl: null, audience: null, ...settings });
}

/** Bearer tokens have no session on the console's own endpoints. */
function withSession(handle: Route['handle']): Route['handle'] {
  return (call) => {
    if (call.caller.kind !== 'token') throw new OktaError('E0000005');
    return handle(call);
  };
}

export const idTokenRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, handle: withSession(read) },
  { method: 'POST', path: PATH, handle: withSession(write) },
];
