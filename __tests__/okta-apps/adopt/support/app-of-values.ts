import type { AppValues } from '../../../../okta-apps/resources/app-values';
import { APP_PLACES } from '../../../../okta-apps/shared/app-places';
import type { JsonObject } from '../../../../okta-apps/shared/json';

/** The answer of `GET /api/v1/apps/{id}` for an app of these attributes. */
export function appOfValues(values: AppValues): JsonObject {
  const app: Record<string, unknown> = { id: '0oa1abcdefghijklmnop' };
  const put = (place: string, value: unknown): void => {
    const keys = place.split('.');
    const last = keys.pop() ?? '';
    const owner = keys.reduce((at, key) => (at[key] ??= {}) as Record<string, unknown>, app);
    owner[last] = value;
  };
  for (const [attribute, place] of Object.entries(APP_PLACES)) {
    if (values[attribute] !== undefined) put(place, values[attribute]);
  }
  if (values['client_id'] === undefined) put(APP_PLACES.client_id, app['id']);
  if (values['jwks'] !== undefined) put('settings.oauthClient.jwks', { keys: values['jwks'] });
  if (values['network'] !== undefined) put('settings.oauthClient.network', values['network']);
  if (values['profile'] !== undefined) put('profile', values['profile']);
  return app;
}
