import { clientIdRules } from '../../../rules/app/client-id';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

describeAppRules(clientIdRules, {
  'client-id/length': [
    { good: { clientId: undefined } },
    { good: { clientId: 'abcdef' } },
    { good: { clientId: 'a'.repeat(100) } },
    { good: { clientId: UNKNOWN } },
    {
      bad: { clientId: 'abcde' },
      says: 'clientId must have 6 to 100 characters, got "abcde"; choose one such as "storefront-web" [client-id/length]',
    },
    {
      bad: { clientId: '' },
      says: 'clientId must have 6 to 100 characters, got ""; leave it out to let Okta choose [client-id/length]',
    },
    {
      bad: { clientId: 'a'.repeat(101) },
      says: `clientId must have 6 to 100 characters, got "${'a'.repeat(101)}"; choose one such as "storefront-web" [client-id/length]`,
    },
  ],
  'client-id/characters': [
    { good: { clientId: "Az09$-_.+!*'()," } },
    {
      bad: { clientId: 'my client' },
      says: 'clientId must hold only letters, digits and "$-_.+!*\'(),", got "my client"; remove " " [client-id/characters]',
    },
    {
      bad: { clientId: 'clïent-1' },
      says: 'clientId must hold only letters, digits and "$-_.+!*\'(),", got "clïent-1"; remove "ï" [client-id/characters]',
    },
    {
      bad: { clientId: 'client:1' },
      says: 'clientId must hold only letters, digits and "$-_.+!*\'(),", got "client:1"; remove ":" [client-id/characters]',
    },
  ],
  'client-id/reserved': [
    { good: { clientId: 'ALL_CLIENTS_2' } },
    {
      bad: { clientId: 'ALL_CLIENTS' },
      says: 'clientId must not be "ALL_CLIENTS", got "ALL_CLIENTS"; choose another one, since Okta means every client by it [client-id/reserved]',
    },
    {
      bad: { clientId: 'All_Clients' },
      says: 'clientId must not be "ALL_CLIENTS", got "All_Clients"; choose another one, since Okta means every client by it [client-id/reserved]',
    },
  ],
});
