import { clientAuthRules, clientSecretRules, pkceRules } from '../../../rules/app/client-authentication';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';
import { rsaKey } from '../../support/app-subject';

const variable = (name: unknown) => ({ clientSecret: { kind: 'variable', name } });
const keyed = (key: unknown, name = 'secrets') => ({ clientSecret: { kind: 'variable', name, key } });

describeAppRules(clientSecretRules, {
  'client-secret/variable-name': [
    { good: variable('storefront_web-secret2') },
    { good: variable('_') },
    { good: { clientSecret: { kind: 'okta' } } },
    { good: variable(UNKNOWN) },
    { good: variable(5) },
    {
      bad: variable('correct horse battery'),
      says: 'clientSecret must name a Terraform variable by letters, digits, _ and -, got "a text of 21 characters"; give fromVariable the name of a variable, never the secret [client-secret/variable-name]',
    },
    {
      bad: variable('1st'),
      says: 'clientSecret must name a Terraform variable by letters, digits, _ and -, got "a text of 3 characters"; give fromVariable the name of a variable, never the secret [client-secret/variable-name]',
    },
    {
      bad: keyed('billing', 'correct horse battery'),
      says: 'clientSecret must name a Terraform variable by letters, digits, _ and -, got "a text of 21 characters"; give fromJsonVariable the name of a variable, never the secret [client-secret/variable-name]',
    },
    {
      bad: variable('count'),
      says: 'clientSecret must name a Terraform variable by letters, digits, _ and -, got "count"; choose another name, since Terraform keeps this one for itself [client-secret/variable-name]',
    },
  ],
  'client-secret/json-key': [
    { good: keyed('billing') },
    { good: keyed('2/storefront-web.v1_b') },
    { good: keyed(UNKNOWN) },
    ...['a"]}${var.x}', '', '__proto__', 'two words', 'x'.repeat(101)].map((key) => ({
      bad: keyed(key),
      says: `clientSecret must have a key of at most 100 letters, digits, _, -, . and / that begins with a letter or digit, got "a text of ${key.length} characters"; give fromJsonVariable a key, such as the ID of the app, never the secret [client-secret/json-key]`,
    })),
  ],
  'client-secret/rotated-elsewhere': [
    { good: variable('a') },
    { good: { rotatedBy: 'infisical' } },
    {
      bad: { rotatedBy: 'aws-secrets-manager', ...variable('a') },
      says: 'clientSecret must be left out with rotatedBy, got "a variable"; remove clientSecret, and let Okta make the first one [client-secret/rotated-elsewhere]',
    },
  ],
  'client-secret/private-key-jwt': [
    { good: { tokenEndpointAuthMethod: 'private_key_jwt' } },
    { good: { tokenEndpointAuthMethod: 'client_secret_jwt', ...variable('a') } },
    { good: { tokenEndpointAuthMethod: UNKNOWN, ...variable('a') } },
    {
      bad: { tokenEndpointAuthMethod: 'private_key_jwt', ...variable('a') },
      says: 'clientSecret must be left out with tokenEndpointAuthMethod "private_key_jwt", got "a variable"; remove clientSecret, or choose an auth method that uses it [client-secret/private-key-jwt]',
    },
  ],
});

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
