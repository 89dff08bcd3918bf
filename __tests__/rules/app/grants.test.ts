import { grantRules } from '../../../rules/app/grants';
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
      says: 'grantTypes[1] must not be "password", got "password"; remove it, and send people to Okta to sign in [grant-type/no-password]',
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
