import { clientAuthRules, pkceRules } from '../../../rules/app/client-authentication';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';
import { rsaKey } from '../../support/app-subject';

const method = (tokenEndpointAuthMethod: unknown) => ({ tokenEndpointAuthMethod });
const signed = method('private_key_jwt');

describeAppRules(clientAuthRules, {
  'client-authentication/known': [
    { good: method('client_secret_basic') },
    { good: method('client_secret_post') },
    { good: method('client_secret_jwt') },
    { good: signed },
    { good: method('none') },
    {
      bad: method('tls_client_auth'),
      says: 'tokenEndpointAuthMethod must be "client_secret_basic", "client_secret_post", "client_secret_jwt" or "private_key_jwt", got "tls_client_auth"; choose one of them, or leave it out for "client_secret_basic" [client-authentication/known]',
    },
  ],
  'client-authentication/not-none': [
    { good: signed },
    {
      bad: method('none'),
      says: 'tokenEndpointAuthMethod must not be "none", got "none"; leave it out, since a server can keep a secret and Okta refuses web apps without one [client-authentication/not-none]',
    },
  ],
  'client-authentication/keys': [
    { good: method('client_secret_jwt') },
    { good: { ...signed, jwks: [rsaKey()] } },
    { good: { ...signed, jwks: UNKNOWN } },
    { good: { ...signed, jwksUri: 'https://keys.acme.com/jwks' } },
    { good: { ...signed, jwksUri: UNKNOWN } },
    {
      bad: signed,
      says: 'tokenEndpointAuthMethod must come with jwks or jwksUri when it is "private_key_jwt", got "private_key_jwt"; add the public key of the app as jwks, or the address of its keys as jwksUri [client-authentication/keys]',
    },
    {
      bad: { ...signed, jwks: [] },
      says: 'tokenEndpointAuthMethod must come with jwks or jwksUri when it is "private_key_jwt", got "private_key_jwt"; add the public key of the app as jwks, or the address of its keys as jwksUri [client-authentication/keys]',
    },
  ],
  'client-authentication/signing-key': [
    { good: { ...signed, jwks: [rsaKey({ use: 'enc' }), rsaKey({ use: 'sig' })] } },
    { good: { ...signed, jwks: [rsaKey({ use: 'enc' }), UNKNOWN] } },
    { good: { ...method('client_secret_jwt'), jwks: [rsaKey({ use: 'enc' })] } },
    {
      bad: { ...signed, jwks: [rsaKey({ use: 'enc' })] },
      says: 'jwks must hold a key for signatures with tokenEndpointAuthMethod "private_key_jwt", got "keys for encryption"; add a key without use, or with use "sig" [client-authentication/signing-key]',
    },
  ],
});

describeAppRules(pkceRules, {
  'pkce/required': [
    { good: { pkceRequired: true } },
    { good: { pkceRequired: UNKNOWN } },
    {
      bad: { pkceRequired: false },
      says: 'pkceRequired must be true, got false; remove it once the app sends a code_challenge [pkce/required]',
    },
  ],
});
