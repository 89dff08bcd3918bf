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
    title: 'A logout URI has a wildcard.',
    impact: 'Okta compares logout URIs exactly, so users who sign out see an error',
    fix: 'list the URIs one by one',
    see: SOURCES.oktaApps,
    *check(app) {
      for (const { prop, text } of urisOf(app).logout) {
        if (text.includes('*')) yield { prop, must: 'have no *', value: text };
      }
    },
  },
  ownHostRule('logout-uri', 'logout URI', 'logout'),
  {
    id: 'logout-uri/unique',
    severity: 'warning',
    title: 'A logout URI is listed twice.',
    impact: 'Okta keeps a set, so the second one is dropped',
    fix: 'remove the second one',
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
    title: 'The front-channel logout URI is not a plain https address.',
    impact: "Okta cannot end the user's session in the app",
    fix: 'write an absolute https URI without user name',
    see: SOURCES.frontchannelLogout,
    *check(app) {
      const uris = urisOf(app).frontchannelLogout;
      for (const check of [strange, relative, open, withUserInfo]) yield* check(uris);
    },
  },
  {
    id: 'frontchannel-logout/wildcard',
    severity: 'error',
    title: 'The front-channel logout URI has a wildcard while `wildcardRedirect` is `DISABLED`.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'write the host out',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect !== 'DISABLED') return;
      for (const { prop, text } of urisOf(app).frontchannelLogout) {
        if (!text.includes('*')) continue;
        yield {
          prop,
          must: 'have no * while wildcardRedirect is "DISABLED"',
          value: text,
        };
      }
    },
  },
  {
    id: 'frontchannel-logout/length',
    severity: 'error',
    title: 'The front-channel logout URI is too long.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'shorten it to 1024 characters',
    see: SOURCES.oktaApps,
    check: (app) => longerThan(LONGEST_URI, urisOf(app).frontchannelLogout),
  },
  ownHostRule('frontchannel-logout', 'front-channel logout URI', 'frontchannelLogout'),
];
