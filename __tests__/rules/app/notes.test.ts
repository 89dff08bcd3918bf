import { noteRules } from '../../../rules/app/notes';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

describeAppRules(noteRules, {
  'notes/length': [
    { good: {} },
    { good: { notes: { admin: '🛒'.repeat(250), endUser: '' } } },
    { good: { notes: { admin: UNKNOWN } } },
    { good: { notes: UNKNOWN } },
    {
      bad: { notes: { admin: 'x'.repeat(251), endUser: 'ü'.repeat(260) } },
      says: [
        `notes.admin must have at most 250 characters, got "${'x'.repeat(119)}… (251 characters); shorten it by 1 [notes/length]`,
        `notes.endUser must have at most 250 characters, got "${'ü'.repeat(119)}… (260 characters); shorten it by 10 [notes/length]`,
      ],
    },
  ],
});
