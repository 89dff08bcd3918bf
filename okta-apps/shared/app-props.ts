/** What a prop holds. A `list` keeps its order, a `set` is sorted; both are of texts. */
type PropType = 'text' | 'truth' | 'number' | 'list' | 'set' | 'object' | 'json' | 'keys' | 'secret';

/** A prop of `OidcWebApp`, or a member of one. */
export interface Prop {
  readonly type: PropType;
  /** It may be missing once defaults are filled in. */
  readonly optional?: true;
  /** What it is when it is left out. @default - missing, or what other props or the environment say */
  readonly default?: unknown;
  /** Its attribute of `okta_app_oauth`; that of a member is one of the app too, unless the object has one itself. */
  readonly attribute?: string;
  /** The bindings, made for provider 4.20, do not know the attribute. */
  readonly isNewer?: true;
  /** The attribute says the opposite, as `hide_web` does. */
  readonly isNegated?: true;
  /** It is kept in the attribute `profile`, under the key of shared/ownership.ts. */
  readonly isInProfile?: true;
  /** Terraform must know it before it plans, so it is no token. */
  readonly isWrittenOut?: true;
  /** What Okta calls it in its errors, where that is neither the attribute nor the prop. */
  readonly oktaName?: string;
  readonly members?: Readonly<Record<string, Prop>>;
}

/** A prop, and the key of the page that says what it is in `SOURCES` of rules/sources.ts. */
export interface TopProp extends Prop {
  readonly see: string;
}

/** A member of a public key that Okta gets. */
const keyMember = (attribute: string) => ({ type: 'text', optional: true, attribute }) as const;

/**
 * The props of `OidcWebApp`: what each holds, its default and its attribute. The shapes that rules check, defaults,
 * what is written to Terraform and docs/props.md come from here. Besides it, a prop is in `OidcWebAppProps`, in the
 * local org and in the provider endpoint.
 */
export const APP_PROPS = {
  label: { type: 'text', attribute: 'label', see: 'oktaApps' },
  redirectUris: { type: 'list', attribute: 'redirect_uris', see: 'rfc6749Redirects' },
  clientId: { type: 'text', optional: true, attribute: 'client_id', see: 'rfc6749Registration' },
  clientSecret: { type: 'secret', see: 'oktaSecrets' },
  rotatedBy: { type: 'text', optional: true, isWrittenOut: true, see: 'oktaSecrets' },
  grantTypes: { type: 'set', default: ['authorization_code'], attribute: 'grant_types', see: 'oktaClients' },
  responseTypes: { type: 'set', attribute: 'response_types', see: 'responseTypes' },
  refreshToken: {
    type: 'object',
    optional: true,
    members: {
      rotationType: {
        type: 'text',
        default: 'ROTATE',
        attribute: 'refresh_token_rotation',
        oktaName: 'rotation_type',
      },
      leeway: { type: 'number', default: 30, attribute: 'refresh_token_leeway', oktaName: 'leeway' },
    },
    see: 'oktaRefreshTokens',
  },
  tokenEndpointAuthMethod: {
    type: 'text',
    default: 'client_secret_basic',
    attribute: 'token_endpoint_auth_method',
    see: 'oktaApps',
  },
  jwks: {
    type: 'keys',
    optional: true,
    attribute: 'jwks',
    members: {
      kty: { type: 'text', attribute: 'kty' },
      kid: { type: 'text', attribute: 'kid' },
      use: { type: 'text', optional: true },
      alg: { type: 'text', optional: true },
      crv: { type: 'text', optional: true },
      e: keyMember('e'),
      n: keyMember('n'),
      x: keyMember('x'),
      y: keyMember('y'),
    },
    see: 'rfc7523',
  },
  jwksUri: { type: 'text', optional: true, attribute: 'jwks_uri', see: 'rfc7591Uris' },
  pkceRequired: { type: 'truth', default: true, attribute: 'pkce_required', see: 'rfc7636' },
  postLogoutRedirectUris: {
    type: 'set',
    optional: true,
    attribute: 'post_logout_redirect_uris',
    see: 'rpLogout',
  },
  initiateLogin: {
    type: 'object',
    optional: true,
    members: {
      uri: { type: 'text', attribute: 'login_uri', oktaName: 'initiate_login_uri' },
      mode: { type: 'text', default: 'SPEC', attribute: 'login_mode' },
      scopes: { type: 'set', optional: true, attribute: 'login_scopes' },
    },
    see: 'thirdPartyLogin',
  },
  wildcardRedirect: { type: 'text', default: 'DISABLED', attribute: 'wildcard_redirect', see: 'oktaApps' },
  consentMethod: { type: 'text', default: 'TRUSTED', attribute: 'consent_method', see: 'oktaApps' },
  issuerMode: { type: 'text', default: 'ORG_URL', attribute: 'issuer_mode', see: 'oktaCustomDomain' },
  clientUri: { type: 'text', optional: true, attribute: 'client_uri', see: 'rfc7591Uris' },
  logoUri: { type: 'text', optional: true, attribute: 'logo_uri', see: 'rfc7591Uris' },
  policyUri: { type: 'text', optional: true, attribute: 'policy_uri', see: 'rfc7591Uris' },
  tosUri: { type: 'text', optional: true, attribute: 'tos_uri', see: 'rfc7591Uris' },
  authenticationPolicy: { type: 'text', optional: true, attribute: 'authentication_policy', see: 'provider' },
  userNameTemplate: { type: 'text', default: '${source.login}', attribute: 'user_name_template', see: 'oktaApps' },
  visibility: {
    type: 'object',
    default: {},
    members: {
      web: { type: 'truth', default: false, attribute: 'hide_web', isNegated: true },
      ios: { type: 'truth', default: false, attribute: 'hide_ios', isNegated: true },
      autoSubmitToolbar: { type: 'truth', default: false, attribute: 'auto_submit_toolbar' },
    },
    see: 'oktaApps',
  },
  implicitAssignment: { type: 'truth', default: false, attribute: 'implicit_assignment', see: 'oktaApps' },
  notes: {
    type: 'object',
    optional: true,
    members: {
      admin: { type: 'text', optional: true, attribute: 'admin_note' },
      endUser: { type: 'text', optional: true, attribute: 'enduser_note' },
    },
    see: 'oktaApps',
  },
  frontchannelLogout: {
    type: 'object',
    optional: true,
    oktaName: 'participate_slo',
    members: {
      uri: { type: 'text', attribute: 'frontchannel_logout_uri', isNewer: true },
      sessionRequired: {
        type: 'truth',
        default: false,
        attribute: 'frontchannel_logout_session_required',
        isNewer: true,
      },
    },
    see: 'frontchannelLogout',
  },
  network: {
    type: 'object',
    optional: true,
    attribute: 'network',
    isNewer: true,
    members: {
      connection: { type: 'text', attribute: 'connection' },
      include: { type: 'set', optional: true, attribute: 'include' },
      exclude: { type: 'set', optional: true, attribute: 'exclude' },
    },
    see: 'oktaApps',
  },
  status: { type: 'text', default: 'ACTIVE', attribute: 'status', see: 'oktaApps' },
  profile: { type: 'json', optional: true, attribute: 'profile', see: 'oktaApps' },
  owner: { type: 'text', optional: true, isInProfile: true, isWrittenOut: true, see: 'oktaApps' },
  contact: { type: 'text', optional: true, isInProfile: true, isWrittenOut: true, see: 'oktaApps' },
  criticality: { type: 'text', optional: true, isInProfile: true, isWrittenOut: true, see: 'oktaApps' },
  preventDestroy: { type: 'truth', see: 'provider' },
  assignTo: {
    type: 'object',
    optional: true,
    isWrittenOut: true,
    members: { groups: { type: 'list' } },
    see: 'groupAssignments',
  },
  groupsClaim: {
    type: 'object',
    optional: true,
    isWrittenOut: true,
    attribute: 'groups_claim',
    members: {
      name: { type: 'text', attribute: 'name' },
      filter: { type: 'text', optional: true, attribute: 'filter_type' },
      value: { type: 'text', attribute: 'value' },
    },
    see: 'provider',
  },
  baseUris: { type: 'list', optional: true, isWrittenOut: true, see: 'oktaTrustedOrigins' },
  baseUriScopes: {
    type: 'list',
    optional: true,
    isWrittenOut: true,
    default: ['REDIRECT'],
    see: 'oktaTrustedOrigins',
  },
} as const satisfies Readonly<Record<string, TopProp>>;

/** The rows of the table without their literal types, in its order. */
export const APP_PROP_ROWS = Object.entries(APP_PROPS) as readonly (readonly [keyof typeof APP_PROPS, TopProp])[];

/** A row of a prop or a member, and the names that lead to it, such as `['refreshToken', 'leeway']`. */
export interface PropAt {
  readonly path: readonly [string] | readonly [string, string];
  readonly prop: Prop;
  /** Its attribute of the app itself; undefined for a member of an object that has an attribute. */
  readonly attribute: string | undefined;
}

/** Every prop and every member. */
export function propsAndMembers(): readonly PropAt[] {
  return APP_PROP_ROWS.flatMap(([name, prop]): PropAt[] => [
    { path: [name], prop, attribute: prop.attribute },
    ...Object.entries(prop.members ?? {}).map(([member, its]): PropAt => ({
      path: [name, member],
      prop: its,
      attribute: prop.attribute === undefined ? its.attribute : undefined,
    })),
  ]);
}
