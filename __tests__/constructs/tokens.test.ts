import { Fn, TerraformVariable, Token } from 'cdktf';
import { OidcWebApp, type OidcWebAppProps } from '../../constructs/oidc-web-app';
import { appAt, bareStack, MINIMAL, synthesized } from '../support/synth-stack';

const TEXT = '${var.v}';

/** For every prop: how a token is given, and what Terraform must read. */
const CASES: readonly {
  readonly prop: keyof OidcWebAppProps;
  readonly given: (v: TerraformVariable) => object;
  readonly written: object;
}[] = [
  { prop: 'label', given: (v) => ({ label: v.stringValue }), written: { label: TEXT } },
  { prop: 'redirectUris', given: (v) => ({ redirectUris: v.listValue }), written: { redirect_uris: TEXT } },
  { prop: 'clientId', given: (v) => ({ clientId: v.stringValue }), written: { client_id: TEXT } },
  { prop: 'grantTypes', given: (v) => ({ grantTypes: v.listValue }), written: { grant_types: TEXT } },
  { prop: 'responseTypes', given: (v) => ({ responseTypes: v.listValue }), written: { response_types: TEXT } },
  {
    prop: 'refreshToken',
    given: (v) => ({
      grantTypes: ['authorization_code', 'refresh_token'],
      refreshToken: { rotationType: v.stringValue, leeway: v.numberValue },
    }),
    written: { refresh_token_rotation: TEXT, refresh_token_leeway: TEXT },
  },
  {
    prop: 'tokenEndpointAuthMethod',
    given: (v) => ({ tokenEndpointAuthMethod: v.stringValue }),
    written: { token_endpoint_auth_method: TEXT },
  },
  {
    prop: 'jwks',
    given: (v) => ({
      tokenEndpointAuthMethod: 'private_key_jwt',
      jwks: [{ kty: 'RSA', kid: 'k1', e: 'AQAB', n: v.stringValue }],
    }),
    written: { jwks: [{ kty: 'RSA', kid: 'k1', e: 'AQAB', n: TEXT }] },
  },
  {
    prop: 'jwksUri',
    given: (v) => ({ tokenEndpointAuthMethod: 'private_key_jwt', jwksUri: v.stringValue }),
    written: { jwks_uri: TEXT },
  },
  { prop: 'pkceRequired', given: (v) => ({ pkceRequired: v.booleanValue }), written: { pkce_required: TEXT } },
  {
    prop: 'postLogoutRedirectUris',
    given: (v) => ({ postLogoutRedirectUris: [v.stringValue, 'https://a.acme.dev/'] }),
    written: { post_logout_redirect_uris: ['https://a.acme.dev/', TEXT] },
  },
  {
    prop: 'initiateLogin',
    given: (v) => ({ initiateLogin: { uri: v.stringValue, mode: v.stringValue, scopes: v.listValue } }),
    written: { login_uri: TEXT, login_mode: TEXT, login_scopes: TEXT },
  },
  {
    prop: 'wildcardRedirect',
    given: (v) => ({ wildcardRedirect: v.stringValue }),
    written: { wildcard_redirect: TEXT },
  },
  { prop: 'consentMethod', given: (v) => ({ consentMethod: v.stringValue }), written: { consent_method: TEXT } },
  { prop: 'issuerMode', given: (v) => ({ issuerMode: v.stringValue }), written: { issuer_mode: TEXT } },
  { prop: 'clientUri', given: (v) => ({ clientUri: v.stringValue }), written: { client_uri: TEXT } },
  { prop: 'logoUri', given: (v) => ({ logoUri: v.stringValue }), written: { logo_uri: TEXT } },
  { prop: 'policyUri', given: (v) => ({ policyUri: v.stringValue }), written: { policy_uri: TEXT } },
  { prop: 'tosUri', given: (v) => ({ tosUri: v.stringValue }), written: { tos_uri: TEXT } },
  {
    prop: 'authenticationPolicy',
    given: (v) => ({ authenticationPolicy: v.stringValue }),
    written: { authentication_policy: TEXT },
  },
  {
    prop: 'userNameTemplate',
    given: (v) => ({ userNameTemplate: v.stringValue }),
    written: { user_name_template: TEXT, user_name_template_type: 'CUSTOM' },
  },
  {
    prop: 'visibility',
    given: (v) => ({ visibility: { web: v.booleanValue, autoSubmitToolbar: v.booleanValue } }),
    written: { hide_web: '${var.v ? false : true}', auto_submit_toolbar: TEXT },
  },
  {
    prop: 'implicitAssignment',
    given: (v) => ({ implicitAssignment: v.booleanValue }),
    written: { implicit_assignment: TEXT },
  },
  {
    prop: 'notes',
    given: (v) => ({ notes: { admin: v.stringValue, endUser: v.stringValue } }),
    written: { admin_note: TEXT, enduser_note: TEXT },
  },
  {
    prop: 'frontchannelLogout',
    given: (v) => ({ frontchannelLogout: { uri: v.stringValue, sessionRequired: v.booleanValue } }),
    written: { frontchannel_logout_uri: TEXT, frontchannel_logout_session_required: TEXT },
  },
  {
    prop: 'network',
    given: (v) => ({ network: { connection: 'ZONE', include: v.listValue } }),
    written: { network: { connection: 'ZONE', include: TEXT } },
  },
  { prop: 'status', given: (v) => ({ status: v.stringValue }), written: { status: TEXT } },
  {
    prop: 'profile',
    given: (v) => ({ profile: { team: v.stringValue } }),
    written: { profile: '${jsonencode({"team" = var.v})}' },
  },
];

function synth(given: (v: TerraformVariable) => object): Record<string, unknown> {
  const stack = bareStack();
  const variable = new TerraformVariable(stack, 'v', {});
  new OidcWebApp(stack, 'billing', { ...MINIMAL, ...given(variable) });
  return appAt(synthesized(stack), 'billing');
}

describe('a token in', () => {
  it.each(CASES)('$prop reaches Terraform and breaks no rule', ({ given, written }) => {
    expect(synth(given)).toMatchObject(written);
  });

  it('a literal around it keeps both', () => {
    const attributes = synth((v) => ({ redirectUris: [`https://${v.stringValue}/cb`, 'https://a.acme.dev/cb'] }));
    expect(attributes['redirect_uris']).toEqual(['https://${var.v}/cb', 'https://a.acme.dev/cb']);
  });

  it('an expression of Fn reaches Terraform', () => {
    const attributes = synth((v) => ({ label: Token.asString(Fn.upper(v.stringValue)) }));
    expect(attributes['label']).toBe('${upper(var.v)}');
  });
});
