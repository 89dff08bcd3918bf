import { attributesWith } from '../../support/synth-stack';

describe('an object that only Terraform knows', () => {
  it.each([
    [
      'refreshToken',
      { grantTypes: ['authorization_code', 'refresh_token'] },
      {
        refresh_token_rotation: '${try(var.v.rotationType, var.v.rotation_type, "ROTATE")}',
        refresh_token_leeway: '${try(var.v.leeway, 30)}',
      },
    ],
    [
      'initiateLogin',
      {},
      {
        login_uri: '${try(var.v.uri, one([]))}',
        login_mode: '${try(var.v.mode, "SPEC")}',
        login_scopes: '${try(var.v.scopes, one([]))}',
      },
    ],
    ['visibility', {}, { hide_web: '${try(var.v.web, false) ? false : true}' }],
    [
      'notes',
      {},
      { admin_note: '${try(var.v.admin, one([]))}', enduser_note: '${try(var.v.endUser, var.v.end_user, one([]))}' },
    ],
    [
      'frontchannelLogout',
      {},
      {
        frontchannel_logout_uri: '${try(var.v.uri, one([]))}',
        frontchannel_logout_session_required: '${try(var.v.sessionRequired, var.v.session_required, false)}',
      },
    ],
    ['network', {}, { network: { connection: '${try(var.v.connection, one([]))}' } }],
  ])('%s becomes attributes, each with its default', (prop, others, attributes) => {
    expect(attributesWith((v) => ({ ...others, [prop]: v.value as unknown }))).toMatchObject(attributes);
  });

  it('becomes a key of its own', () => {
    const { jwks } = attributesWith((v) => ({ tokenEndpointAuthMethod: 'private_key_jwt', jwks: [v.value] }));
    expect(jwks).toEqual([
      Object.fromEntries(['kty', 'kid', 'e', 'n', 'x', 'y'].map((name) => [name, `\${try(var.v.${name}, one([]))}`])),
    ]);
  });

  it('becomes a block for each key when it is the list of keys', () => {
    const { dynamic } = attributesWith((v) => ({
      tokenEndpointAuthMethod: 'private_key_jwt',
      jwks: v.value as unknown,
    }));
    expect(dynamic).toEqual({
      jwks: {
        for_each: '${toset(var.v)}',
        iterator: 'each',
        content: Object.fromEntries(
          ['kty', 'kid', 'e', 'n', 'x', 'y'].map((name) => [name, `\${try(each.value.${name}, one([]))}`]),
        ),
      },
    });
  });
});
