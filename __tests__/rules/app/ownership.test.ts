import { ownershipRules } from '../../../rules/app/ownership';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

describeAppRules(ownershipRules, {
  'owner/text': [
    { good: {} },
    { good: { owner: 'Payments – EU' } },
    { good: { owner: 'x'.repeat(100) } },
    { good: { owner: UNKNOWN } },
    { bad: { owner: '' }, says: 'owner must have 1 to 100 characters, got ""; leave it out [owner/text]' },
    {
      bad: { owner: 'x'.repeat(103) },
      says: `owner must have 1 to 100 characters, got "${'x'.repeat(103)}"; shorten it by 3 [owner/text]`,
    },
    {
      bad: { owner: 'Payments ' },
      says: 'owner must have no leading or trailing space, got "Payments "; remove the space [owner/text]',
    },
    {
      bad: { owner: 'Pay\u202eTeam' },
      says: 'owner must have no control character, got "Pay\\u202eTeam"; replace it by plain text [owner/text]',
    },
  ],
  'contact/text': [
    { good: { contact: '#payments, payments@acme.com' } },
    {
      bad: { contact: 'a\nb' },
      says: 'contact must have no control character, got "a\\nb"; replace it by plain text [contact/text]',
    },
  ],
});
