import { labelRules, noteRules, pageRules } from '../../../rules/app/display';
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
      says: 'label must have no leading or trailing space, got " Storefront"; remove the space [label/trimmed]',
    },
    {
      bad: { label: 'Storefront\u00a0' },
      says: 'label must have no leading or trailing space, got "Storefront\u00a0"; remove the space [label/trimmed]',
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

const ofLength = (length: number) => 'https://shop.acme.com/'.padEnd(length, 'x');
const tooLong = (prop: string) =>
  `${prop} must have at most 1024 characters, got "${ofLength(119)}… (1025 characters); shorten it by 1 [pages/length]`;

describeAppRules(pageRules, {
  'pages/uri': [
    { good: {} },
    { good: { clientUri: 'https://shop.acme.com', policyUri: 'https://acme.com/legal#privacy', tosUri: UNKNOWN } },
    { good: { logoUri: 'http://localhost:3000/logo.png' } },
    {
      bad: { clientUri: 'shop.acme.com', logoUri: 'http://cdn.acme.com/logo.png', policyUri: 'javascript:alert(1)' },
      says: [
        'clientUri must be an absolute URI with a valid host and port, got "shop.acme.com"; write it in full, such as https://shop.example.org/callback [pages/uri]',
        'logoUri must use https, or http on localhost, 127.0.0.1 or [::1], got "http://cdn.acme.com/logo.png"; write https [pages/uri]',
        'policyUri must use https, or http on localhost, 127.0.0.1 or [::1], got "javascript:alert(1)"; write an https URI, since other schemes are for native apps [pages/uri]',
      ],
    },
    {
      bad: { tosUri: '' },
      says: 'tosUri must be an absolute URI with a valid host and port, got ""; write it in full, such as https://shop.example.org/callback [pages/uri]',
    },
  ],
  'pages/length': [
    { good: { clientUri: ofLength(1024), logoUri: ofLength(1024), policyUri: ofLength(3000), tosUri: ofLength(3000) } },
    {
      bad: { clientUri: ofLength(1025), logoUri: ofLength(1025) },
      says: ['clientUri', 'logoUri'].map(tooLong),
    },
  ],
  'pages/placeholder-host': [
    { good: { clientUri: 'https://example.com' } },
    { good: { clientUri: 'https://shop.acme.com' }, rules: { forbidPlaceholderHosts: true } },
    {
      bad: { logoUri: 'https://example.com/logo.png' },
      rules: { forbidPlaceholderHosts: true },
      says: 'logoUri must name a host of its own in this environment, got "https://example.com/logo.png"; replace "example.com" by the host that the app is served from [pages/placeholder-host]',
    },
  ],
});
