import type { AppSubject } from '../../../rules/app';
import { addressRules, clientIdRules } from '../../../rules/app/identity';
import { appSubject } from '../../support/app-subject';
import { describeAppRules, describeRules } from '../../support/rule-cases';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';

describeRules(
  addressRules,
  {
    'address/construct-id': [
      { good: 'billing' },
      { good: '_billing-2_x' },
      {
        bad: 'my app',
        says: 'id must begin with a letter or _ and continue with letters, digits, _ and -, got "my app"; choose an id that Terraform can use as it is [address/construct-id]',
      },
      {
        bad: '2fa',
        says: 'id must begin with a letter or _ and continue with letters, digits, _ and -, got "2fa"; choose an id that Terraform can use as it is [address/construct-id]',
      },
      {
        bad: 'shop.web',
        says: 'id must begin with a letter or _ and continue with letters, digits, _ and -, got "shop.web"; choose an id that Terraform can use as it is [address/construct-id]',
      },
    ],
    'address/in-stack': [
      { good: 'billing' },
      { good: { path: 'platform/storefront-dev/billing', stack: 'platform/storefront-dev' } },
      {
        bad: { path: 'storefront-dev/team/billing' },
        says: 'id must be directly in its stack, got "team/billing"; pass the stack as the scope of the app [address/in-stack]',
      },
    ],
  },
  (id: string | Pick<AppSubject, 'path' | 'stack'>) =>
    typeof id === 'string' ? appSubject({}, {}, id) : { ...appSubject(), ...id },
);

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
