import { labelRules } from '../../../rules/app/label';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

describeAppRules(labelRules, {
  'label/length': [
    { good: { label: 'S' } },
    { good: { label: 'x'.repeat(100) } },
    { good: { label: '🛒'.repeat(100) } },
    { good: { label: UNKNOWN } },
    { good: { label: 7 } },
    {
      bad: { label: '' },
      says: 'label must have 1 to 100 characters, got ""; write the name that people will see [label/length]',
    },
    {
      bad: { label: 'x'.repeat(101) },
      says: `label must have 1 to 100 characters, got "${'x'.repeat(101)}"; shorten it by 1 [label/length]`,
    },
    {
      bad: { label: '🛒'.repeat(110) },
      says: `label must have 1 to 100 characters, got "${'🛒'.repeat(59)}… (110 characters); shorten it by 10 [label/length]`,
    },
  ],
  'label/trimmed': [
    { good: { label: 'Two words' } },
    {
      bad: { label: ' Storefront' },
      says: 'label must have no space in front or behind, got " Storefront"; remove the space [label/trimmed]',
    },
    {
      bad: { label: 'Storefront\u00a0' },
      says: 'label must have no space in front or behind, got "Storefront\u00a0"; remove the space [label/trimmed]',
    },
  ],
  'label/characters': [
    { good: { label: 'Ünïcode – 店 ${not a template} \u200f' } },
    {
      bad: { label: 'a\tb' },
      says: 'label must have no control character, got "a\\tb"; replace it by plain text [label/characters]',
    },
    {
      bad: { label: 'pay\u202egnp.exe' },
      says: 'label must have no control character, got "pay\\u202egnp.exe"; replace it by plain text [label/characters]',
    },
    {
      bad: { label: 'a\ud800b' },
      says: 'label must have no control character, got "a\\ud800b"; replace it by plain text [label/characters]',
    },
    {
      bad: { label: 'a\u2028b\u007f' },
      says: 'label must have no control character, got "a\\u2028b\\u007f"; replace it by plain text [label/characters]',
    },
  ],
});
