import { Token } from 'cdktf';
import type { AppProps, Jwk } from '../../rules/app';
import { APP_PROP_ROWS, APP_PROPS, type Prop } from '../../okta-apps/shared/app-props';
import { responseTypesOf } from '../../okta-apps/shared/response-types';
import { UNKNOWN } from '../../okta-apps/shared/unknown';
import { isObject, object } from '../../okta-apps/shared/json';
import { OWNERSHIP_PROPS } from '../../okta-apps/shared/ownership';
import { ClientSecret, isClientSecret } from '../client-secret';
import { hideTokens, holdsToken, LEFT_OUT, NOT_WRITTEN_OUT, openToken } from './tokens';
import type { GrantType, OidcWebAppProps, RefreshToken, ResponseType } from '../oidc-web-app-props';
import { plainData } from './plain-data';

type Table = typeof APP_PROPS;
type WithDefault = { [K in keyof Table]: Table[K] extends { readonly default: unknown } ? K : never }[keyof Table];

/** The props once defaults are filled in; tokens are still in place. */
export type ResolvedProps = OidcWebAppProps &
  Required<Pick<OidcWebAppProps, WithDefault | 'clientSecret' | 'responseTypes' | 'preventDestroy'>>;

/** What a prop is when it is left out. */
const DEFAULTS = Object.fromEntries(
  APP_PROP_ROWS.flatMap(([name, prop]) => (prop.default === undefined ? [] : [[name, prop.default]])),
) as unknown as Pick<Required<OidcWebAppProps>, WithDefault>;

/** Objects that may be tokens, and what their members are when they are left out; nothing where it is `LEFT_OUT`. */
const MEMBER_DEFAULTS: readonly (readonly [keyof Table, Readonly<Record<string, unknown>>])[] = APP_PROP_ROWS.filter(
  ([, { type, isWrittenOut }]) => type === 'object' && isWrittenOut !== true,
).map(([name, { members = {} }]) => [
  name,
  Object.fromEntries(Object.entries(members).map(([member, its]) => [member, its.default ?? LEFT_OUT])),
]);

/** A static token has no leeway: nothing replaces it. */
const STATIC_LEEWAY = 0;

/** The members of a key that are written. */
export const KEY_MEMBERS = Object.fromEntries(
  Object.entries<Prop>(APP_PROPS.jwks.members).flatMap(([name, { attribute }]) =>
    attribute === undefined ? [] : [[name, LEFT_OUT]],
  ),
);

/**
 * The props with every default filled in; tokens are still in place. Never changes its input, and never throws: what is
 * no data is there as a symbol, which a rule refuses.
 */
export function resolveProps(given: OidcWebAppProps, preventDestroy: boolean): ResolvedProps {
  const copy = plainData(given);
  const props = (isObject(copy) ? copy : {}) as unknown as OidcWebAppProps;
  const { grantTypes = DEFAULTS.grantTypes, jwks } = props;
  const resolved: ResolvedProps = {
    clientSecret: ClientSecret.generatedByOkta(),
    responseTypes: defaultResponses(grantTypes),
    preventDestroy,
    ...DEFAULTS,
    ...props,
    ...(isList(jwks) && { jwks: jwks.map((key: Jwk) => openToken(key, KEY_MEMBERS)) }),
    ...refreshToken(props.refreshToken, grantTypes),
  };
  return { ...resolved, ...filledObjects(resolved), ...writtenOut(props) };
}

/** The resolved props as the rules see them. */
export function ruleProps(resolved: ResolvedProps): AppProps {
  const { clientSecret, profile, ...rest } = resolved;
  return {
    ...(holdsToken(rest) ? (hideTokens(rest) as object) : rest),
    clientSecret: secretKind(clientSecret),
    ...(profile !== undefined && { profile: holdsToken(profile) ? UNKNOWN : profile }),
  } as AppProps;
}

/** What is no `ClientSecret`, such as the secret itself, goes to the rules as it is: one refuses it without showing it. */
function secretKind(secret: unknown): unknown {
  if (!isClientSecret(secret)) return secret;
  const { variable: name, key, ephemeral } = secret;
  if (ephemeral !== undefined) return { kind: 'ephemeral', ...object(plainData(ephemeral)) };
  return name === undefined ? { kind: 'okta' } : { kind: 'variable', name, ...(key !== undefined && { key }) };
}

function defaultResponses(grantTypes: readonly GrantType[]): readonly ResponseType[] {
  if (!Array.isArray(grantTypes)) return ['code'];
  return responseTypesOf(grantTypes) as readonly ResponseType[];
}

/**
 * Of these the addresses of resources depend, how many there are, what another stack holds, or what the tool does or
 * shows: Terraform must know them before it plans.
 */
function writtenOut(props: OidcWebAppProps): object {
  const { assignTo, baseUris, baseUriScopes, groupsClaim, rotatedBy } = props;
  const groups = object(assignTo)['groups'];
  return {
    ...(Token.isUnresolved(assignTo) && { assignTo: NOT_WRITTEN_OUT }),
    ...(Token.isUnresolved(groups) && { assignTo: { groups: NOT_WRITTEN_OUT } }),
    ...(Token.isUnresolved(groupsClaim) && { groupsClaim: NOT_WRITTEN_OUT }),
    ...(Token.isUnresolved(rotatedBy) && { rotatedBy: NOT_WRITTEN_OUT }),
    ...Object.fromEntries(
      OWNERSHIP_PROPS.filter((name) => Token.isUnresolved(props[name])).map((name) => [name, NOT_WRITTEN_OUT]),
    ),
    ...(baseUris && { baseUris: hideTokens(baseUris, NOT_WRITTEN_OUT) }),
    ...(baseUriScopes && { baseUriScopes: hideTokens(baseUriScopes, NOT_WRITTEN_OUT) }),
  };
}

function isList<T>(value: readonly T[] | undefined): value is readonly T[] {
  return Array.isArray(value) && !Token.isUnresolved(value);
}

/** The settings of refresh tokens where the app gets some: the leeway of a static one is its own. */
function refreshToken(given: RefreshToken | undefined, grantTypes: readonly GrantType[]) {
  if (given === undefined) {
    const granted = Array.isArray(grantTypes) && grantTypes.includes('refresh_token');
    return granted ? { refreshToken: {} } : {};
  }
  const { rotationType, leeway } = object(given);
  const isStatic = rotationType === 'STATIC' && leeway === undefined;
  return { refreshToken: isStatic ? { ...given, leeway: STATIC_LEEWAY } : given };
}

/** The objects with the defaults of their members; what is no object is left alone. */
function filledObjects(props: ResolvedProps): Partial<ResolvedProps> {
  return Object.fromEntries(
    MEMBER_DEFAULTS.filter(([name]) => props[name] !== undefined).map(([name, defaults]) => {
      const value: unknown = openToken(props[name], defaults);
      if (!isObject(value)) return [name, value];
      const known = Object.entries(defaults).filter(([, otherwise]) => otherwise !== LEFT_OUT);
      return [name, { ...Object.fromEntries(known), ...value }];
    }),
  );
}
