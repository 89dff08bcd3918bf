import { frontchannelLogoutRules } from '../../../rules/app/frontchannel-logout';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { describeAppRules } from '../../support/rule-cases';

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
