import { isJsonObject, type Json, type JsonObject } from '../../okta-apps/local/provider/sdk/go-json';

/** When everything in the recordings happened. */
export const TIME = '2026-06-01T00:00:01.000Z';

/** The value as an object; an empty one when it is none. */
export function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** What Okta makes of an app that it is sent. */
export function accepted(sent: JsonObject, id: string, status: Json): JsonObject {
  const settings = object(sent['settings']);
  const client = object(settings['oauthClient']);
  const credentials = object(sent['credentials']);
  const oauthClient: JsonObject = { client_id: id, ...object(credentials['oauthClient']) };
  delete oauthClient['client_secret'];
  const { refresh_token: refresh, ...rest } = client;
  const rotation = object(refresh);
  const shown = rotation['rotation_type'] === 'STATIC' ? { rotation_type: 'STATIC' } : rotation;
  return {
    ...sent,
    id,
    status,
    created: TIME,
    accessibility: {
      selfService: false,
      errorRedirectUrl: null,
      loginRedirectUrl: null,
      ...object(sent['accessibility']),
    },
    visibility: { autoLaunch: false, autoSubmitToolbar: false, ...object(sent['visibility']) },
    credentials: { ...credentials, oauthClient },
    settings: {
      app: {},
      manualProvisioning: false,
      implicitAssignment: false,
      emOptInStatus: 'NONE',
      ...settings,
      notes: { admin: null, enduser: null, ...object(settings['notes']) },
      notifications: { vpn: { network: { connection: 'DISABLED' }, message: null, helpUrl: null } },
      oauthClient: {
        client_uri: null,
        logo_uri: null,
        ...rest,
        ...(refresh === undefined ? {} : { refresh_token: shown }),
      },
    },
  };
}
