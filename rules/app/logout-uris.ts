import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { listedOnce, longerThan } from './text-checks';
import { open, ownHostRule, relative, rulesOfUris, strange, urisOf, withUserInfo } from './uris';

/** Where Okta may send the browser after sign-out. */
export const logoutUriRules: readonly Rule<AppSubject>[] = [
  ...rulesOfUris({
    subject: 'logout-uri',
    name: 'logout URI',
    list: 'logout',
    see: SOURCES.rpLogout,
    seeHttps: SOURCES.rpLogout,
  }),
  {
    id: 'logout-uri/wildcard',
    severity: 'error',
    summary: 'A logout URI has no `*`: Okta compares it exactly.',
    see: SOURCES.oktaApps,
    *check(app) {
      for (const { prop, text } of urisOf(app).logout) {
        if (text.includes('*')) yield { prop, must: 'have no *', value: text, todo: 'list the URIs one by one' };
      }
    },
  },
  ownHostRule('logout-uri', 'no logout URI is at `example.com` or on this machine', 'logout'),
  {
    id: 'logout-uri/unique',
    severity: 'warning',
    summary: 'A logout URI is listed once; a second one is dropped, since Okta keeps them as a set.',
    see: SOURCES.provider,
    check: (app) => listedOnce(urisOf(app).logout),
  },
];

const LONGEST_URI = 1024;

/** What Okta loads in a hidden frame when the person signs out elsewhere. */
export const frontchannelLogoutRules: readonly Rule<AppSubject>[] = [
  {
    id: 'frontchannel-logout/uri',
    severity: 'error',
    summary: 'The front-channel logout URI is absolute, https or http on this machine, without user name.',
    see: SOURCES.frontchannelLogout,
    *check(app) {
      const uris = urisOf(app).frontchannelLogout;
      for (const check of [strange, relative, open, withUserInfo]) yield* check(uris);
    },
  },
  {
    id: 'frontchannel-logout/wildcard',
    severity: 'error',
    summary: 'The front-channel logout URI has no `*` while `wildcardRedirect` is `DISABLED`.',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect !== 'DISABLED') return;
      for (const { prop, text } of urisOf(app).frontchannelLogout) {
        if (!text.includes('*')) continue;
        yield {
          prop,
          must: 'have no * while wildcardRedirect is "DISABLED"',
          value: text,
          todo: 'write the host out',
        };
      }
    },
  },
  {
    id: 'frontchannel-logout/length',
    severity: 'error',
    summary: 'The front-channel logout URI has at most 1024 characters.',
    see: SOURCES.oktaApps,
    check: (app) => longerThan(LONGEST_URI, urisOf(app).frontchannelLogout),
  },
  ownHostRule('frontchannel-logout', 'the front-channel logout URI is at a host of its own', 'frontchannelLogout'),
];
