import { AppOauth } from '@cdktf/provider-okta/lib/app-oauth';
import { OktaProvider } from '@cdktf/provider-okta/lib/provider';
import { TerraformOutput, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { OidcWebApp } from '../../constructs/oidc-web-app';
import { appAt, attributesOf, bareStack, MINIMAL, problemsOf, synthesized } from '../support/synth-stack';

const IN_ACME = { environment: 'dev', orgUrl: 'https://acme.okta.com', preventDestroy: false, rules: {} };

describe('OidcWebApp', () => {
  it('writes every default out when only the required props are given', () => {
    expect(attributesOf({})).toEqual({
      type: 'web',
      label: 'Billing',
      redirect_uris: ['https://billing.acme.dev/callback'],
      omit_secret: true,
      auto_key_rotation: true,
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      pkce_required: true,
      login_mode: 'DISABLED',
      wildcard_redirect: 'DISABLED',
      consent_method: 'TRUSTED',
      issuer_mode: 'ORG_URL',
      user_name_template: '$${source.login}',
      user_name_template_type: 'BUILT_IN',
      hide_web: true,
      hide_ios: true,
      auto_submit_toolbar: false,
      accessibility_self_service: false,
      implicit_assignment: false,
      status: 'ACTIVE',
      skip_authentication_policy: true,
    });
  });

  it('maps every prop to its attribute', () => {
    const attributes = attributesOf({
      label: 'All of it',
      redirectUris: ['https://b.acme.dev/cb', 'https://a.acme.dev/cb', 'https://*.apps.acme.dev/cb'],
      clientId: 'billing-prod',
      grantTypes: ['refresh_token', 'authorization_code', 'refresh_token'],
      responseTypes: ['code'],
      refreshToken: { rotationType: 'ROTATE', leeway: 10 },
      tokenEndpointAuthMethod: 'private_key_jwt',
      jwksUri: 'https://b.acme.dev/jwks.json',
      pkceRequired: true,
      postLogoutRedirectUris: ['https://b.acme.dev/', 'https://a.acme.dev/', 'https://b.acme.dev/bye'],
      initiateLogin: { uri: 'https://b.acme.dev/login', mode: 'OKTA', scopes: ['profile', 'openid'] },
      wildcardRedirect: 'SUBDOMAIN',
      consentMethod: 'REQUIRED',
      issuerMode: 'DYNAMIC',
      clientUri: 'https://b.acme.dev',
      logoUri: 'https://b.acme.dev/logo.png',
      policyUri: 'https://b.acme.dev/privacy',
      tosUri: 'https://b.acme.dev/tos',
      authenticationPolicy: 'rst1234567890abcdefg',
      userNameTemplate: '${user.email}',
      visibility: { web: true, ios: true, autoSubmitToolbar: true },
      implicitAssignment: true,
      notes: { admin: 'Owned by billing', endUser: 'Ask #billing' },
      frontchannelLogout: { uri: 'https://b.acme.dev/logout', sessionRequired: true },
      network: { connection: 'ZONE', include: ['nzo2', 'nzo1'] },
      status: 'INACTIVE',
      profile: { team: 'billing' },
      preventDestroy: true,
    });
    expect(attributes).toEqual({
      type: 'web',
      label: 'All of it',
      redirect_uris: ['https://b.acme.dev/cb', 'https://a.acme.dev/cb', 'https://*.apps.acme.dev/cb'],
      client_id: 'billing-prod',
      omit_secret: true,
      auto_key_rotation: true,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      refresh_token_rotation: 'ROTATE',
      refresh_token_leeway: 10,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: 'https://b.acme.dev/jwks.json',
      pkce_required: true,
      post_logout_redirect_uris: ['https://a.acme.dev/', 'https://b.acme.dev/', 'https://b.acme.dev/bye'],
      login_mode: 'OKTA',
      login_uri: 'https://b.acme.dev/login',
      login_scopes: ['openid', 'profile'],
      wildcard_redirect: 'SUBDOMAIN',
      consent_method: 'REQUIRED',
      issuer_mode: 'DYNAMIC',
      client_uri: 'https://b.acme.dev',
      logo_uri: 'https://b.acme.dev/logo.png',
      policy_uri: 'https://b.acme.dev/privacy',
      tos_uri: 'https://b.acme.dev/tos',
      authentication_policy: 'rst1234567890abcdefg',
      user_name_template: '$${user.email}',
      user_name_template_type: 'CUSTOM',
      hide_web: false,
      hide_ios: false,
      auto_submit_toolbar: true,
      accessibility_self_service: false,
      implicit_assignment: true,
      admin_note: 'Owned by billing',
      enduser_note: 'Ask #billing',
      participate_slo: true,
      frontchannel_logout_uri: 'https://b.acme.dev/logout',
      frontchannel_logout_session_required: true,
      network: { connection: 'ZONE', include: ['nzo1', 'nzo2'] },
      status: 'INACTIVE',
      profile: '{"team":"billing"}',
      lifecycle: { prevent_destroy: true },
    });
  });

  it.each([
    ['authorization_code alone', ['authorization_code'], ['code']],
    ['implicit beside it', ['authorization_code', 'implicit'], ['code', 'id_token', 'token']],
    ['refresh_token beside it', ['authorization_code', 'refresh_token'], ['code']],
  ] as const)('derives the response types from the grants: %s', (_, grantTypes, responses) => {
    expect(attributesOf({ grantTypes })['response_types']).toEqual(responses);
  });

  it.each([
    [undefined, 'ROTATE', 30],
    [{ leeway: 0 }, 'ROTATE', 0],
    [{ rotationType: 'STATIC' }, 'STATIC', 0],
    [{ rotationType: 'ROTATE' }, 'ROTATE', 30],
  ] as const)('writes rotation and leeway out for refresh tokens: %j', (refreshToken, rotation, leeway) => {
    const attributes = attributesOf({
      grantTypes: ['authorization_code', 'refresh_token'],
      ...(refreshToken && { refreshToken }),
    });
    expect(attributes).toMatchObject({ refresh_token_rotation: rotation, refresh_token_leeway: leeway });
  });

  it('lets Terraform leave the policy alone only when the code names none', () => {
    expect(attributesOf({})['skip_authentication_policy']).toBe(true);
    expect(attributesOf({ authenticationPolicy: 'rst1234567890abcdefg' })).not.toHaveProperty(
      'skip_authentication_policy',
    );
  });

  it('keeps the order of redirect URIs, which Okta goes by', () => {
    const redirectUris = ['https://z.acme.dev/cb', 'https://a.acme.dev/cb'];
    expect(attributesOf({ redirectUris })['redirect_uris']).toEqual(redirectUris);
  });

  it.each(['${source.login}', 'a%{ if true }b', 'a$$b', '${'])('carries the literal %s to Okta', (userNameTemplate) => {
    const written = attributesOf({ userNameTemplate })['user_name_template'] as string;
    expect(written.replaceAll('$${', '${').replaceAll('%%{', '%{')).toBe(userNameTemplate);
    expect(written).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
  });

  it('changes nothing in the props it is given', () => {
    const props = Object.freeze({
      ...MINIMAL,
      postLogoutRedirectUris: Object.freeze(['https://b.dev/', 'https://a.dev/']),
    });
    expect(() => attributesOf(props)).not.toThrow();
  });

  it('takes preventDestroy from the environment, and the prop over it', () => {
    const stack = bareStack('prod', { environment: 'prod', preventDestroy: true, rules: {} });
    new OidcWebApp(stack, 'kept', MINIMAL);
    new OidcWebApp(stack, 'free', { ...MINIMAL, label: 'Free', preventDestroy: false });
    const json = synthesized(stack);
    expect(appAt(json, 'kept')['lifecycle']).toEqual({ prevent_destroy: true });
    expect(appAt(json, 'free')).not.toHaveProperty('lifecycle');
  });

  it('stands beside a raw AppOauth in the same stack', () => {
    const stack = bareStack();
    const app = new OidcWebApp(stack, 'billing', MINIMAL);
    new AppOauth(stack, 'raw', { label: app.clientId, type: 'web', redirectUris: ['https://raw.acme.dev/cb'] });
    expect(appAt(synthesized(stack), 'raw')['label']).toBe('${okta_app_oauth.billing.client_id}');
  });
});

describe('OidcWebApp tells a relying party', () => {
  it('the client id, the app id, the issuer and the discovery URL', () => {
    const stack = bareStack('dev', IN_ACME);
    const app = new OidcWebApp(stack, 'billing', MINIMAL);
    const { clientId, appId, issuer, discoveryUrl } = app;
    new TerraformOutput(stack, 'told', { value: { clientId, appId, issuer, discoveryUrl } });
    expect(synthesized(stack).output?.['told']).toEqual({
      value: {
        clientId: '${okta_app_oauth.billing.client_id}',
        appId: '${okta_app_oauth.billing.id}',
        issuer: 'https://acme.okta.com',
        discoveryUrl: 'https://acme.okta.com/.well-known/openid-configuration',
      },
    });
  });

  it('the issuer also in a stack whose provider alone says the org', () => {
    const stack = new TerraformStack(Testing.app({ stackTraces: false }), 'bare');
    new OktaProvider(stack, 'okta', { orgName: 'acme', baseUrl: 'oktapreview.com' });
    expect(new OidcWebApp(stack, 'billing', MINIMAL).issuer).toBe('https://acme.oktapreview.com');
  });

  it('why it knows no issuer', () => {
    const bare = bareStack();
    const app = new OidcWebApp(bare, 'billing', MINIMAL);
    expect(() => app.issuer).toThrow(
      new Error(
        'dev/billing: issuer must be known, got no org; build the app in an OktaStack, or give the provider its orgName',
      ),
    );
    const stack = bareStack('dev', IN_ACME);
    const custom = new OidcWebApp(stack, 'billing', { ...MINIMAL, issuerMode: 'CUSTOM_URL' });
    expect(() => custom.issuer).toThrow(
      new Error(
        'dev/billing: issuer must be the org\'s URL, got issuerMode "CUSTOM_URL"; ' +
          'give relying parties the URL of your custom domain',
      ),
    );
  });
});

describe('the construct id', () => {
  it.each(['billing', '_b', 'B-1_x', 'Default'])('%s is the address', (id) => {
    const stack = bareStack();
    expect(new OidcWebApp(stack, id, MINIMAL).address).toBe(`okta_app_oauth.${id}`);
    expect(appAt(synthesized(stack), id)['label']).toBe('Billing');
  });

  it.each(['1web', 'my app', 'a.b', 'ä', '-a'])('%s is refused', (id) => {
    const stack = bareStack();
    new OidcWebApp(stack, id, MINIMAL);
    expect(problemsOf(stack)).toEqual([
      `[dev/${id}] id must begin with a letter or _ and continue with letters, digits, _ and -, got ${JSON.stringify(id)}; choose an id that Terraform can use as it is [address/construct-id]`,
    ]);
  });

  it('is refused inside another construct, where CDKTF would add a hash to the address', () => {
    const stack = bareStack();
    new OidcWebApp(new Construct(stack, 'team'), 'billing', MINIMAL);
    expect(problemsOf(stack)).toEqual([
      '[dev/team/billing] id must be directly in its stack, got "team/billing"; pass the stack as the scope of the app [address/in-stack]',
    ]);
  });

  it('is refused when another resource has the same address, which CDKTF would merge with it', () => {
    const stack = bareStack();
    new OidcWebApp(stack, 'billing', MINIMAL);
    const raw = new AppOauth(stack, 'raw', { label: 'Raw', type: 'web', redirectUris: ['https://raw.acme.dev/cb'] });
    raw.overrideLogicalId('billing');
    expect(problemsOf(stack)).toEqual([
      '[dev] id must give an address of its own, got "raw"; choose another, dev/billing gets okta_app_oauth.billing too [address/unique]',
    ]);
  });

  it('is refused when it is empty or taken, with what to do', () => {
    const stack = bareStack();
    new OidcWebApp(stack, 'billing', MINIMAL);
    expect(() => new OidcWebApp(stack, 'billing', MINIMAL)).toThrow(
      new Error('dev: id must be unique, got "billing" twice; rename one of the two'),
    );
    expect(() => new OidcWebApp(stack, '', MINIMAL)).toThrow(
      new Error('dev: id must be a name, got ""; choose one such as "storefront-web"'),
    );
  });

  it.each(['dev', 'prod'])('alone is the address in the stack %s', (name) => {
    const stack = bareStack(name);
    new OidcWebApp(stack, 'billing', MINIMAL);
    expect(Object.keys(synthesized(stack).resource?.['okta_app_oauth'] ?? {})).toEqual(['billing']);
  });
});
