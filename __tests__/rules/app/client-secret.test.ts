import { clientSecretRules } from '../../../rules/app/client-secret';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const variable = (name: unknown) => ({ clientSecret: { kind: 'variable', name } });

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
      bad: variable('count'),
      says: 'clientSecret must name a Terraform variable by letters, digits, _ and -, got "count"; choose another name, since Terraform keeps this one for itself [client-secret/variable-name]',
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
