import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { listedOnce } from './listed-once';
import { open, placeholder, relative, strange, withFragment, withUserInfo } from './uri-checks';
import { urisOf } from './uris-of';

/** Where Okta may send the browser after sign-out. */
export const logoutUriRules: readonly Rule<AppSubject>[] = [
  {
    id: 'logout-uris/characters',
    severity: 'error',
    summary: 'A logout URI holds only the characters of RFC 3986: no space, no backslash, nothing but ASCII.',
    see: SOURCES.rfc3986Characters,
    check: (app) => strange(urisOf(app).logout),
  },
  {
    id: 'logout-uris/absolute',
    severity: 'error',
    summary: 'A logout URI is absolute, with a valid host and port.',
    see: SOURCES.rpLogout,
    check: (app) => relative(urisOf(app).logout),
  },
  {
    id: 'logout-uris/https',
    severity: 'error',
    summary: 'A logout URI uses https, or http on `localhost`, `127.0.0.1` or `[::1]`; never a custom scheme.',
    see: SOURCES.rpLogout,
    check: (app) => open(urisOf(app).logout),
  },
  {
    id: 'logout-uris/fragment',
    severity: 'error',
    summary: 'A logout URI has no fragment.',
    see: SOURCES.rpLogout,
    check: (app) => withFragment(urisOf(app).logout),
  },
  {
    id: 'logout-uris/user-info',
    severity: 'error',
    summary: 'A logout URI holds no user name or password.',
    see: SOURCES.rfc3986UserInfo,
    check: (app) => withUserInfo(urisOf(app).logout),
  },
  {
    id: 'logout-uris/wildcard',
    severity: 'error',
    summary: 'A logout URI has no `*`: Okta compares it exactly.',
    see: SOURCES.oktaApps,
    *check(app) {
      for (const { prop, text } of urisOf(app).logout) {
        if (text.includes('*')) yield { prop, must: 'have no *', value: text, todo: 'list the URIs one by one' };
      }
    },
  },
  {
    id: 'logout-uris/placeholder-host',
    severity: 'error',
    summary: 'Where the environment forbids placeholder hosts, no logout URI is at `example.com` or on this machine.',
    see: SOURCES.rfc2606,
    *check(app) {
      if (app.rules.forbidPlaceholderHosts === true) yield* placeholder(urisOf(app).logout);
    },
  },
  {
    id: 'logout-uris/unique',
    severity: 'warning',
    summary: 'A logout URI is listed once; a second one is dropped, since Okta keeps them as a set.',
    see: SOURCES.provider,
    check: (app) => listedOnce(urisOf(app).logout),
  },
];
