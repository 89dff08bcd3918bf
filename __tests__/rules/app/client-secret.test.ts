import { clientSecretRules } from '../../../rules/app/client-secret';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import type { AppSubject } from '../../../rules/app';
import type { ListedProvider } from '../../../okta-apps/shared/listed-providers';
import { appSubject } from '../../support/app-subject';
import { describeAppRules, describeRules } from '../../support/rule-cases';

const variable = (name: unknown) => ({ clientSecret: { kind: 'variable', name } });
const keyed = (key: unknown, name = 'secrets') => ({ clientSecret: { kind: 'variable', name, key } });

const ephemeral = (other: object = {}) => ({
  clientSecret: {
    kind: 'ephemeral',
    type: 'vault_kv_secret_v2',
    arguments: { mount: 'kv', name: 'okta/billing' },
    attribute: 'data',
    key: 'client_secret',
    ...other,
  },
});
const SOURCE =
  'write the type, the arguments and the attribute as the documentation of the provider has them, never the secret [client-secret/ephemeral-source]';

const [listed, others] = [clientSecretRules.filter(isListed), clientSecretRules.filter((rule) => !isListed(rule))];

function isListed({ id }: { readonly id: string }): boolean {
  return id === 'client-secret/provider-listed';
}

const vault = { name: 'vault', source: 'hashicorp/vault' };
const ADVICE = 'add the provider vault with its source to providers of the environment [client-secret/provider-listed]';

describeRules<AppSubject, readonly ListedProvider[] | undefined>(
  listed,
  {
    'client-secret/provider-listed': [
      { good: undefined },
      { good: [vault] },
      { good: [{ ...vault, types: ['ephemeral.vault_kv_secret_v2'] }] },
      ...[[], [{ ...vault, name: 'aws' }], [{ ...vault, types: ['data.vault_kv_secret_v2'] }]].map((bad) => ({
        bad,
        says: `clientSecret.type must be served by a provider that the environment lists, got "vault_kv_secret_v2"; ${ADVICE}`,
      })),
    ],
  },
  (providers, rules) => ({ ...appSubject(ephemeral(), rules), ...(providers && { providers }) }),
);

describeAppRules(others, {
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
  'client-secret/ephemeral-source': [
    { good: ephemeral() },
    { good: ephemeral({ attribute: 'secret_string', key: undefined }) },
    {
      bad: ephemeral({ type: 'kP3-vT9_xW2qLm7RzYb5' }),
      says: `clientSecret.type must be the type of an ephemeral resource, such as "vault_kv_secret_v2", got "a text of 20 characters"; ${SOURCE}`,
    },
    {
      bad: ephemeral({ type: undefined }),
      says: `clientSecret.type must be the type of an ephemeral resource, such as "vault_kv_secret_v2", got undefined; ${SOURCE}`,
    },
    {
      bad: ephemeral({ attribute: 'data["client_secret"]' }),
      says: `clientSecret.attribute must be the name of an attribute, such as "data", got "a text of 21 characters"; ${SOURCE}`,
    },
    {
      bad: ephemeral({ key: 'a"]}${var.x}' }),
      says: `clientSecret.key must have at most 100 letters, digits, _, -, . and /, and begin with a letter or digit, got "a text of 12 characters"; ${SOURCE}`,
    },
    {
      bad: ephemeral({ arguments: 'kv/billing' }),
      says: `clientSecret.arguments must be an object, got "a text of 10 characters"; ${SOURCE}`,
    },
    {
      bad: ephemeral({ arguments: { names: [Symbol('a function')] } }),
      says: `clientSecret.arguments must hold texts, numbers, lists and objects only, got "an object"; ${SOURCE}`,
    },
    {
      bad: ephemeral({ arguments: { mount: 'kv', provider: 'vault.other' } }),
      says: 'clientSecret.arguments must be arguments of the provider, got "provider"; remove it [client-secret/ephemeral-source]',
    },
  ],
  'client-secret/rotated-elsewhere': [
    { good: variable('a') },
    { good: { rotatedBy: 'infisical' } },
    {
      bad: { rotatedBy: 'aws-secrets-manager', ...variable('a') },
      says: 'clientSecret must be left out with rotatedBy, got "a variable"; remove clientSecret, and let Okta make the first one [client-secret/rotated-elsewhere]',
    },
    {
      bad: { rotatedBy: 'aws-secrets-manager', ...ephemeral() },
      says: 'clientSecret must be left out with rotatedBy, got "an ephemeral resource"; remove clientSecret, and let Okta make the first one [client-secret/rotated-elsewhere]',
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
