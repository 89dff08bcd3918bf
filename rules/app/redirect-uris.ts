import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, isLimit } from '../../okta-apps/shared/values';
import { listedOnce } from './text-checks';
import { ownHostRule, rulesOfUris, type UriAt, urisOf } from './uris';
import { getPublicSuffix } from 'tldts';

/** Where Okta may send the browser with a code: the owner of that host can sign in as the user. */
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

/** One `*` in a host stands for any name there: it must be one that the team alone can hand out. */
export const wildcardRules: readonly Rule<AppSubject>[] = [
  {
    id: 'redirect-uri/wildcard-disabled',
    severity: 'error',
    summary: 'A redirect URI has no `*` while `wildcardRedirect` is `DISABLED`.',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect !== 'DISABLED') return;
      for (const { prop, text } of wildcards(app)) {
        yield {
          prop,
          must: 'have no * while wildcardRedirect is "DISABLED"',
          value: text,
          todo: 'list the hosts one by one, or set wildcardRedirect to "SUBDOMAIN"',
        };
      }
    },
  },
  {
    id: 'redirect-uri/wildcard-shape',
    severity: 'error',
    summary: 'A wildcard is one `*` in the lowest label of an https host that has three labels or more.',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect === 'DISABLED') return;
      for (const uri of wildcards(app)) {
        const todo = shapeFault(uri);
        if (todo === undefined) continue;
        yield {
          prop: uri.prop,
          must: 'have its only * in the lowest label of an https host of three labels or more',
          value: uri.text,
          todo,
        };
      }
    },
  },
  {
    id: 'redirect-uri/wildcard-shared-domain',
    severity: 'error',
    summary: 'A wildcard is not in a domain such as `co.uk` or `github.io`, where anybody can register a name.',
    see: SOURCES.publicSuffixes,
    *check(app) {
      for (const { prop, text, host } of wildcards(app)) {
        const domain = host.replace(/\.$/, '').split('.').slice(1).join('.');
        if (!host.split('.', 1).join().includes('*') || !isSharedDomain(domain)) continue;
        yield {
          prop,
          must: 'have its * in a domain of your own',
          value: text,
          todo: `write the host out, since anybody can get a name in ${domain}`,
        };
      }
    },
  },
  {
    id: 'redirect-uri/wildcard-last',
    severity: 'error',
    summary: 'Wildcards come after all exact redirect URIs, because Okta takes the first that matches.',
    see: SOURCES.provider,
    *check(app) {
      const uris = urisOf(app).redirect;
      const lastExact = uris.filter(({ text }) => !text.includes('*')).at(-1);
      if (!lastExact) return;
      for (const uri of uris.slice(0, uris.indexOf(lastExact))) {
        if (!uri.text.includes('*')) continue;
        const { prop, text } = uri;
        yield { prop, must: 'come after every exact URI', value: text, todo: `move it after ${lastExact.prop}` };
      }
    },
  },
  {
    id: 'redirect-uri/wildcard-discouraged',
    severity: 'warning',
    summary: 'Okta advises against wildcards: every host that matches can receive codes.',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect === 'DISABLED') return;
      for (const { prop, text } of wildcards(app)) {
        yield {
          prop,
          must: 'have no * where it can be avoided',
          value: text,
          todo: 'list the hosts one by one where you can',
        };
      }
    },
  },
  {
    id: 'wildcard-redirect/unused',
    severity: 'warning',
    summary: '`wildcardRedirect` is `DISABLED` as long as no redirect URI has a `*`.',
    see: SOURCES.oktaApps,
    *check(app) {
      const { wildcardRedirect, redirectUris } = app.props;
      if (wildcardRedirect !== 'SUBDOMAIN' || !isKnownList(redirectUris) || wildcards(app).length > 0) return;
      yield {
        prop: 'wildcardRedirect',
        must: 'be "DISABLED" as long as no redirect URI has a *',
        value: wildcardRedirect,
        todo: 'remove it',
      };
    },
  },
];

function wildcards(app: AppSubject): readonly UriAt[] {
  return urisOf(app).redirect.filter(({ text }) => text.includes('*'));
}

/** What to do about it; undefined for a wildcard of the right shape. */
function shapeFault({ text, scheme, host, absolute }: UriAt): string | undefined {
  if (!absolute) return undefined;
  const labels = host.replace(/\.$/, '').split('.');
  // `redirect-uri/https` refuses other schemes.
  if (scheme !== 'https') return undefined;
  if (text.split('*').length > 2) return 'keep one * only';
  if (!host.includes('*')) return 'move the * into the host, or remove it';
  if (!labels[0]?.includes('*')) return 'move the * to the first label of the host';
  return labels.length < 3 ? 'name at least a domain and its top level after the *' : undefined;
}

/** True below a registry such as `co.uk` and below a host such as `github.io`, but not for a top level alone. */
function isSharedDomain(domain: string): boolean {
  return domain.includes('.') && getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}
