import { redirectUriRules, wildcardRules } from '../../../rules/app/redirect-uris';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const uris = (...redirectUris: unknown[]) => ({ redirectUris });
const https = (uri: string, todo: string, at = 0) =>
  `redirectUris[${at}] must use https, or http on localhost, 127.0.0.1 or [::1], got ${JSON.stringify(uri)}; ${todo} [redirect-uri/https]`;
const absolute = (uri: string) =>
  `redirectUris[0] must be an absolute URI with a valid host and port, got ${JSON.stringify(uri)}; write it in full, such as https://shop.example.org/callback [redirect-uri/absolute]`;
const characters = (uri: string, todo: string) =>
  `redirectUris[0] must hold only characters that a URI may have, got ${uri}; ${todo} [redirect-uri/characters]`;
const placeholder = (uri: string, host: string) =>
  `redirectUris[0] must name a host of its own in this environment, got "${uri}"; replace "${host}" by the host that the app is served from [redirect-uri/placeholder-host]`;

describeAppRules(redirectUriRules, {
  'redirect-uri/at-least-one': [
    { good: uris('https://shop.acme.com/cb') },
    { good: uris(UNKNOWN) },
    { good: { redirectUris: UNKNOWN } },
    { good: { ...uris(), grantTypes: ['authorization_code', 'client_credentials'] } },
    { good: { ...uris(), grantTypes: UNKNOWN } },
    {
      bad: uris(),
      says: 'redirectUris must hold at least one URI, got []; list where Okta may send the browser after sign-in [redirect-uri/at-least-one]',
    },
  ],
  'redirect-uri/characters': [
    { good: uris("https://shop.acme.com/a-._~b%2Fc?d=[e]@!$&'()*+,;=f:#") },
    { good: uris(UNKNOWN, '') },
    {
      bad: uris(' https://shop.acme.com/cb'),
      says: characters('" https://shop.acme.com/cb"', 'remove " ", or write it percent-encoded'),
    },
    {
      bad: uris('https://shop.acme.com/cb\n'),
      says: characters('"https://shop.acme.com/cb\\n"', 'remove "\\n", or write it percent-encoded'),
    },
    {
      bad: uris('https://shop.acme.com/\tcb'),
      says: characters('"https://shop.acme.com/\\tcb"', 'remove "\\t", or write it percent-encoded'),
    },
    {
      bad: uris('https://shop.acme.com\\@evil.com'),
      says: characters('"https://shop.acme.com\\\\@evil.com"', 'write / for \\'),
    },
    {
      bad: uris('https://shöp.acme.com/cb'),
      says: characters('"https://shöp.acme.com/cb"', 'write "ö" percent-encoded, or the host in Punycode'),
    },
    {
      bad: uris('https://{tenant}.acme.com/cb'),
      says: characters('"https://{tenant}.acme.com/cb"', 'remove "{", or write it percent-encoded'),
    },
    {
      bad: uris('https://shop.acme.com/100%'),
      says: characters('"https://shop.acme.com/100%"', 'write %25 for %, or two hex digits after it'),
    },
    {
      bad: uris('https://shop.acme.com/\u0000\ud800'),
      says: characters('"https://shop.acme.com/\\u0000\\ud800"', 'remove "\\u0000", or write it percent-encoded'),
    },
  ],
  'redirect-uri/absolute': [
    { good: uris('https://shop.acme.com', 'https://shop.acme.com:8443/a?b=c', 'HTTPS://Shop.ACME.com/') },
    { good: uris('https://*.acme.com/', 'https://192.0.2.1/cb', 'https://[2001:db8::1]/cb', 'https://intranet/cb') },
    { good: uris('http://localhost:3000/cb', 'http://[::1]:3000/cb', 'http://127.0.0.1/cb') },
    { good: uris('com.acme.shop:/cb', 'https://xn--shp-sna.acme.com/cb') },
    { good: uris(' https://shop.acme.com/cb', 'https://shöp.acme.com/cb') },
    { bad: uris('/callback'), says: absolute('/callback') },
    { bad: uris('//shop.acme.com/cb'), says: absolute('//shop.acme.com/cb') },
    { bad: uris('shop.acme.com/cb'), says: absolute('shop.acme.com/cb') },
    { bad: uris('localhost:3000/cb'), says: absolute('localhost:3000/cb') },
    { bad: uris(''), says: absolute('') },
    { bad: uris('https://'), says: absolute('https://') },
    { bad: uris('https:///cb'), says: absolute('https:///cb') },
    { bad: uris('https:/shop.acme.com/cb'), says: absolute('https:/shop.acme.com/cb') },
    { bad: uris('https:shop.acme.com/cb'), says: absolute('https:shop.acme.com/cb') },
    { bad: uris('https://:443/cb'), says: absolute('https://:443/cb') },
    { bad: uris('https://shop.acme.com:99999/cb'), says: absolute('https://shop.acme.com:99999/cb') },
    { bad: uris('https://shop.acme.com:80a/cb'), says: absolute('https://shop.acme.com:80a/cb') },
    { bad: uris('https://shop..acme.com/cb'), says: absolute('https://shop..acme.com/cb') },
    { bad: uris('https://[::1/cb'), says: absolute('https://[::1/cb') },
    { bad: uris('https://127.1/cb'), says: absolute('https://127.1/cb') },
    { bad: uris('https://0x7f000001/cb'), says: absolute('https://0x7f000001/cb') },
    { bad: uris('https://%65xample.com/cb'), says: absolute('https://%65xample.com/cb') },
    { bad: uris('myapp:'), says: absolute('myapp:') },
  ],
  'redirect-uri/https': [
    { good: uris('https://shop.acme.com/cb', 'https://localhost/cb', 'HTTPS://shop.acme.com/') },
    { good: uris('http://localhost/cb', 'http://localhost:8080/cb', 'http://127.0.0.1:1/cb', 'http://[::1]:9/cb') },
    {
      good: uris(
        'HTTP://LOCALHOST/cb',
        'http://[0:0:0:0:0:0:0:1]/cb',
        'http://127.0.0.2/cb',
        'http://app.localhost/cb',
      ),
    },
    { good: uris('/callback', UNKNOWN) },
    { bad: uris('http://shop.acme.com/cb'), says: https('http://shop.acme.com/cb', 'write https') },
    { bad: uris(UNKNOWN, 'http://10.0.0.1/cb'), says: https('http://10.0.0.1/cb', 'write https', 1) },
    { bad: uris('http://128.0.0.1/cb'), says: https('http://128.0.0.1/cb', 'write https') },
    { bad: uris('http://0.0.0.0/cb'), says: https('http://0.0.0.0/cb', 'write https') },
    { bad: uris('http://localhost.acme.com/cb'), says: https('http://localhost.acme.com/cb', 'write https') },
    {
      bad: uris('com.acme.shop:/cb'),
      says: https('com.acme.shop:/cb', 'write an https URI, since other schemes are for native apps'),
    },
    {
      bad: uris('javascript:alert(1)'),
      says: https('javascript:alert(1)', 'write an https URI, since other schemes are for native apps'),
    },
  ],
  'redirect-uri/fragment': [
    { good: uris('https://shop.acme.com/cb?a=%23') },
    {
      bad: uris('https://shop.acme.com/cb#part'),
      says: 'redirectUris[0] must have no fragment, got "https://shop.acme.com/cb#part"; remove # and what follows it [redirect-uri/fragment]',
    },
    {
      bad: uris('https://shop.acme.com/cb', 'https://shop.acme.com/cb#'),
      says: 'redirectUris[1] must have no fragment, got "https://shop.acme.com/cb#"; remove # and what follows it [redirect-uri/fragment]',
    },
  ],
  'redirect-uri/user-info': [
    { good: uris('https://shop.acme.com/@me?mail=a@b') },
    {
      bad: uris('https://me:pa55@shop.acme.com/cb'),
      says: 'redirectUris[0] must hold no user name or password, got "https://(sensitive)@shop.acme.com/cb"; remove what is between // and @, and change that password if it is one [redirect-uri/user-info]',
    },
    {
      bad: uris('https://@shop.acme.com/cb'),
      says: 'redirectUris[0] must hold no user name or password, got "https://(sensitive)@shop.acme.com/cb"; remove what is between // and @, and change that password if it is one [redirect-uri/user-info]',
    },
  ],
  'redirect-uri/placeholder-host': [
    { good: uris('https://shop.example.com/cb', 'http://localhost/cb') },
    {
      good: uris('https://example.de/cb', 'https://myexample.com/cb', 'https://test.acme.com/cb', 'https://a.contest/'),
      rules: { forbidPlaceholderHosts: true },
    },
    ...(
      [
        ['https://example.com/cb', 'example.com'],
        ['https://shop.EXAMPLE.org/cb', 'shop.example.org'],
        ['https://*.example.net/cb', '*.example.net'],
        ['https://example.com./cb', 'example.com.'],
        ['https://shop.example/cb', 'shop.example'],
        ['https://shop.test/cb', 'shop.test'],
        ['https://shop.invalid:8443/cb', 'shop.invalid'],
        ['https://app.localhost/cb', 'app.localhost'],
        ['http://localhost:3000/cb', 'localhost'],
        ['https://127.0.0.1/cb', '127.0.0.1'],
        ['https://127.9.9.9/cb', '127.9.9.9'],
        ['http://[::1]/cb', '[::1]'],
        ['https://0.0.0.0/cb', '0.0.0.0'],
        ['https://[::ffff:127.0.0.1]/cb', '[::ffff:7f00:1]'],
      ] as const
    ).map(([uri, host]) => ({
      bad: uris(uri),
      rules: { forbidPlaceholderHosts: true },
      says: placeholder(uri, host),
    })),
  ],
  'redirect-uri/unique': [
    { good: uris('https://shop.acme.com/cb', 'https://shop.acme.com/cb/', 'https://shop.acme.com/CB') },
    { good: uris(UNKNOWN, UNKNOWN) },
    {
      bad: uris('https://shop.acme.com/cb', UNKNOWN, 'https://shop.acme.com/cb'),
      says: 'redirectUris[2] must be listed once, got "https://shop.acme.com/cb"; remove it, redirectUris[0] has it [redirect-uri/unique]',
    },
  ],
  'redirect-uri/limit': [
    { good: uris('https://a.acme.com', 'https://b.acme.com'), rules: { maxRedirectUris: 2 } },
    { good: uris('https://a.acme.com', UNKNOWN), rules: { maxRedirectUris: 1 } },
    { good: uris('https://a.acme.com', 'https://b.acme.com'), rules: { maxRedirectUris: Number.NaN } },
    { good: uris(...Array.from({ length: 500 }, (_, at) => `https://a.acme.com/${at}`)) },
    {
      bad: uris('https://a.acme.com', 'https://b.acme.com', 'https://c.acme.com'),
      rules: { maxRedirectUris: 2 },
      says: 'redirectUris must hold at most 2 URIs in this environment, got 3; remove 1, or split the app [redirect-uri/limit]',
    },
  ],
});

const subdomain = (...redirectUris: unknown[]) => ({ redirectUris, wildcardRedirect: 'SUBDOMAIN' });
const shape = (uri: string, todo: string) =>
  `redirectUris[0] must have its only * in the lowest label of an https host of three labels or more, got "${uri}"; ${todo} [redirect-uri/wildcard-shape]`;

describeAppRules(wildcardRules, {
  'redirect-uri/wildcard-disabled': [
    { good: uris('https://shop.acme.com/cb') },
    { good: subdomain('https://*.acme.com/cb') },
    { good: { ...uris('https://*.acme.com/cb'), wildcardRedirect: UNKNOWN } },
    {
      bad: uris('https://*.acme.com/cb'),
      says: 'redirectUris[0] must have no * while wildcardRedirect is "DISABLED", got "https://*.acme.com/cb"; list the hosts one by one, or set wildcardRedirect to "SUBDOMAIN" [redirect-uri/wildcard-disabled]',
    },
    {
      bad: uris('https://shop.acme.com/*'),
      says: 'redirectUris[0] must have no * while wildcardRedirect is "DISABLED", got "https://shop.acme.com/*"; list the hosts one by one, or set wildcardRedirect to "SUBDOMAIN" [redirect-uri/wildcard-disabled]',
    },
  ],
  'redirect-uri/wildcard-shape': [
    { good: subdomain('https://*.example.com/', 'https://redirect-*-domain.example.com/oidc/redirect') },
    { good: subdomain('https://pr-*.shop.acme.com:8443/cb', 'https://shop.acme.com/cb') },
    { good: uris('https://acme.com/*') },
    { good: subdomain('http://*.acme.com/cb') },
    { bad: subdomain('https://*.*.acme.com/cb'), says: shape('https://*.*.acme.com/cb', 'keep one * only') },
    { bad: subdomain('https://a*b*.acme.com/cb'), says: shape('https://a*b*.acme.com/cb', 'keep one * only') },
    {
      bad: subdomain('https://shop.acme.com/*'),
      says: shape('https://shop.acme.com/*', 'move the * into the host, or remove it'),
    },
    {
      bad: subdomain('https://shop.*.acme.com/'),
      says: shape('https://shop.*.acme.com/', 'move the * to the first label of the host'),
    },
    {
      bad: subdomain('https://*.com'),
      says: shape('https://*.com', 'name at least a domain and its top level after the *'),
    },
    {
      bad: subdomain('https://d-*.com/aaa'),
      says: shape('https://d-*.com/aaa', 'name at least a domain and its top level after the *'),
    },
    { bad: subdomain('https://*'), says: shape('https://*', 'name at least a domain and its top level after the *') },
    {
      bad: subdomain('https://*.com./'),
      says: shape('https://*.com./', 'name at least a domain and its top level after the *'),
    },
  ],
  'redirect-uri/wildcard-shared-domain': [
    { good: subdomain('https://*.acme.com/', 'https://*.acme.co.uk/', 'https://*.acme.github.io/', 'https://co.uk/') },
    { good: subdomain('https://*.com/', 'https://*/', 'https://shop.*.co.uk/') },
    ...['co.uk', 'edu.au', 'kobe.jp', 'github.io', 'vercel.app', 's3.amazonaws.com', 'blogspot.com'].map((domain) => ({
      bad: subdomain(`https://pr-*.${domain}/cb`),
      says: `redirectUris[0] must have its * in a domain of your own, got "https://pr-*.${domain}/cb"; write the host out, since anyone can register a name in ${domain} [redirect-uri/wildcard-shared-domain]`,
    })),
  ],
  'redirect-uri/wildcard-last': [
    { good: subdomain('https://a.acme.com/', 'https://b.acme.com/', 'https://*.acme.com/', 'https://p-*.acme.com/') },
    { good: subdomain('https://*.acme.com/', UNKNOWN) },
    {
      bad: subdomain('https://a.acme.com/', 'https://*.acme.com/', 'https://b.acme.com/', 'https://c.acme.com/'),
      says: 'redirectUris[1] must come after every exact URI, got "https://*.acme.com/"; move it after redirectUris[3] [redirect-uri/wildcard-last]',
    },
  ],
  'redirect-uri/wildcard-discouraged': [
    { good: subdomain('https://shop.acme.com/') },
    { good: uris('https://*.acme.com/') },
    {
      bad: subdomain('https://*.acme.com/'),
      says: 'redirectUris[0] must have no * where it can be avoided, got "https://*.acme.com/"; list the hosts one by one where you can [redirect-uri/wildcard-discouraged]',
    },
  ],
  'wildcard-redirect/unused': [
    { good: subdomain('https://*.acme.com/') },
    { good: subdomain(UNKNOWN) },
    { good: uris('https://shop.acme.com/') },
    {
      bad: subdomain('https://shop.acme.com/'),
      says: 'wildcardRedirect must be "DISABLED" as long as no redirect URI has a *, got "SUBDOMAIN"; remove it [wildcard-redirect/unused]',
    },
  ],
});
