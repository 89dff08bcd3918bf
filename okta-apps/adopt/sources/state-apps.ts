import type { GroupsClaimOfApp } from '../../okta/app-companions';
import { APP_PLACES } from '../../shared/app-places';
import { inner, isList, isObject, itemsOf, list, object, textField, type JsonObject } from '../../shared/json';

/**
 * An app as `GET /api/v1/apps/{id}` answers it, from the attributes that a state has of it. A client secret is not among
 * it, and neither is what the provider cannot carry: no state holds that.
 */
export function appOfAttributes(attributes: JsonObject): JsonObject {
  const app: Record<string, unknown> = { id: attributes['id'], name: 'oidc_client', signOnMode: 'OPENID_CONNECT' };
  const hasRefresh = list(attributes['grant_types']).includes('refresh_token');
  for (const [name, place] of Object.entries(APP_PLACES)) {
    const value = attributes[name];
    if (isEmpty(value) || isLeftOut(name, attributes) || (name.startsWith('refresh_token_') && !hasRefresh)) continue;
    put(app, place, value);
  }
  const keys = itemsOf(attributes['jwks']).filter(isObject).map(withoutEmpty);
  if (keys.length > 0) put(app, 'settings.oauthClient.jwks', { keys });
  const [network] = itemsOf(attributes['network']).filter(isObject);
  if (network !== undefined) put(app, 'settings.oauthClient.network', withoutEmpty(network));
  const profile = jsonIn(attributes, 'profile');
  if (Object.keys(profile).length > 0) app['profile'] = profile;
  for (const [name, value] of Object.entries(jsonIn(attributes, 'app_settings_json')))
    put(app, `settings.${name}`, value);
  const links = jsonIn(attributes, 'app_links_json');
  if (Object.keys(links).length > 0) put(app, 'visibility.appLinks', links);
  const policy = textField(attributes, 'authentication_policy');
  if (policy) app['_links'] = { accessPolicy: { href: `/api/v1/policies/${policy}` } };
  return app;
}

/** The groups claim of a state's attributes. */
export function claimOfAttributes(attributes: JsonObject): GroupsClaimOfApp | undefined {
  const [claim] = itemsOf(attributes['groups_claim']).filter(isObject);
  const [name, value, filter] = ['name', 'value', 'filter_type'].map((key) => claim && textField(claim, key));
  if (!name || !value) return undefined;
  return { name, value, ...(filter && { filter }) };
}

/**
 * A trusted origin as `GET /api/v1/trustedOrigins/{id}` answers it. Up to version 6 of the provider `active` is its status
 * and a scope is a text; from 7 on `status` is, and a scope is a block.
 */
export function originOfAttributes({ attributes }: StateObject): JsonObject {
  const { id, name, origin, active, status, scopes } = attributes;
  return {
    id,
    name,
    origin,
    status: status ?? (active === false ? 'INACTIVE' : 'ACTIVE'),
    scopes: itemsOf(scopes).map((scope) => (isObject(scope) ? withoutEmpty(scope) : { type: scope })),
  };
}

/** Whether a state holds a client secret of the app. */
export function hasSecret(attributes: JsonObject): boolean {
  return ['client_secret', 'client_basic_secret'].some((name) => !isEmpty(attributes[name]));
}

/** One object of a state. */
export interface StateObject {
  /** `module.shop.okta_app_oauth.web["eu"]` */
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  readonly attributes: JsonObject;
}

/** The objects of a `terraform.tfstate`, version 4; undefined where the document is none. */
export function objectsOfState(document: JsonObject): readonly StateObject[] | undefined {
  if (document['version'] !== 4 || !isList(document['resources'])) return undefined;
  return document['resources'].filter(isObject).flatMap((resource) =>
    list(resource['instances'])
      .filter(isObject)
      .map((instance) => {
        const isData = resource['mode'] === 'data';
        const names = [resource['module'], isData ? 'data' : undefined, resource['type'], resource['name']];
        const index = instance['index_key'];
        return {
          address: `${names.filter((name) => typeof name === 'string').join('.')}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`,
          type: textField(resource, 'type') ?? '',
          isData,
          attributes: object(instance['attributes']),
        };
      }),
  );
}

/**
 * The objects of what `terraform show -json` prints of a state, or of a plan: there those that exist before it.
 * Undefined where the document is none.
 */
export function objectsOfShow(document: JsonObject): readonly StateObject[] | undefined {
  if (typeof document['format_version'] !== 'string') return undefined;
  const root = inner(document, 'values', 'root_module') ?? inner(document, 'prior_state', 'values', 'root_module');
  return objectsIn(root);
}

function objectsIn(module: unknown): readonly StateObject[] {
  if (!isObject(module)) return [];
  const own = list(module['resources'])
    .filter(isObject)
    .map((resource) => ({
      address: textField(resource, 'address') ?? '',
      type: textField(resource, 'type') ?? '',
      isData: resource['mode'] === 'data',
      attributes: object(resource['values']),
    }));
  return [...own, ...list(module['child_modules']).flatMap(objectsIn)];
}

/** Values that the provider writes into a state where Okta answers none. */
function isLeftOut(name: string, attributes: JsonObject): boolean {
  if (name === 'participate_slo' || name === 'frontchannel_logout_session_required') return attributes[name] === false;
  return name === 'refresh_token_leeway' && attributes[name] === 0 && attributes['refresh_token_rotation'] !== 'ROTATE';
}

/** A value of an attribute that says nothing, as the provider writes it into a state. */
function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (isList(value) && value.length === 0);
}

function put(owner: Record<string, unknown>, place: string, value: unknown): void {
  const keys = place.split('.');
  const last = keys.pop() ?? '';
  let at = owner;
  for (const key of keys) {
    const next = isObject(at[key]) ? { ...at[key] } : {};
    at[key] = next;
    at = next;
  }
  at[last] = value;
}

function withoutEmpty(block: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(block).filter(([, value]) => !isEmpty(value)));
}

/** An attribute that holds JSON as text. */
function jsonIn(attributes: JsonObject, name: string): JsonObject {
  const text = textField(attributes, name);
  if (!text) return {};
  try {
    return object(JSON.parse(text));
  } catch {
    return {};
  }
}
