import { inner, isObject, list, textField, type JsonObject } from '../../shared/json';
import { newApp, renderApp } from './apps/app';
import { beyondOf } from './apps/beyond';
import { APP_BODY, describe } from './apps/body';
import { timestamp, type OrgContext } from './call';
import { DEFAULT_POLICY } from './ids';
import { fields } from './json-body';
import type { App } from './records';

/** An app that an org is to hold exactly as another one answered it. */
export interface SeedApp {
  /** As `GET /api/v1/apps/{id}` answered it. */
  readonly app: JsonObject;
  /** Names of the groups that are assigned to it, by priority. The org must hold them. @default none */
  readonly groups?: readonly string[] | undefined;
  /** Settings of its ID token with the groups claim, as the console's own endpoint has them. @default no claim */
  readonly idToken?: JsonObject | undefined;
}

/**
 * Puts an app into the org with its id, times and every value, also of fields that this org does not know: such a value is
 * answered until a request replaces the app. Secrets are not part of an answer: the app gets one of its own.
 */
export function plantApp(org: OrgContext, { app: given, groups = [], idToken }: SeedApp): void {
  const { apps } = org.state;
  const id = textField(given, 'id') ?? '';
  if (apps.get(id) !== undefined) return;
  const now = timestamp(org);
  const made = newApp(org, id, describe(fields(APP_BODY, given), id), statusOf(given));
  const kid = inner(given, 'credentials', 'signing', 'kid');
  const app: App = {
    ...made,
    created: textField(given, 'created') ?? now,
    lastUpdated: textField(given, 'lastUpdated') ?? now,
    credentials: { ...made.credentials, ...(typeof kid === 'string' && { signing: { kid } }) },
    settings: { ...made.settings, oauthClient: withKeysOf(given, made.settings.oauthClient) },
    policyId: policyOf(given) ?? DEFAULT_POLICY,
    idToken: { ...made.idToken, ...idToken },
    groups: groups.flatMap((name, priority) => {
      const group = org.state.groups.find((one) => one.profile.name === name);
      return group === undefined ? [] : [{ id: group.id, priority, profile: {}, lastUpdated: now }];
    }),
  };
  const beyond = beyondOf(given, renderApp(org, app));
  apps.put({ ...app, ...(Object.keys(beyond).length > 0 && { beyond }) });
}

/** The policy that the links of an app name. */
export function policyOf(app: JsonObject): string | undefined {
  const href = inner(app, '_links', 'accessPolicy', 'href');
  return typeof href === 'string' ? href.split('/').at(-1) : undefined;
}

function statusOf(app: JsonObject): App['status'] {
  return app['status'] === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE';
}

/** Public keys with the ids and times that they have. */
function withKeysOf(given: JsonObject, settings: App['settings']['oauthClient']): App['settings']['oauthClient'] {
  const keys = list(inner(given, 'settings', 'oauthClient', 'jwks', 'keys')).filter(isObject);
  return keys.length === 0 ? settings : { ...settings, jwks: { keys } };
}
