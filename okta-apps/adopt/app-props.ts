import { isDeepStrictEqual } from 'node:util';
import type { GroupsClaimOfApp } from '../okta/app-companions';
import { appValues, type AppValues } from '../resources/app-values';
import { APP_PROP_ROWS, APP_PROPS, type Prop } from '../shared/app-props';
import { isObject, list, type JsonObject } from '../shared/json';
import { ownershipIn, withoutOwnership } from '../shared/ownership';
import { responseTypesOf } from '../shared/response-types';
import { valueIn } from './written-values';

/** What Okta has of an app in other places than the app's own JSON. */
export interface AppContext {
  /** Names of the assigned groups, by priority. @default - the source does not tell, and they stay outside the code */
  readonly groups?: readonly string[];
  /** Groups claim of the ID token, as the prop has it. @default - none, or the source does not tell */
  readonly groupsClaim?: GroupsClaimOfApp;
  /** How many client secrets are active. @default - not looked at */
  readonly activeSecrets?: number;
  /** Administrator roles of the app. @default - not looked at */
  readonly roles?: readonly string[];
}

/** Props of `OidcWebApp` as plain data, in the order of its table. */
export type AdoptedProps = JsonObject;

/** Props that are not read from an attribute of the app alone. */
const SPECIAL: Readonly<Record<string, (values: AppValues, context: AppContext) => unknown>> = {
  // The id of the app is what Okta takes when no client ID is given.
  clientId: ({ client_id: client, id }) => (client === id ? undefined : client),
  responseTypes: (values) => {
    const types = valueIn(values, 'response_types');
    return sameTexts(types, responseTypesOf(list(valueIn(values, 'grant_types')))) ? undefined : inOrder(types);
  },
  refreshToken: (values) => (list(values['grant_types']).includes('refresh_token') ? refreshToken(values) : undefined),
  initiateLogin: (values) => (values['login_uri'] === undefined ? undefined : membersOf('initiateLogin', values)),
  frontchannelLogout: (values) =>
    values['frontchannel_logout_uri'] === undefined ? undefined : membersOf('frontchannelLogout', values),
  network: ({ network }) => (isObject(network) ? withoutNothing(network) : undefined),
  profile: ({ profile }) => profileBeside(profile),
  owner: ({ profile }) => ownershipIn(profile).owner,
  contact: ({ profile }) => ownershipIn(profile).contact,
  criticality: ({ profile }) => ownershipIn(profile).criticality,
  // No prop: the app keeps whatever policy the org has assigned.
  authenticationPolicy: () => undefined,
  assignTo: (_values, { groups }) => (groups === undefined || groups.length === 0 ? undefined : { groups }),
  groupsClaim: (_values, { groupsClaim }) => groupsClaim,
};

/**
 * The props that declare an app as Okta has it: only those that differ from the defaults of `OidcWebApp`. It is the
 * inverse of what `constructs/` writes; whether nothing is lost, `adoptable` says.
 *
 * @param app the answer of `GET /api/v1/apps/{id}`.
 */
export function appProps(app: JsonObject, context: AppContext = {}): AdoptedProps {
  const values = { ...appValues(app), id: app['id'] };
  const props = APP_PROP_ROWS.map(([name, prop]) => {
    const special = SPECIAL[name];
    return [name, special === undefined ? propOf(name, prop, values) : special(values, context)] as const;
  });
  return Object.fromEntries(props.filter(([, value]) => value !== undefined));
}

function propOf(name: string, prop: Prop, values: AppValues): unknown {
  if (prop.attribute !== undefined) return differing(prop, valueIn(values, prop.attribute));
  return prop.members === undefined ? undefined : membersOf(name, values);
}

/** An object of members that are attributes of their own; undefined where all of them have their defaults. */
function membersOf(name: string, values: AppValues): JsonObject | undefined {
  const { members = {} } = (APP_PROPS as Readonly<Record<string, Prop>>)[name] ?? {};
  const differ = Object.entries(members).flatMap(([member, its]) => {
    const value = its.attribute === undefined ? undefined : differing(its, valueIn(values, its.attribute));
    return value === undefined ? [] : [[member, value] as const];
  });
  return differ.length === 0 ? undefined : Object.fromEntries(differ);
}

/** A static token has a leeway of its own, and none by default. */
function refreshToken(values: AppValues): JsonObject | undefined {
  const rotationType = valueIn(values, 'refresh_token_rotation');
  const leeway = valueIn(values, 'refresh_token_leeway');
  const usual = rotationType === 'STATIC' ? 0 : APP_PROPS.refreshToken.members.leeway.default;
  const props = {
    ...(rotationType !== APP_PROPS.refreshToken.members.rotationType.default && { rotationType }),
    ...(leeway !== usual && { leeway }),
  };
  return Object.keys(props).length === 0 ? undefined : props;
}

function differing({ type, default: usual, isNegated }: Prop, given: unknown): unknown {
  const value = isNegated === true && typeof given === 'boolean' ? !given : given;
  if (type !== 'set') return isDeepStrictEqual(value, usual) ? undefined : value;
  const isEmpty = usual === undefined && list(value).length === 0;
  return isEmpty || sameTexts(value, usual) ? undefined : inOrder(value);
}

/** A set in the order in which `constructs/` writes it. */
function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? [...new Set(list(value))].sort() : value;
}

/** The profile without what props of their own say. */
function profileBeside(profile: unknown): unknown {
  if (Object.keys(ownershipIn(profile)).length === 0) return profile;
  const others = withoutOwnership(profile);
  return isObject(others) && Object.keys(others).length === 0 ? undefined : others;
}

/** Members of a block that hold nothing are left out. */
function withoutNothing(block: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(block).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
}

/** Whether two lists hold the same texts in any order. */
export function sameTexts(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(inOrder(one), inOrder(other));
}
