import { adoptable } from '../../../okta-apps/adopt/adoptable';
import { template } from './support/template-app';

/** The props of the template. */
const PROPS = {
  label: 'Web App Template',
  redirectUris: ['http://localhost:8080/authorization-code/callback'],
  grantTypes: ['authorization_code', 'refresh_token'],
  pkceRequired: false,
  postLogoutRedirectUris: ['http://localhost:8080'],
  consentMethod: 'REQUIRED',
  issuerMode: 'DYNAMIC',
};

const OAUTH = 'settings.oauthClient';

it("the template of Okta's guide is adopted with only what differs from the defaults", () => {
  const result = adoptable(template());
  expect(result).toEqual({ props: PROPS });
  expect('props' in result && Object.keys(result.props)).toEqual(Object.keys(PROPS));
});

it.each<[string, Record<string, unknown>, object]>([
  [
    'a client ID of its own',
    { 'credentials.oauthClient.client_id': 'web-app-template' },
    { clientId: 'web-app-template' },
  ],
  [
    'a static refresh token without leeway',
    { [`${OAUTH}.refresh_token`]: { rotation_type: 'STATIC' } },
    { refreshToken: { rotationType: 'STATIC' } },
  ],
  [
    'refresh tokens that an old app says nothing of',
    { [`${OAUTH}.refresh_token`]: undefined },
    { refreshToken: { rotationType: 'STATIC' } },
  ],
  ['a leeway', { [`${OAUTH}.refresh_token.leeway`]: 0 }, { refreshToken: { leeway: 0 } }],
  [
    'no consent method, where the org has no such feature',
    { [`${OAUTH}.consent_method`]: null },
    { consentMethod: undefined },
  ],
  ['no word of PKCE', { 'credentials.oauthClient.pkce_required': undefined }, { pkceRequired: false }],
  [
    'response types that grants do not give',
    { [`${OAUTH}.response_types`]: ['id_token', 'code'] },
    { responseTypes: ['code', 'id_token'] },
  ],
  [
    'the response types of its grants',
    {
      [`${OAUTH}.grant_types`]: ['implicit', 'authorization_code'],
      [`${OAUTH}.response_types`]: ['token', 'code', 'id_token'],
    },
    { grantTypes: ['authorization_code', 'implicit'] },
  ],
  [
    'a tile and where it leads to',
    {
      'visibility.hide': { iOS: true, web: false },
      [`${OAUTH}.initiate_login_uri`]: 'https://shop.acme.com/login',
      [`${OAUTH}.idp_initiated_login`]: { mode: 'SPEC', default_scope: [] },
    },
    { visibility: { web: true }, initiateLogin: { uri: 'https://shop.acme.com/login' } },
  ],
  [
    'an ID token for the tile',
    {
      [`${OAUTH}.initiate_login_uri`]: 'https://shop.acme.com/login',
      [`${OAUTH}.idp_initiated_login`]: { mode: 'OKTA', default_scope: ['profile', 'openid'] },
    },
    { initiateLogin: { uri: 'https://shop.acme.com/login', mode: 'OKTA', scopes: ['openid', 'profile'] } },
  ],
  [
    'an initiate-login URI of an app that starts its sign-ins itself',
    { [`${OAUTH}.initiate_login_uri`]: 'https://shop.acme.com/login' },
    { initiateLogin: { uri: 'https://shop.acme.com/login', mode: 'DISABLED' } },
  ],
  [
    'notes, one of them empty',
    { 'settings.notes': { admin: 'Owned by web', enduser: '' } },
    { notes: { admin: 'Owned by web' } },
  ],
  [
    'single logout',
    {
      [`${OAUTH}.participate_slo`]: true,
      [`${OAUTH}.frontchannel_logout_uri`]: 'https://shop.acme.com/out',
      [`${OAUTH}.frontchannel_logout_session_required`]: true,
    },
    { frontchannelLogout: { uri: 'https://shop.acme.com/out', sessionRequired: true } },
  ],
  [
    'network zones',
    { [`${OAUTH}.network`]: { connection: 'ZONE', include: ['nzo1'], exclude: [] } },
    { network: { connection: 'ZONE', include: ['nzo1'] } },
  ],
  ['an app that is inactive', { status: 'INACTIVE' }, { status: 'INACTIVE' }],
  ['a profile', { profile: { team: 'web', tags: [1, null] } }, { profile: { team: 'web', tags: [1, null] } }],
  [
    'who owns it, beside a profile',
    { profile: { team: 'web', 'okta-apps': { owner: 'Web', criticality: 'high' } } },
    { profile: { team: 'web' }, owner: 'Web', criticality: 'high' },
  ],
  ['who owns it', { profile: { 'okta-apps': { contact: '#web' } } }, { contact: '#web' }],
  [
    'a custom user name',
    { 'credentials.userNameTemplate': { template: '${user.nick}', type: 'CUSTOM', pushStatus: 'DONT_PUSH' } },
    { userNameTemplate: '${user.nick}' },
  ],
  [
    'a public key',
    {
      [`${OAUTH}.jwks`]: {
        keys: [{ id: 'pks1', kid: 'k', kty: 'RSA', e: 'AQAB', n: 'nn', use: null, status: 'ACTIVE' }],
      },
    },
    { jwks: [{ kid: 'k', kty: 'RSA', e: 'AQAB', n: 'nn' }] },
  ],
  ['a secret that an org answers', { 'credentials.oauthClient.client_secret': 'hunter2-hunter2' }, {}],
])('%s', (_what, changes, more) => {
  expect(adoptable(template(changes))).toEqual({ props: { ...PROPS, ...more } });
});

it('groups and the groups claim are those of the context', () => {
  const context = { groups: ['Staff'], groupsClaim: { name: 'groups', value: 'x' } };
  const props = { assignTo: { groups: ['Staff'] }, groupsClaim: context.groupsClaim };
  expect(adoptable(template(), context)).toEqual({ props: { ...PROPS, ...props } });
});

const CANNOT = 'the provider cannot send it, so an update would';

it.each<[Record<string, unknown>, string]>([
  [
    { [`${OAUTH}.dpop_bound_access_tokens`]: true },
    `${OAUTH}.dpop_bound_access_tokens is true: ${CANNOT} reset it to false`,
  ],
  [
    { [`${OAUTH}.request_object_signing_alg`]: 'RS256' },
    `${OAUTH}.request_object_signing_alg is "RS256": ${CANNOT} remove it`,
  ],
  [
    { [`${OAUTH}.sector_identifier_uri`]: 'https://a.acme.com/s' },
    `${OAUTH}.sector_identifier_uri is "https://a.acme.com/s": ${CANNOT} remove it`,
  ],
  [{ [`${OAUTH}.subject_type`]: 'pairwise' }, `${OAUTH}.subject_type is "pairwise": ${CANNOT} reset it to "public"`],
  [
    { [`${OAUTH}.id_token_encrypted_response_alg`]: 'RSA-OAEP' },
    `${OAUTH}.id_token_encrypted_response_alg is "RSA-OAEP": ${CANNOT} remove it`,
  ],
  [
    { [`${OAUTH}.jwks`]: { keys: [{ kid: 'k', kty: 'RSA', e: 'AQAB', n: 'nn', use: 'sig' }] } },
    `${OAUTH}.jwks.keys.kid=k.use is "sig": ${CANNOT} remove it`,
  ],
  [
    { 'settings.notifications.vpn.network.connection': 'ANYWHERE' },
    `settings.notifications.vpn.network.connection is "ANYWHERE": ${CANNOT} reset it to "DISABLED"`,
  ],
  [
    { 'settings.app': { tier: 'gold' } },
    'settings.app.tier is "gold": this tool does not know that the provider keeps it',
  ],
  [
    { [`${OAUTH}.shared_secret`]: 'abc' },
    `${OAUTH}.shared_secret is set (its value is not shown): this tool does not know that the provider keeps it`,
  ],
  [
    { 'visibility.hide.android': true },
    'visibility.hide.android is true: this tool does not know that the provider keeps it',
  ],
  [{ 'visibility.autoLaunch': true }, `visibility.autoLaunch is true: ${CANNOT} reset it to false`],
  [{ 'accessibility.selfService': true }, 'accessibility.selfService is true: the code would write false'],
  [
    { 'accessibility.errorRedirectUrl': 'https://e.acme.com' },
    'accessibility.errorRedirectUrl is "https://e.acme.com": OidcWebApp has no prop for it',
  ],
  [
    { 'credentials.oauthClient.autoKeyRotation': false },
    'credentials.oauthClient.autoKeyRotation is false: the code would write true',
  ],
  [
    { 'credentials.userNameTemplate.userSuffix': '@acme' },
    'credentials.userNameTemplate.userSuffix is "@acme": OidcWebApp has no prop for it',
  ],
  [
    { 'credentials.userNameTemplate.type': 'CUSTOM' },
    'credentials.userNameTemplate.type is "CUSTOM": the code would write "BUILT_IN"',
  ],
  [
    { [`${OAUTH}.backchannel_custom_authenticator_id`]: 'aut1' },
    `${OAUTH}.backchannel_custom_authenticator_id is "aut1": OidcWebApp has no prop for it`,
  ],
  [{ [`${OAUTH}.participate_slo`]: true }, `${OAUTH}.participate_slo is true: the code would write false`],
  [
    { [`${OAUTH}.grant_types`]: ['authorization_code', 'password'] },
    'grantTypes is "password": OidcWebApp knows "authorization_code", "implicit", "refresh_token", "client_credentials", "interaction_code", "urn:ietf:params:oauth:grant-type:saml2-bearer", "urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:device_code", "urn:okta:params:oauth:grant-type:otp", "urn:okta:params:oauth:grant-type:oob", "http://auth0.com/oauth/grant-type/mfa-otp", "http://auth0.com/oauth/grant-type/mfa-oob", "urn:openid:params:grant-type:ciba" only',
  ],
  [
    { profile: { 'okta-apps': { owner: 'Web', since: 2020 } } },
    'profile is set (its value is not shown): the code would write another one',
  ],
  [{ label: 5 }, 'label is 5: it must be a text'],
  [{ label: undefined }, 'label is missing'],
  [{ [`${OAUTH}.redirect_uris`]: 'https://a' }, `${OAUTH}.redirect_uris is "https://a": it must be a list of texts`],
  [
    { 'credentials.oauthClient.pkce_required': 'yes' },
    'credentials.oauthClient.pkce_required is "yes": it must be true or false',
  ],
  [{ [`${OAUTH}.refresh_token.leeway`]: 1.5 }, `${OAUTH}.refresh_token.leeway is 1.5: it must be an integer`],
  [
    { [`${OAUTH}.application_type`]: 'native' },
    `${OAUTH}.application_type is "native": OidcWebApp declares web apps only`,
  ],
  [
    { signOnMode: 'SAML_2_0', name: 'acme_saml' },
    'signOnMode is "SAML_2_0" and name "acme_saml": only OIDC apps (oidc_client) can be adopted',
  ],
  [
    { [`${OAUTH}.jwks`]: { keys: [{ kty: 'RSA', e: 'AQAB', n: 'nn' }] } },
    'jwks is set (its value is not shown): it is not what the prop of this name holds',
  ],
])('%j is not adoptable', (changes, reason) => {
  expect(adoptable(template(changes))).toEqual({ reasons: [reason] });
});

it('an app with two secrets or an administrator role is not adoptable', () => {
  expect(adoptable(template(), { activeSecrets: 2, roles: ['APP_ADMIN'] })).toEqual({
    reasons: [
      'It has 2 active client secrets: finish the rotation, then adopt it',
      'It has the administrator role "APP_ADMIN": only a super administrator may change it',
    ],
  });
});
