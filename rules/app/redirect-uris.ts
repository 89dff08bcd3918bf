import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, isLimit } from '../../okta-apps/shared/values';
import { listedOnce } from './text-checks';
import { ownHostRule, rulesOfUris } from './uri-rules';
import { urisOf } from './uris-of';

/** Where Okta may send the browser with a code: whoever is served there can sign in as the person. */
export const redirectUriRules: readonly Rule<AppSubject>[] = [
  {
    id: 'redirect-uri/at-least-one',
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
  ...rulesOfUris({
    subject: 'redirect-uri',
    name: 'redirect URI',
    list: 'redirect',
    see: SOURCES.rfc6749Redirects,
    seeHttps: SOURCES.rfc8252Loopback,
  }),
  ownHostRule('redirect-uri', 'no redirect URI is at `example.com` or on this machine', 'redirect'),
  {
    id: 'redirect-uri/unique',
    severity: 'error',
    summary: 'A redirect URI is listed once.',
    see: SOURCES.provider,
    check: (app) => listedOnce(urisOf(app).redirect),
  },
  {
    id: 'redirect-uri/limit',
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
