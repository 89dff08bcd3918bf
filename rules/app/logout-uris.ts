import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { listedOnce } from './text-checks';
import { ownHostRule, rulesOfUris } from './uri-rules';
import { urisOf } from './uris-of';

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
