import { appValues } from '../../../okta-apps/resources/app-values';

const CLIENT = { client_id: 'shop', token_endpoint_auth_method: 'private_key_jwt', pkce_required: false };

describe('appValues', () => {
  it('reads attributes, and leaves out what is null, empty or absent', () => {
    const app = {
      label: 'Shop',
      status: 'ACTIVE',
      visibility: { hide: { iOS: true, web: false } },
      credentials: { oauthClient: CLIENT, userNameTemplate: { template: '', type: null } },
      settings: { notes: { admin: null }, oauthClient: { redirect_uris: ['https://b.example', 'https://a.example'] } },
      _links: { accessPolicy: { href: 'https://acme.okta.com/api/v1/policies/rst1' } },
    };
    expect(appValues(app)).toEqual({
      label: 'Shop',
      status: 'ACTIVE',
      hide_ios: true,
      hide_web: false,
      client_id: 'shop',
      token_endpoint_auth_method: 'private_key_jwt',
      pkce_required: false,
      redirect_uris: ['https://b.example', 'https://a.example'],
      authentication_policy: 'rst1',
    });
  });

  it('reads keys without what the provider does not send, network and other settings', () => {
    const key = {
      id: 'pks1',
      kid: 'k',
      kty: 'EC',
      x: 'x',
      y: 'y',
      crv: 'P-256',
      use: 'sig',
      alg: null,
      status: 'ACTIVE',
    };
    const network = { connection: 'ZONE', include: ['nzo1'] };
    const settings = { app: {}, manualProvisioning: true, notes: {}, oauthClient: { jwks: { keys: [key] }, network } };
    expect(appValues({ label: 'Shop', profile: { team: 'a' }, settings })).toEqual({
      label: 'Shop',
      profile: { team: 'a' },
      jwks: [{ kid: 'k', kty: 'EC', x: 'x', y: 'y' }],
      network,
      app_settings_json: { app: {}, manualProvisioning: true },
    });
  });

  it('takes nothing from what is no app', () => {
    expect(appValues({ settings: [], credentials: 'x', _links: { accessPolicy: null } })).toEqual({});
  });
});
