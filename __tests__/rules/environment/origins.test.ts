import { originRules, trustedOriginRules } from '../../../rules/environment/origins';
import { environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';
import type { TrustedOriginSubject } from '../../../rules/app';

const says = (at: number, origin: string) =>
  `origins[${at}] must be an https origin, or an http one on localhost, 127.0.0.1 or [::1], got "${origin}"; write scheme, host and port only, such as https://shop.example.org [environment/origin]`;

describeRules(
  originRules,
  {
    'environment/origin': [
      { good: ['https://shop.acme.com', 'https://shop.acme.com:8443', 'http://localhost:3000', 'http://[::1]:3000'] },
      { good: [] },
      {
        bad: [
          'https://shop.acme.com/',
          'https://shop.acme.com/path',
          'http://shop.acme.com',
          'shop.acme.com',
          'https://Shop.acme.com',
          'https://shop.acme.com:443',
          '',
        ],
        says: [
          says(0, 'https://shop.acme.com/'),
          says(1, 'https://shop.acme.com/path'),
          says(2, 'http://shop.acme.com'),
          says(3, 'shop.acme.com'),
          says(4, 'https://Shop.acme.com'),
          says(5, 'https://shop.acme.com:443'),
          says(6, ''),
        ],
      },
    ],
  },
  (origins: string[]) => environmentSubject({ origins }),
);

const asked = (origin: string, values: Partial<TrustedOriginSubject> = {}): TrustedOriginSubject => ({
  path: 'storefront-dev/web',
  prop: 'baseUris[0]',
  origin,
  scopes: ['REDIRECT'],
  ...values,
});
const named = (origin: string, name: string, path: string) => asked(origin, { name, path, prop: 'origins[0]' });
const ORIGIN = 'must be an https origin, or an http one on localhost, 127.0.0.1 or [::1]';
const WRITE = 'write scheme, host and port only, such as https://shop.example.org [trusted-origin/origin]';

describeRules<ReturnType<typeof environmentSubject>, readonly TrustedOriginSubject[]>(
  trustedOriginRules,
  {
    'trusted-origin/origin': [
      { good: [asked('https://shop.acme.dev'), asked('HTTPS://Shop.acme.dev:443/'), asked('http://localhost:3000')] },
      { good: [asked('https://*.acme.dev', { scopes: ['IFRAME_EMBED'] })] },
      {
        bad: [
          asked('https://shop.acme.dev/path'),
          asked('http://shop.acme.dev'),
          asked('https://*.acme.dev'),
          asked(''),
        ],
        says: [
          `baseUris[0] ${ORIGIN}, got "https://shop.acme.dev/path"; ${WRITE}`,
          `baseUris[0] ${ORIGIN}, got "http://shop.acme.dev"; ${WRITE}`,
          `baseUris[0] ${ORIGIN}, got "https://*.acme.dev"; ${WRITE}`,
          `baseUris[0] ${ORIGIN}, got ""; ${WRITE}`,
        ],
      },
    ],
    'trusted-origin/placeholder-host': [
      { good: [asked('https://shop.example.com')] },
      { good: [asked('https://shop.acme.dev')], rules: { forbidPlaceholderHosts: true } },
      {
        bad: [asked('https://shop.example.com')],
        rules: { forbidPlaceholderHosts: true },
        says: 'baseUris[0] must name a host of its own in this environment, got "https://shop.example.com"; replace "shop.example.com" by the host that the app is served from [trusted-origin/placeholder-host]',
      },
    ],
    'trusted-origin/scopes': [
      { good: [asked('https://shop.acme.dev', { scopes: ['CORS', 'REDIRECT', 'IFRAME_EMBED'] })] },
      {
        bad: [asked('https://a.dev', { scopes: [] }), asked('https://b.dev', { scopes: ['cors'], prop: 'origins[1]' })],
        says: [
          'baseUriScopes must hold "CORS", "REDIRECT" or "IFRAME_EMBED", got []; list what the org shall allow to the origin [trusted-origin/scopes]',
          'origins[1].scopes must hold "CORS", "REDIRECT" or "IFRAME_EMBED", got ["cors"]; list what the org shall allow to the origin [trusted-origin/scopes]',
        ],
      },
    ],
    'trusted-origin/name': [
      { good: [named('https://a.dev', 'A', 'x/a'), named('https://A.dev/', 'A', 'x/b'), asked('https://a.dev')] },
      { good: [named('a.dev', 'A', 'x/a'), named('a.dev', 'B', 'x/b'), named('', 'A', 'x/c')] },
      {
        bad: [
          named('https://a.dev', 'A', 'x/a'),
          named('https://a.dev', 'B', 'x/b'),
          named('https://b.dev', 'A', 'x/c'),
        ],
        says: [
          'origins[0].name must be the name that x/a gives https://a.dev, got "B"; write "A" [trusted-origin/name]',
          'origins[0].name must be the name of one origin, got "A"; choose another, x/a has it for https://a.dev [trusted-origin/name]',
        ],
      },
      {
        bad: [named('https://a.dev', '', 'x/a'), named('https://a.dev', 5 as unknown as string, 'x/b')],
        says: ['""', '5'].map(
          (got) =>
            `origins[0].name must have 1 to 255 characters, got ${got}; write a name, or leave it out [trusted-origin/name]`,
        ),
      },
    ],
  },
  (trustedOrigins, rules = {}) => environmentSubject({ trustedOrigins, rules }),
);
