import { grantRules, refreshTokenRules, responseRules } from '../../../rules/app/grants';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const grants = (...grantTypes: unknown[]) => ({ grantTypes });

describeAppRules(grantRules, {
  'grant-type/authorization-code': [
    { good: grants('refresh_token', 'authorization_code') },
    { good: grants('refresh_token', UNKNOWN) },
    { good: { grantTypes: UNKNOWN } },
    {
      bad: grants('client_credentials'),
      says: 'grantTypes must contain "authorization_code", got ["client_credentials"]; add "authorization_code", or leave grantTypes out [grant-type/authorization-code]',
    },
    {
      bad: grants(),
      says: 'grantTypes must contain "authorization_code", got []; add "authorization_code", or leave grantTypes out [grant-type/authorization-code]',
    },
  ],
  'grant-type/no-password': [
    { good: grants('authorization_code') },
    {
      bad: grants(UNKNOWN, 'password'),
      says: 'grantTypes[1] must not be "password", got "password"; remove it, and send users to Okta to sign in [grant-type/no-password]',
    },
  ],
  'grant-type/known': [
    {
      good: grants(
        'authorization_code',
        'implicit',
        'refresh_token',
        'client_credentials',
        'interaction_code',
        'urn:ietf:params:oauth:grant-type:saml2-bearer',
        'urn:ietf:params:oauth:grant-type:token-exchange',
        'urn:ietf:params:oauth:grant-type:device_code',
        'urn:openid:params:grant-type:ciba',
        'urn:okta:params:oauth:grant-type:otp',
        'urn:okta:params:oauth:grant-type:oob',
        'http://auth0.com/oauth/grant-type/mfa-otp',
        'http://auth0.com/oauth/grant-type/mfa-oob',
      ),
    },
    { good: grants('password') },
    {
      bad: grants('authorization_code', 'urn:ietf:params:oauth:grant-type:jwt-bearer'),
      says: 'grantTypes[1] must be a grant that Okta has for web apps, got "urn:ietf:params:oauth:grant-type:jwt-bearer"; remove it, or write its full name, such as "urn:ietf:params:oauth:grant-type:device_code" [grant-type/known]',
    },
    {
      bad: grants('device_code'),
      says: 'grantTypes[0] must be a grant that Okta has for web apps, got "device_code"; remove it, or write its full name, such as "urn:ietf:params:oauth:grant-type:device_code" [grant-type/known]',
    },
  ],
  'grant-type/unique': [
    { good: grants('authorization_code', 'refresh_token') },
    { good: grants(UNKNOWN, UNKNOWN) },
    {
      bad: grants('authorization_code', 'authorization_code'),
      says: 'grantTypes[1] must be listed once, got "authorization_code"; remove it, grantTypes[0] has it [grant-type/unique]',
    },
  ],
  'grant-type/implicit-discouraged': [
    { good: grants('authorization_code') },
    {
      bad: grants('authorization_code', 'implicit'),
      says: 'grantTypes[1] must not be "implicit" where it can be avoided, got "implicit"; use "authorization_code" alone [grant-type/implicit-discouraged]',
    },
  ],
});

const given = (grantTypes: unknown, responseTypes: unknown) => ({ grantTypes, responseTypes });
const code = ['authorization_code'];
const both = ['authorization_code', 'implicit'];

describeAppRules(responseRules, {
  'response-type/known': [
    { good: given(both, ['code', 'token', 'id_token']) },
    { good: given(code, [UNKNOWN, 'code']) },
    {
      bad: given(both, ['code id_token']),
      says: 'responseTypes[0] must be "code", "token" or "id_token", got "code id_token"; list each word as an entry of its own [response-type/known]',
    },
  ],
  'response-type/code': [
    { good: given(code, ['code']) },
    { good: given(['implicit'], ['token']) },
    { good: given(UNKNOWN, ['token']) },
    { good: given(code, ['token', UNKNOWN]) },
    {
      bad: given(both, ['id_token']),
      says: 'responseTypes must contain "code" with the grant "authorization_code", got ["id_token"]; add "code", or leave responseTypes out [response-type/code]',
    },
    {
      bad: given(code, []),
      says: 'responseTypes must contain "code" with the grant "authorization_code", got []; add "code", or leave responseTypes out [response-type/code]',
    },
  ],
  'response-type/implicit': [
    { good: given(both, ['code', 'id_token']) },
    { good: given(both, ['code', 'token']) },
    { good: given(both, ['code', UNKNOWN]) },
    { good: given(code, ['code']) },
    {
      bad: given(both, ['code']),
      says: 'responseTypes must contain "token" or "id_token" with the grant "implicit", got ["code"]; remove "implicit" from grantTypes, or add "id_token" [response-type/implicit]',
    },
  ],
  'response-type/without-implicit': [
    { good: given(both, ['code', 'token']) },
    { good: given([...code, UNKNOWN], ['code', 'token']) },
    { good: given([...code, 'client_credentials'], ['code', 'token']) },
    {
      bad: given(code, ['code', 'token', 'id_token']),
      says: [
        'responseTypes[1] must not be listed without the grant "implicit", got "token"; remove it [response-type/without-implicit]',
        'responseTypes[2] must not be listed without the grant "implicit", got "id_token"; remove it [response-type/without-implicit]',
      ],
    },
  ],
  'response-type/unique': [
    { good: given(both, ['code', 'token']) },
    {
      bad: given(code, ['code', 'code']),
      says: 'responseTypes[1] must be listed once, got "code"; remove it, responseTypes[0] has it [response-type/unique]',
    },
  ],
});

const grantTypes = ['authorization_code', 'refresh_token'];
const settings = (rotationType: unknown, leeway: unknown) => ({ grantTypes, refreshToken: { rotationType, leeway } });
const leewayFault = (value: string) =>
  `refreshToken.leeway must be a whole number from 0 to 60, got ${value}; set how many seconds the old token still works, or leave it out for 30 [refresh-token/leeway]`;

describeAppRules(refreshTokenRules, {
  'refresh-token/grant': [
    { good: {} },
    { good: settings('ROTATE', 30) },
    { good: { ...settings('ROTATE', 30), grantTypes: [UNKNOWN] } },
    { good: { refreshToken: UNKNOWN } },
    {
      bad: { refreshToken: { rotationType: 'STATIC', leeway: 0 } },
      says: 'refreshToken must come with the grant "refresh_token", got {"rotationType":"STATIC","leeway":0}; add "refresh_token" to grantTypes, or remove refreshToken [refresh-token/grant]',
    },
  ],
  'refresh-token/rotation': [
    { good: settings('ROTATE', 30) },
    { good: settings('STATIC', 0) },
    { good: settings(UNKNOWN, 0) },
    {
      bad: settings('KEEP', 0),
      says: 'refreshToken.rotationType must be "ROTATE" or "STATIC", got "KEEP"; leave it out for "ROTATE" [refresh-token/rotation]',
    },
  ],
  'refresh-token/leeway': [
    { good: settings('ROTATE', 0) },
    { good: settings('ROTATE', 60) },
    { good: settings('ROTATE', UNKNOWN) },
    { bad: settings('ROTATE', 61), says: leewayFault('61') },
    { bad: settings('ROTATE', -1), says: leewayFault('-1') },
    { bad: settings('ROTATE', 1.5), says: leewayFault('1.5') },
    { bad: settings(UNKNOWN, NaN), says: leewayFault('NaN') },
    { bad: settings('ROTATE', Infinity), says: leewayFault('Infinity') },
  ],
  'refresh-token/static-leeway': [
    { good: settings('STATIC', 0) },
    { good: settings('STATIC', UNKNOWN) },
    { good: settings('ROTATE', 5) },
    {
      bad: settings('STATIC', 30),
      says: 'refreshToken.leeway must be left out with rotationType "STATIC", got 30; remove it, or choose "ROTATE" [refresh-token/static-leeway]',
    },
  ],
});
