import { Fn, Token, type TerraformVariable } from 'cdktf';
import type { OidcWebAppProps } from '../../constructs/oidc-web-app';
import { attributesWith } from '../support/synth-stack';

const TEXT = '${var.v}';

/** A prop that is no attribute of the app. */
type Elsewhere =
  | 'clientSecret'
  | 'rotatedBy' // secret-settings.test.ts
  | 'owner'
  | 'contact'
  | 'criticality' // ownership.test.ts
  | 'assignTo' // look-up.test.ts
  | 'baseUris' // origins-stack.test.ts
  | 'baseUriScopes';

/** For every other prop: how a token is given, and what Terraform must read. */
const CASES: Readonly<
  Record<
    Exclude<keyof OidcWebAppProps, Elsewhere>,
    { readonly given: (v: TerraformVariable) => object; readonly written: object }
  >
> = {
  label: { given: (v) => ({ label: v.stringValue }), written: { label: TEXT } },
  redirectUris: { given: (v) => ({ redirectUris: v.listValue }), written: { redirect_uris: TEXT } },
  clientId: { given: (v) => ({ clientId: v.stringValue }), written: { client_id: TEXT } },
  grantTypes: { given: (v) => ({ grantTypes: v.listValue }), written: { grant_types: TEXT } },
  responseTypes: { given: (v) => ({ responseTypes: v.listValue }), written: { response_types: TEXT } },
  refreshToken: {
    given: (v) => ({
      grantTypes: ['authorization_code', 'refresh_token'],
      refreshToken: { rotationType: v.stringValue, leeway: v.numberValue },
    }),
    written: { refresh_token_rotation: TEXT, refresh_token_leeway: TEXT },
  },
  tokenEndpointAuthMethod: {
    given: (v) => ({ tokenEndpointAuthMethod: v.stringValue }),
    written: { token_endpoint_auth_method: TEXT },
  },
  jwks: {
    given: (v) => ({
      tokenEndpointAuthMethod: 'private_key_jwt',
      jwks: [{ kty: 'RSA', kid: 'k1', e: 'AQAB', n: v.stringValue }],
    }),
    written: { jwks: [{ kty: 'RSA', kid: 'k1', e: 'AQAB', n: TEXT }] },
  },
  jwksUri: {
    given: (v) => ({ tokenEndpointAuthMethod: 'private_key_jwt', jwksUri: v.stringValue }),
    written: { jwks_uri: TEXT },
  },
  pkceRequired: { given: (v) => ({ pkceRequired: v.booleanValue }), written: { pkce_required: TEXT } },
  postLogoutRedirectUris: {
    given: (v) => ({ postLogoutRedirectUris: [v.stringValue, 'https://a.acme.dev/'] }),
    written: { post_logout_redirect_uris: ['https://a.acme.dev/', TEXT] },
  },
  initiateLogin: {
    given: (v) => ({ initiateLogin: { uri: v.stringValue, mode: v.stringValue, scopes: v.listValue } }),
    written: { login_uri: TEXT, login_mode: TEXT, login_scopes: TEXT },
  },
  wildcardRedirect: {
    given: (v) => ({ wildcardRedirect: v.stringValue }),
    written: { wildcard_redirect: TEXT },
  },
  consentMethod: { given: (v) => ({ consentMethod: v.stringValue }), written: { consent_method: TEXT } },
  issuerMode: { given: (v) => ({ issuerMode: v.stringValue }), written: { issuer_mode: TEXT } },
  clientUri: { given: (v) => ({ clientUri: v.stringValue }), written: { client_uri: TEXT } },
  logoUri: { given: (v) => ({ logoUri: v.stringValue }), written: { logo_uri: TEXT } },
  policyUri: { given: (v) => ({ policyUri: v.stringValue }), written: { policy_uri: TEXT } },
  tosUri: { given: (v) => ({ tosUri: v.stringValue }), written: { tos_uri: TEXT } },
  authenticationPolicy: {
    given: (v) => ({ authenticationPolicy: v.stringValue }),
    written: { authentication_policy: TEXT },
  },
  userNameTemplate: {
    given: (v) => ({ userNameTemplate: v.stringValue }),
    written: { user_name_template: TEXT, user_name_template_type: 'CUSTOM' },
  },
  visibility: {
    given: (v) => ({ visibility: { web: v.booleanValue, autoSubmitToolbar: v.booleanValue } }),
    written: { hide_web: '${var.v ? false : true}', auto_submit_toolbar: TEXT },
  },
  implicitAssignment: {
    given: (v) => ({ implicitAssignment: v.booleanValue }),
    written: { implicit_assignment: TEXT },
  },
  notes: {
    given: (v) => ({ notes: { admin: v.stringValue, endUser: v.stringValue } }),
    written: { admin_note: TEXT, enduser_note: TEXT },
  },
  frontchannelLogout: {
    given: (v) => ({ frontchannelLogout: { uri: v.stringValue, sessionRequired: v.booleanValue } }),
    written: { frontchannel_logout_uri: TEXT, frontchannel_logout_session_required: TEXT },
  },
  network: {
    given: (v) => ({ network: { connection: 'ZONE', include: v.listValue } }),
    written: { network: { connection: 'ZONE', include: TEXT } },
  },
  status: { given: (v) => ({ status: v.stringValue }), written: { status: TEXT } },
  profile: {
    given: (v) => ({ profile: { team: v.stringValue } }),
    written: { profile: '${jsonencode({"team" = var.v})}' },
  },
  preventDestroy: {
    given: (v) => ({ preventDestroy: v.booleanValue }),
    written: { lifecycle: { prevent_destroy: true } },
  },
  groupsClaim: {
    given: (v) => ({ groupsClaim: { name: v.stringValue, filter: v.stringValue, value: v.stringValue } }),
    written: { groups_claim: { name: TEXT, type: 'FILTER', filter_type: TEXT, value: TEXT } },
  },
};

describe('a token in', () => {
  it.each(Object.entries(CASES))('%s reaches Terraform and breaks no rule', (_, { given, written }) => {
    expect(attributesWith(given)).toMatchObject(written);
  });

  it('a literal around it keeps both', () => {
    const attributes = attributesWith((v) => ({
      redirectUris: [`https://${v.stringValue}/cb`, 'https://a.acme.dev/cb'],
    }));
    expect(attributes['redirect_uris']).toEqual(['https://${var.v}/cb', 'https://a.acme.dev/cb']);
  });

  it('an expression of Fn reaches Terraform', () => {
    const attributes = attributesWith((v) => ({ label: Token.asString(Fn.upper(v.stringValue)) }));
    expect(attributes['label']).toBe('${upper(var.v)}');
  });
});
