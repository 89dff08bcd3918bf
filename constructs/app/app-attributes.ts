import { Fn, TerraformIterator, Token, type IResolvable } from 'cdktf';
import type { AppOauthConfig, AppOauthGroupsClaim, AppOauthJwks } from '@cdktf/provider-okta/lib/app-oauth';
import { holdsToken, literal, literals, literalSet, openToken } from './tokens';
import type { Jwk } from '../oidc-web-app-props';
import { KEY_MEMBERS, type ResolvedProps } from './resolve-props';

/** Expressions that Okta calls built in; any other is a custom one. @see Okta's ApplicationCredentialsUsernameTemplate */
const BUILT_IN_TEMPLATE =
  /^\$\{(source\.(login|email|userName|employeeID|samAccountName)|fn:toLowerCase\(source\.(email|userName|samAccountName)\)|fn:substringBefore\(source\.(login|email|userName), "@"\))\}(\$\{instance\.userSuffix\})?$/;

/**
 * The attributes that the 4.20 bindings know. Whatever Okta or the provider would default is written out, so that a
 * plan shows it. The client secret stays out of the state: `omit_secret` is always true.
 *
 * @param policy Id of the authentication policy, or a token of it.
 */
export function boundAttributes(props: ResolvedProps, policy?: string): AppOauthConfig {
  return {
    type: 'web',
    label: literal(props.label),
    redirectUris: literals(props.redirectUris) as string[],
    ...given('clientId', literal(props.clientId)),
    omitSecret: true,
    autoKeyRotation: true,
    grantTypes: literalSet(props.grantTypes) as string[],
    responseTypes: literalSet(props.responseTypes) as string[],
    ...(props.refreshToken && {
      refreshTokenRotation: props.refreshToken.rotationType,
      refreshTokenLeeway: props.refreshToken.leeway,
    }),
    tokenEndpointAuthMethod: props.tokenEndpointAuthMethod,
    ...given('jwks', keys(props.jwks)),
    ...given('jwksUri', literal(props.jwksUri)),
    pkceRequired: props.pkceRequired,
    ...given('postLogoutRedirectUris', literalSet(props.postLogoutRedirectUris) as string[] | undefined),
    loginMode: props.initiateLogin?.mode ?? 'DISABLED',
    ...given('loginUri', literal(props.initiateLogin?.uri)),
    ...given('loginScopes', literalSet(props.initiateLogin?.scopes) as string[] | undefined),
    wildcardRedirect: props.wildcardRedirect,
    consentMethod: props.consentMethod,
    issuerMode: props.issuerMode,
    ...given('clientUri', literal(props.clientUri)),
    ...given('logoUri', literal(props.logoUri)),
    ...given('policyUri', literal(props.policyUri)),
    ...given('tosUri', literal(props.tosUri)),
    ...given('authenticationPolicy', policy),
    userNameTemplate: literal(props.userNameTemplate),
    userNameTemplateType: BUILT_IN_TEMPLATE.test(props.userNameTemplate) ? 'BUILT_IN' : 'CUSTOM',
    hideWeb: not(props.visibility.web),
    hideIos: not(props.visibility.ios),
    autoSubmitToolbar: props.visibility.autoSubmitToolbar,
    accessibilitySelfService: false,
    implicitAssignment: props.implicitAssignment,
    ...given('adminNote', literal(props.notes?.admin)),
    ...given('enduserNote', literal(props.notes?.endUser)),
    status: props.status,
    ...given('profile', profile(props.profile)),
    ...given('groupsClaim', groupsClaim(props.groupsClaim)),
    ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
  };
}

/** The attributes that came after the 4.20 bindings, in Terraform's own names. */
export function newerAttributes(props: ResolvedProps): Record<string, unknown> {
  return {
    ...(props.authenticationPolicy === undefined && { skip_authentication_policy: true }),
    ...(props.clientSecret.variable !== undefined && {
      client_basic_secret_wo: `\${var.${props.clientSecret.variable}}`,
      client_basic_secret_wo_version: 1,
    }),
    ...(props.frontchannelLogout && {
      participate_slo: true,
      frontchannel_logout_uri: literal(props.frontchannelLogout.uri),
      frontchannel_logout_session_required: props.frontchannelLogout.sessionRequired,
    }),
    ...(props.network && {
      network: {
        connection: props.network.connection,
        ...given('include', literalSet(props.network.include)),
        ...given('exclude', literalSet(props.network.exclude)),
      },
    }),
  };
}

/** `{ [key]: value }`, or nothing when there is no value: an attribute is written or it is not, never as null. */
function given<K extends string, V>(key: K, value: V): Partial<Record<K, NonNullable<V>>> {
  return (value === undefined || value === null ? {} : { [key]: value }) as Partial<Record<K, NonNullable<V>>>;
}

/** The provider has no attribute for `use`, `alg` and `crv`. */
function keys(jwks: readonly Jwk[] | undefined): AppOauthJwks[] | IResolvable | undefined {
  if (jwks === undefined) return undefined;
  if (Token.isUnresolved(jwks)) return keysOfToken(jwks);
  return jwks.map((key: Jwk) => ({
    kty: literal(key.kty),
    kid: literal(key.kid),
    ...given('e', literal(key.e)),
    ...given('n', literal(key.n)),
    ...given('x', literal(key.x)),
    ...given('y', literal(key.y)),
  }));
}

/** Blocks cannot come out of an expression: Terraform makes one for each key of the list. */
function keysOfToken(jwks: unknown): IResolvable {
  const each = TerraformIterator.fromList(jwks as IResolvable);
  const key = openToken(each.value as unknown, KEY_MEMBERS) as Record<string, unknown>;
  return each.dynamic(key);
}

function groupsClaim(claim: ResolvedProps['groupsClaim']): AppOauthGroupsClaim | undefined {
  if (typeof claim !== 'object') return claim;
  const { name, filter, value } = claim;
  return {
    name: literal(name),
    value: literal(value),
    type: filter === undefined ? 'EXPRESSION' : 'FILTER',
    ...given('filterType', filter),
  };
}

function profile(value: ResolvedProps['profile']): string | undefined {
  if (value === undefined) return undefined;
  return holdsToken(value) ? Fn.jsonencode(value) : literal(JSON.stringify(value));
}

/** "Visible" as Okta's "hidden"; a boolean token is negated by Terraform. */
function not(visible: boolean): boolean | IResolvable {
  return typeof visible === 'boolean' ? !visible : (Fn.conditional(visible, false, true) as IResolvable);
}
