import { pkceRules } from '../../../rules/app/pkce';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

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
