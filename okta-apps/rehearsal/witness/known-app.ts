import { askIfThere, askOrg, type OrgApi } from '../../local/party/declared-app';
import { inner, list, object, textField, type JsonObject } from '../../shared/json';

/** What decides which requests of a sign-in an org accepts: an app as one of the two orgs has it. */
export interface KnownApp {
  readonly id: string;
  readonly clientId: string;
  readonly isActive: boolean;
  readonly redirectUris: readonly string[];
  readonly hasWildcards: boolean;
  readonly logoutUris: readonly string[];
  readonly startUri: string | undefined;
  /** Who starts sign-ins beside the app: `DISABLED`, `SPEC` or `OKTA`. */
  readonly startMode: string;
  /** Where the tile of the app leads to, as a path of the org. */
  readonly startPath: string;
  readonly frontChannelUri: string | undefined;
  /** It is told when users sign out elsewhere. */
  readonly isTold: boolean;
  readonly grants: readonly string[];
  readonly responseTypes: readonly string[];
  readonly method: string;
  /** Its own public keys as JSON text. */
  readonly keys: string;
  /** Where they are, if they are not here. */
  readonly keysUri: string | undefined;
  readonly secret: string | undefined;
  readonly needsChallenge: boolean;
  /** Refresh tokens are replaced at each use. */
  readonly rotates: boolean;
  /** Seconds for which one that was replaced stays valid. */
  readonly grace: number;
  readonly asksConsent: boolean;
  /** Every user of the org may sign in. */
  readonly isForAll: boolean;
  /** Ids of assigned groups. */
  readonly groups: readonly string[];
  /** Everything else that the org holds of it and that does not change by itself: equal texts, equal answers. */
  readonly fingerprint: string;
}

/** Reads an app from an org; undefined when the org has no such app. @throws UserError when the org does not answer */
export async function readApp(org: OrgApi, id: string): Promise<KnownApp | undefined> {
  const path = `/api/v1/apps/${id}`;
  const app = await askIfThere(org, path);
  if (app === undefined) return undefined;
  const [groups, secrets] = await Promise.all([
    askOrg(org, `${path}/groups?limit=200`),
    askOrg(org, `${path}/credentials/secrets`),
  ]);
  return knownApp(object(app), list(groups).map(object), list(secrets).map(object));
}

/** @param app @param groups @param secrets As the org returns them. */
function knownApp(app: JsonObject, groups: readonly JsonObject[], secrets: readonly JsonObject[]): KnownApp {
  const client = object(inner(app, 'credentials', 'oauthClient'));
  const settings = object(inner(app, 'settings', 'oauthClient'));
  const refresh = object(settings['refresh_token']);
  const active = secrets.find(({ status }) => status === 'ACTIVE');
  const assigned = groups.map((group) => textField(group, 'id') ?? '');
  const { lastUpdated: _lastUpdated, _links, status, ...lasting } = app;
  const [tile] = list(inner(_links, 'appLinks')).map(object);
  return {
    id: textField(app, 'id') ?? '',
    clientId: textField(client, 'client_id') ?? '',
    isActive: status === 'ACTIVE',
    redirectUris: texts(settings['redirect_uris']),
    hasWildcards: settings['wildcard_redirect'] === 'SUBDOMAIN',
    logoutUris: texts(settings['post_logout_redirect_uris']),
    startUri: textField(settings, 'initiate_login_uri'),
    startMode: textField(object(settings['idp_initiated_login']), 'mode') ?? 'DISABLED',
    startPath: new URL(textField(tile ?? {}, 'href') ?? '/', 'http://localhost').pathname,
    frontChannelUri: textField(settings, 'frontchannel_logout_uri'),
    isTold: settings['participate_slo'] === true,
    grants: texts(settings['grant_types']),
    responseTypes: texts(settings['response_types']),
    method: textField(client, 'token_endpoint_auth_method') ?? '',
    keys: list(inner(settings, 'jwks', 'keys'))
      .map(keyText)
      .join('\n'),
    keysUri: textField(settings, 'jwks_uri'),
    secret: active === undefined ? undefined : textField(active, 'client_secret'),
    needsChallenge: client['pkce_required'] === true,
    rotates: refresh['rotation_type'] === 'ROTATE',
    grace: typeof refresh['leeway'] === 'number' ? refresh['leeway'] : 0,
    asksConsent: settings['consent_method'] === 'REQUIRED',
    isForAll: inner(app, 'settings', 'implicitAssignment') === true,
    groups: assigned,
    fingerprint: JSON.stringify([lasting, [...assigned].sort()]),
  };
}

function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === 'string');
}

/** Without what the org adds to a key. */
function keyText(key: unknown): string {
  const { kty, kid, n, e, x, y } = object(key);
  return JSON.stringify({ kty, kid, n, e, x, y });
}
