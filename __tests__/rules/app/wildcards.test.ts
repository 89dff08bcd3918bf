import { wildcardRules } from '../../../rules/app/wildcards';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const uris = (...redirectUris: unknown[]) => ({ redirectUris });
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
      says: shape('https://*.com', 'name at least a domain and its top level behind the *'),
    },
    {
      bad: subdomain('https://d-*.com/aaa'),
      says: shape('https://d-*.com/aaa', 'name at least a domain and its top level behind the *'),
    },
    { bad: subdomain('https://*'), says: shape('https://*', 'name at least a domain and its top level behind the *') },
    {
      bad: subdomain('https://*.com./'),
      says: shape('https://*.com./', 'name at least a domain and its top level behind the *'),
    },
  ],
  'redirect-uri/wildcard-shared-domain': [
    { good: subdomain('https://*.acme.com/', 'https://*.acme.co.uk/', 'https://*.acme.github.io/', 'https://co.uk/') },
    { good: subdomain('https://*.com/', 'https://*/', 'https://shop.*.co.uk/') },
    ...['co.uk', 'edu.au', 'kobe.jp', 'github.io', 'vercel.app', 's3.amazonaws.com', 'blogspot.com'].map((domain) => ({
      bad: subdomain(`https://pr-*.${domain}/cb`),
      says: `redirectUris[0] must have its * in a domain of your own, got "https://pr-*.${domain}/cb"; write the host out, since anybody can get a name in ${domain} [redirect-uri/wildcard-shared-domain]`,
    })),
  ],
  'redirect-uri/wildcard-last': [
    { good: subdomain('https://a.acme.com/', 'https://b.acme.com/', 'https://*.acme.com/', 'https://p-*.acme.com/') },
    { good: subdomain('https://*.acme.com/', UNKNOWN) },
    {
      bad: subdomain('https://a.acme.com/', 'https://*.acme.com/', 'https://b.acme.com/', 'https://c.acme.com/'),
      says: 'redirectUris[1] must stand behind every exact URI, got "https://*.acme.com/"; move it behind redirectUris[3] [redirect-uri/wildcard-last]',
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
