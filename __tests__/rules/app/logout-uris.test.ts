import { frontchannelLogoutRules, logoutUriRules } from '../../../rules/app/logout-uris';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

const uris = (...postLogoutRedirectUris: unknown[]) => ({ postLogoutRedirectUris });

describeAppRules(logoutUriRules, {
  'logout-uri/characters': [
    { good: {} },
    { good: uris('https://shop.acme.com/') },
    {
      bad: uris('https://shop.acme.com/by e'),
      says: 'postLogoutRedirectUris[0] must hold only characters that a URI may have, got "https://shop.acme.com/by e"; remove " ", or write it percent-encoded [logout-uri/characters]',
    },
  ],
  'logout-uri/absolute': [
    { good: uris('https://shop.acme.com', UNKNOWN) },
    {
      bad: uris('https://shop.acme.com', '/bye'),
      says: 'postLogoutRedirectUris[1] must be an absolute URI with a valid host and port, got "/bye"; write it in full, such as https://shop.example.org/callback [logout-uri/absolute]',
    },
  ],
  'logout-uri/https': [
    { good: uris('http://localhost:3000', 'https://shop.acme.com/') },
    {
      bad: uris('http://shop.acme.com/'),
      says: 'postLogoutRedirectUris[0] must use https, or http on localhost, 127.0.0.1 or [::1], got "http://shop.acme.com/"; write https [logout-uri/https]',
    },
  ],
  'logout-uri/fragment': [
    { good: uris('https://shop.acme.com/') },
    {
      bad: uris('https://shop.acme.com/#/bye'),
      says: 'postLogoutRedirectUris[0] must have no fragment, got "https://shop.acme.com/#/bye"; remove # and what follows it [logout-uri/fragment]',
    },
  ],
  'logout-uri/user-info': [
    { good: uris('https://shop.acme.com/?to=a@b') },
    {
      bad: uris('https://me@shop.acme.com/'),
      says: 'postLogoutRedirectUris[0] must hold no user name or password, got "https://(sensitive)@shop.acme.com/"; remove what is between // and @, and change that password if it is one [logout-uri/user-info]',
    },
  ],
  'logout-uri/wildcard': [
    { good: uris('https://shop.acme.com/') },
    {
      bad: { ...uris('https://*.acme.com/'), wildcardRedirect: 'SUBDOMAIN' },
      says: 'postLogoutRedirectUris[0] must have no *, got "https://*.acme.com/"; list the URIs one by one [logout-uri/wildcard]',
    },
  ],
  'logout-uri/placeholder-host': [
    { good: uris('http://localhost/') },
    { good: uris('https://shop.acme.com/'), rules: { forbidPlaceholderHosts: true } },
    {
      bad: uris('http://localhost/'),
      rules: { forbidPlaceholderHosts: true },
      says: 'postLogoutRedirectUris[0] must name a host of its own in this environment, got "http://localhost/"; replace "localhost" by the host that the app is served from [logout-uri/placeholder-host]',
    },
  ],
  'logout-uri/unique': [
    { good: uris('https://a.acme.com/', 'https://b.acme.com/') },
    {
      bad: uris('https://a.acme.com/', 'https://a.acme.com/'),
      says: 'postLogoutRedirectUris[1] must be listed once, got "https://a.acme.com/"; remove it, postLogoutRedirectUris[0] has it [logout-uri/unique]',
    },
  ],
});

const logout = (uri: unknown) => ({ frontchannelLogout: { uri, sessionRequired: true } });
const ofLength = (length: number) => 'https://shop.acme.com/'.padEnd(length, 'x');

describeAppRules(frontchannelLogoutRules, {
  'frontchannel-logout/uri': [
    { good: {} },
    { good: logout('https://shop.acme.com/frontchannel?app=1') },
    { good: logout('http://localhost:3000/frontchannel') },
    { good: logout(UNKNOWN) },
    { good: { ...logout('https://*.acme.com/out'), wildcardRedirect: 'SUBDOMAIN' } },
    {
      bad: logout('http://shop.acme.com/out'),
      says: 'frontchannelLogout.uri must use https, or http on localhost, 127.0.0.1 or [::1], got "http://shop.acme.com/out"; write https [frontchannel-logout/uri]',
    },
    {
      bad: logout('/out'),
      says: 'frontchannelLogout.uri must be an absolute URI with a valid host and port, got "/out"; write it in full, such as https://shop.example.org/callback [frontchannel-logout/uri]',
    },
  ],
  'frontchannel-logout/wildcard': [
    { good: { ...logout('https://*.acme.com/out'), wildcardRedirect: 'SUBDOMAIN' } },
    { good: logout('https://shop.acme.com/out') },
    {
      bad: logout('https://*.acme.com/out'),
      says: 'frontchannelLogout.uri must have no * while wildcardRedirect is "DISABLED", got "https://*.acme.com/out"; write the host out [frontchannel-logout/wildcard]',
    },
  ],
  'frontchannel-logout/length': [
    { good: logout(ofLength(1024)) },
    {
      bad: logout(ofLength(1025)),
      says: `frontchannelLogout.uri must have at most 1024 characters, got "${ofLength(119)}… (1025 characters); shorten it by 1 [frontchannel-logout/length]`,
    },
  ],
  'frontchannel-logout/placeholder-host': [
    { good: logout('https://shop.example.com/out') },
    { good: logout('https://shop.acme.com/out'), rules: { forbidPlaceholderHosts: true } },
    {
      bad: logout('https://shop.test/out'),
      rules: { forbidPlaceholderHosts: true },
      says: 'frontchannelLogout.uri must name a host of its own in this environment, got "https://shop.test/out"; replace "shop.test" by the host that the app is served from [frontchannel-logout/placeholder-host]',
    },
  ],
});
