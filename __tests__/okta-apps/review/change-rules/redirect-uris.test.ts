import { redirectUris } from '../../../../okta-apps/review/change-rules/redirect-uris';
import { testChangeRules } from '../support/change-cases';
import { appChange, newApp, rawChange } from '../support/plan-json';

const OLD = 'https://shop.acme.com/cb';
const adds = (...uris: string[]) => appChange({}, { redirect_uris: [OLD, ...uris] });
const says =
  (must: string, todo: string) =>
  (uri: string, prop = 'redirect_uris[1]') =>
    `${prop} must ${must}, got ${JSON.stringify(uri)}; ${todo}`;
const domain = says('be on a domain that the app uses already', 'confirm who owns the domain');
const host = says('be on a host that the app uses already', 'confirm that the host is in use and that you control it');
const http = says('begin with https://', 'serve the page with TLS');
const loopback = says('not be a loopback address in production', 'use it in development environments only');
const wildcard = says('have no wildcard', 'write every host out');
const fragment = says('have no fragment', 'remove the # and what follows it');
const unreadable = says(
  'be an absolute URI without user information, spaces, backslashes or invisible characters',
  'write it as a browser shows it',
);
const scheme = says("have the scheme https, or one that begins with a domain of the app's owner", 'use https');
const privateScheme = says('be a claimed https address where the platform has them', 'make sure that PKCE is required');
const removed = says('stay while a page sends it', 'make sure that nothing sends it');

const uriOf = (uri: string | null, app_id = '0oa1') => (uri === null ? null : { id: 'x', app_id, uri });
const single = (uri: string) => rawChange('okta_app_oauth_redirect_uri.extra', null, uriOf(uri));
const app = { redirect_uris: [OLD] };

testChangeRules(redirectUris, {
  'redirect-uri/new-domain': {
    good: [
      ['the same URI', adds()],
      ['another path', adds('https://shop.acme.com/other')],
      ['another host of the domain', adds('https://pay.acme.com/cb')],
      ['a new app, which has nothing to be compared with', newApp()],
      ['an own scheme', adds('com.acme.shop:/cb')],
      ['another host of the domain of the app that a resource belongs to', single('https://pay.acme.com/cb'), { app }],
      [
        'a resource of an app that is made by the same plan',
        rawChange(
          'okta_app_oauth_redirect_uri.extra',
          null,
          { uri: 'https://new.example/cb' },
          { after_unknown: { app_id: true } },
        ),
      ],
    ],
    bad: [
      ['another domain', adds('https://evil.example.net/cb'), [domain('https://evil.example.net/cb')]],
      [
        'two names under one shared suffix',
        appChange({ redirect_uris: ['https://a.vercel.app/'] }, { redirect_uris: ['https://b.vercel.app/'] }),
        [domain('https://b.vercel.app/', 'redirect_uris[0]')],
      ],
      [
        'a host that only looks like the known one',
        adds('https://shop.acme.com.evil.net/cb'),
        [domain('https://shop.acme.com.evil.net/cb')],
      ],
      [
        'a letter that only looks like the known one',
        adds('https://shop.аcme.com/cb'),
        [domain('https://shop.аcme.com/cb')],
      ],
      ['an address instead of a name', adds('https://203.0.113.7/cb'), [domain('https://203.0.113.7/cb')]],
      [
        'an app that had no redirect URI',
        appChange({ redirect_uris: [] }, { redirect_uris: [OLD] }),
        [domain(OLD, 'redirect_uris[0]')],
      ],
      [
        'a resource of the app',
        single('https://evil.example.net/cb'),
        [domain('https://evil.example.net/cb', 'uri')],
        { app },
      ],
      [
        'a resource of an app that is not in the plan',
        single('https://evil.example.net/cb'),
        [domain('https://evil.example.net/cb', 'uri')],
      ],
      [
        'a known logout address that becomes a redirect',
        appChange(
          { post_logout_redirect_uris: ['https://bye.example/'] },
          { post_logout_redirect_uris: ['https://bye.example/'], redirect_uris: [OLD, 'https://bye.example/'] },
        ),
        [domain('https://bye.example/')],
      ],
    ],
  },
  'redirect-uri/new-host': {
    good: [
      ['another path', adds('https://shop.acme.com/other')],
      ['another domain, which is worse', adds('https://evil.example.net/cb')],
      ['the same host written in capitals', adds('https://SHOP.acme.com/other')],
    ],
    bad: [
      ['another host', adds('https://pay.acme.com/cb'), [host('https://pay.acme.com/cb')]],
      ['another port', adds('https://shop.acme.com:8443/cb'), [host('https://shop.acme.com:8443/cb')]],
      [
        'two of them',
        adds('https://a.acme.com/', 'https://b.acme.com/'),
        [host('https://a.acme.com/'), host('https://b.acme.com/', 'redirect_uris[2]')],
      ],
    ],
  },
  'redirect-uri/http': {
    good: [
      ['https', adds('https://shop.acme.com/other')],
      ['a loopback address, of which another rule speaks', adds('http://localhost:8080/cb')],
    ],
    bad: [
      ['a page without TLS', adds('http://shop.acme.com/cb'), [http('http://shop.acme.com/cb')]],
      [
        'one in a new app',
        newApp({ redirect_uris: ['http://shop.acme.com/cb'] }),
        [http('http://shop.acme.com/cb', 'redirect_uris[0]')],
      ],
      [
        'a host that only begins like the loopback',
        adds('http://localhost.evil.net/'),
        [http('http://localhost.evil.net/')],
      ],
    ],
  },
  'redirect-uri/loopback': {
    good: [
      ['a loopback address elsewhere than in production', adds('http://localhost:8080/cb'), { production: false }],
      ['a public address', adds('https://shop.acme.com/other')],
    ],
    bad: [
      ['localhost', adds('http://localhost:8080/cb'), [loopback('http://localhost:8080/cb')]],
      ['127.0.0.1 in another spelling', adds('http://0x7f.1/cb'), [loopback('http://0x7f.1/cb')]],
      ['the loopback of IPv6', adds('http://[::1]/cb'), [loopback('http://[::1]/cb')]],
      [
        'an IPv6 address that is the one of IPv4',
        adds('http://[::ffff:127.0.0.1]/'),
        [loopback('http://[::ffff:127.0.0.1]/')],
      ],
      [
        'localhost in a new app',
        newApp({ redirect_uris: ['https://app.localhost/'] }),
        [loopback('https://app.localhost/', 'redirect_uris[0]')],
      ],
    ],
  },
  'redirect-uri/wildcard': {
    good: [
      ['a plain host', adds('https://pay.acme.com/cb')],
      ['a parameter and a password that are masked', adds('https://me:pa55@pay.acme.com/cb?client_secret=x')],
    ],
    bad: [
      ['a wildcard in the host', adds('https://*.acme.com/cb'), [wildcard('https://*.acme.com/cb')]],
      ['one in the path', adds('https://shop.acme.com/*'), [wildcard('https://shop.acme.com/*')]],
      ['one in a URI that cannot be read', adds('https://*/ cb'), [wildcard('https://*/ cb')]],
    ],
  },
  'redirect-uri/fragment-added': {
    good: [['a query', adds('https://shop.acme.com/cb?x=1')]],
    bad: [['a fragment', adds('https://shop.acme.com/cb#x'), [fragment('https://shop.acme.com/cb#x')]]],
  },
  'redirect-uri/unreadable': {
    good: [['a plain URI', adds('https://pay.acme.com/cb')]],
    bad: [
      ['a relative URI', adds('/cb'), [unreadable('/cb')]],
      ['a text', adds('nonsense'), [unreadable('nonsense')]],
      ['a backslash', adds('https:\\\\evil.net/cb'), [unreadable('https:\\\\evil.net/cb')]],
      ['a missing slash that browsers forgive', adds('https:evil.net/cb'), [unreadable('https:evil.net/cb')]],
      ['a space', adds(' https://shop.acme.com/cb'), [unreadable(' https://shop.acme.com/cb')]],
      [
        'a user name, which is not shown',
        adds('https://shop.acme.com:x@evil.net/cb'),
        [
          'redirect_uris[1] must be an absolute URI without user information, spaces, backslashes or invisible characters, got "https://(sensitive)@evil.net/cb"; write it as a browser shows it',
        ],
      ],
      [
        'an override of the writing direction',
        adds('https://shop.acme.com/\u202Ebc'),
        [
          'redirect_uris[1] must be an absolute URI without user information, spaces, backslashes or invisible characters, got "https://shop.acme.com/\\u202ebc"; write it as a browser shows it',
        ],
      ],
    ],
  },
  'redirect-uri/scheme': {
    good: [
      ['https', adds('https://pay.acme.com/cb')],
      ['a scheme that begins with a domain', adds('com.acme.shop:/cb')],
    ],
    bad: [
      ['a script', adds('javascript:alert(1)'), [scheme('javascript:alert(1)')]],
      ['a scheme that anybody may claim', adds('shop://cb'), [scheme('shop://cb')]],
    ],
  },
  'redirect-uri/private-scheme': {
    good: [['https', adds('https://pay.acme.com/cb')]],
    bad: [['an own scheme', adds('com.acme.shop:/cb'), [privateScheme('com.acme.shop:/cb')]]],
  },
  'redirect-uri/added': {
    good: [
      ['a new host, of which another rule speaks', adds('https://pay.acme.com/cb')],
      ['one without TLS, of which another rule speaks', adds('http://shop.acme.com/cb')],
      ['the first ones of a new app', newApp()],
    ],
    bad: [
      [
        'another page of a host in use',
        adds('https://shop.acme.com/other'),
        [
          'redirect_uris[1] must be a page of the app, got "https://shop.acme.com/other"; make sure that the page handles sign-ins, and sends users nowhere else',
        ],
      ],
    ],
  },
  'redirect-uri/wildcard-mode-off': {
    good: [['wildcards that are switched on', appChange({}, { wildcard_redirect: 'SUBDOMAIN' })]],
    bad: [
      [
        'wildcards that are switched off',
        appChange({ wildcard_redirect: 'SUBDOMAIN' }, {}),
        [
          'wildcard_redirect must change after every host is written out, got "DISABLED"; add the redirect URI of every host in use first',
        ],
      ],
    ],
  },
  'redirect-uri/removed': {
    good: [
      [
        'another order',
        appChange({ redirect_uris: ['https://a.acme.com/', OLD] }, { redirect_uris: [OLD, 'https://a.acme.com/'] }),
      ],
      ['an app that goes as a whole', rawChange('okta_app_oauth.web', app, null)],
      ['a logout URI of its own resource', rawChange('okta_app_oauth_post_logout_redirect_uri.x', uriOf(OLD), null)],
    ],
    bad: [
      [
        'one that goes',
        appChange({ redirect_uris: [OLD, 'https://a.acme.com/'] }, {}),
        [removed('https://a.acme.com/')],
      ],
      [
        'one of its own resource',
        rawChange('okta_app_oauth_redirect_uri.extra', uriOf(OLD), null),
        [removed(OLD, 'uri')],
      ],
    ],
  },
  'redirect-uri/wildcard-mode': {
    good: [['wildcards that are switched off', appChange({ wildcard_redirect: 'SUBDOMAIN' }, {})]],
    bad: [
      [
        'wildcards that are switched on',
        appChange({}, { wildcard_redirect: 'SUBDOMAIN' }),
        ['wildcard_redirect must stay "DISABLED", got "SUBDOMAIN"; write every redirect URI out'],
      ],
      [
        'a new app with wildcards',
        newApp({ wildcard_redirect: 'SUBDOMAIN' }),
        ['wildcard_redirect must stay "DISABLED", got "SUBDOMAIN"; write every redirect URI out'],
      ],
      [
        'an unknown mode',
        appChange({}, { wildcard_redirect: 'ALL' }),
        ['wildcard_redirect must stay "DISABLED", got "ALL"; write every redirect URI out'],
      ],
    ],
  },
});
