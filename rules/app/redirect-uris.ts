import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, isLimit } from '../values';
import { listedOnce } from './listed-once';
import { open, placeholder, relative, strange, withFragment, withUserInfo } from './uri-checks';
import { urisOf } from './uris-of';

/** Where Okta may send the browser with a code: whoever is served there can sign in as the person. */
export const redirectUriRules: readonly Rule<AppSubject>[] = [
  {
    id: 'redirect-uris/at-least-one',
    severity: 'error',
    summary: 'An app has a redirect URI, unless it may also use client credentials.',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const { redirectUris, grantTypes } = props;
      if (!isKnownList(redirectUris) || redirectUris.length > 0) return;
      if (!isKnownList(grantTypes) || grantTypes.includes('client_credentials')) return;
      yield {
        prop: 'redirectUris',
        must: 'hold at least one URI',
        value: redirectUris,
        todo: 'list where Okta may send the browser after sign-in',
      };
    },
  },
  {
    id: 'redirect-uris/characters',
    severity: 'error',
    summary: 'A redirect URI holds only the characters of RFC 3986: no space, no backslash, nothing but ASCII.',
    see: SOURCES.rfc3986Characters,
    check: (app) => strange(urisOf(app).redirect),
  },
  {
    id: 'redirect-uris/absolute',
    severity: 'error',
    summary: 'A redirect URI is absolute, with a valid host and port.',
    see: SOURCES.rfc6749Redirects,
    check: (app) => relative(urisOf(app).redirect),
  },
  {
    id: 'redirect-uris/https',
    severity: 'error',
    summary: 'A redirect URI uses https, or http on `localhost`, `127.0.0.1` or `[::1]`; never a custom scheme.',
    see: SOURCES.rfc8252Loopback,
    check: (app) => open(urisOf(app).redirect),
  },
  {
    id: 'redirect-uris/fragment',
    severity: 'error',
    summary: 'A redirect URI has no fragment.',
    see: SOURCES.rfc6749Redirects,
    check: (app) => withFragment(urisOf(app).redirect),
  },
  {
    id: 'redirect-uris/user-info',
    severity: 'error',
    summary: 'A redirect URI holds no user name or password.',
    see: SOURCES.rfc3986UserInfo,
    check: (app) => withUserInfo(urisOf(app).redirect),
  },
  {
    id: 'redirect-uris/placeholder-host',
    severity: 'error',
    summary: 'Where the environment forbids placeholder hosts, no redirect URI is at `example.com` or on this machine.',
    see: SOURCES.rfc2606,
    *check(app) {
      if (app.rules.forbidPlaceholderHosts === true) yield* placeholder(urisOf(app).redirect);
    },
  },
  {
    id: 'redirect-uris/unique',
    severity: 'error',
    summary: 'A redirect URI is listed once.',
    see: SOURCES.provider,
    check: (app) => listedOnce(urisOf(app).redirect),
  },
  {
    id: 'redirect-uris/limit',
    severity: 'error',
    summary: 'An app has no more redirect URIs than its environment allows.',
    see: SOURCES.limits,
    *check({ props, rules }) {
      const most = rules.maxRedirectUris;
      if (!isLimit(most) || !isKnownList(props.redirectUris)) return;
      const count = props.redirectUris.length;
      if (count <= most) return;
      yield {
        prop: 'redirectUris',
        must: `hold at most ${most} URIs in this environment`,
        value: count,
        todo: `remove ${count - most}, or split the app`,
      };
    },
  },
];
