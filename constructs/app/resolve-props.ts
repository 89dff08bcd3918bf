import { Token } from 'cdktf';
import type { AppProps, Jwk } from '../../rules/app';
import { UNKNOWN } from '../../okta-apps/shared/unknown';
import { isPlain, members } from '../../okta-apps/shared/values';
import { ClientSecret } from '../client-secret';
import { hideTokens, holdsToken, LEFT_OUT, NOT_WRITTEN_OUT, openToken } from './tokens';
import type { GrantType, OidcWebAppProps, RefreshToken, ResponseType } from '../oidc-web-app-props';
import { plainData } from './plain-data';

/** What is written when a prop is left out. */
const OIDC_WEB_APP_DEFAULTS = {
  grantTypes: ['authorization_code'],
  tokenEndpointAuthMethod: 'client_secret_basic',
  pkceRequired: true,
  wildcardRedirect: 'DISABLED',
  consentMethod: 'TRUSTED',
  issuerMode: 'ORG_URL',
  userNameTemplate: '${source.login}',
  implicitAssignment: false,
  status: 'ACTIVE',
  baseUriScopes: ['REDIRECT'],
} as const;

/** What is written when a member of a prop is left out; nothing where it is `LEFT_OUT`. */
const MEMBER_DEFAULTS = {
  refreshToken: { rotationType: 'ROTATE', leeway: 30 },
  initiateLogin: { uri: LEFT_OUT, mode: 'SPEC', scopes: LEFT_OUT },
  visibility: { web: false, ios: false, autoSubmitToolbar: false },
  notes: { admin: LEFT_OUT, endUser: LEFT_OUT },
  frontchannelLogout: { uri: LEFT_OUT, sessionRequired: false },
  network: { connection: LEFT_OUT, include: LEFT_OUT, exclude: LEFT_OUT },
} as const;

/** A static token has no leeway: nothing replaces it. */
const STATIC_LEEWAY = 0;

/** The members of a key that are written. */
export const KEY_MEMBERS = {
  kty: LEFT_OUT,
  kid: LEFT_OUT,
  e: LEFT_OUT,
  n: LEFT_OUT,
  x: LEFT_OUT,
  y: LEFT_OUT,
} as const;

/** The response types that each grant needs (RFC 6749, OpenID Connect Core 3). */
const RESPONSES_OF: ReadonlyMap<GrantType, readonly ResponseType[]> = new Map([
  ['authorization_code', ['code']],
  ['implicit', ['id_token', 'token']],
]);

/**
 * The props with every default filled in; tokens are still in place. Never changes its input, and never throws: what is
 * no data is there as a symbol, which a rule refuses.
 */
export function resolveProps(given: OidcWebAppProps, preventDestroy: boolean) {
  const copy = plainData(given);
  const props = (isPlain(copy) ? copy : {}) as unknown as OidcWebAppProps;
  const { grantTypes = OIDC_WEB_APP_DEFAULTS.grantTypes, visibility = {}, jwks } = props;
  return {
    clientSecret: ClientSecret.generatedByOkta(),
    responseTypes: defaultResponses(grantTypes),
    preventDestroy,
    ...OIDC_WEB_APP_DEFAULTS,
    ...props,
    ...(isList(jwks) && { jwks: jwks.map((key: Jwk) => openToken(key, KEY_MEMBERS)) }),
    refreshToken: refreshToken(props.refreshToken, grantTypes),
    initiateLogin: filled('initiateLogin', props.initiateLogin),
    visibility: filled('visibility', visibility),
    notes: filled('notes', props.notes),
    frontchannelLogout: filled('frontchannelLogout', props.frontchannelLogout),
    network: filled('network', props.network),
    ...writtenOut(props),
  };
}

export type ResolvedProps = ReturnType<typeof resolveProps>;

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
  if (!(secret instanceof ClientSecret)) return secret;
  return secret.variable === undefined ? { kind: 'okta' } : { kind: 'variable', name: secret.variable };
}

function defaultResponses(grantTypes: readonly GrantType[]): readonly ResponseType[] {
  if (!Array.isArray(grantTypes)) return ['code'];
  const needed = grantTypes.flatMap((grant: GrantType) => RESPONSES_OF.get(grant) ?? []);
  return needed.length > 0 ? [...new Set(needed)] : ['code'];
}

/**
 * Of these the addresses of resources depend, how many there are, or what another stack holds: Terraform must know them
 * before it plans.
 */
function writtenOut({ assignTo, baseUris, baseUriScopes, groupsClaim }: OidcWebAppProps): object {
  const groups = members(assignTo)['groups'];
  return {
    ...(Token.isUnresolved(assignTo) && { assignTo: NOT_WRITTEN_OUT }),
    ...(Token.isUnresolved(groups) && { assignTo: { groups: NOT_WRITTEN_OUT } }),
    ...(Token.isUnresolved(groupsClaim) && { groupsClaim: NOT_WRITTEN_OUT }),
    ...(baseUris && { baseUris: hideTokens(baseUris, NOT_WRITTEN_OUT) }),
    ...(baseUriScopes && { baseUriScopes: hideTokens(baseUriScopes, NOT_WRITTEN_OUT) }),
  };
}

function isList<T>(value: readonly T[] | undefined): value is readonly T[] {
  return Array.isArray(value) && !Token.isUnresolved(value);
}

function refreshToken(given: RefreshToken | undefined, grantTypes: readonly GrantType[]) {
  const granted = Array.isArray(grantTypes) && grantTypes.includes('refresh_token');
  if (given === undefined && !granted) return undefined;
  const isStatic = members(given)['rotationType'] === 'STATIC' && members(given)['leeway'] === undefined;
  const token = filled('refreshToken', given === undefined ? {} : given);
  return isStatic ? { ...token, leeway: STATIC_LEEWAY } : token;
}

type Filled<T, D> = T extends object
  ? T & { readonly [K in keyof D as D[K] extends symbol ? never : K]: NonNullable<T[K & keyof T]> }
  : T;

/** The object with the defaults of its members; what is no object is left alone. */
function filled<P extends keyof typeof MEMBER_DEFAULTS, T>(prop: P, given: T): Filled<T, (typeof MEMBER_DEFAULTS)[P]> {
  const value = openToken(given, MEMBER_DEFAULTS[prop]);
  if (!isPlain(value)) return value as Filled<T, (typeof MEMBER_DEFAULTS)[P]>;
  const defaults = Object.entries(MEMBER_DEFAULTS[prop]).filter(([, otherwise]) => otherwise !== LEFT_OUT);
  return { ...Object.fromEntries(defaults), ...value } as Filled<T, (typeof MEMBER_DEFAULTS)[P]>;
}
