import { pageRules } from '../../../rules/app/pages';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

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
