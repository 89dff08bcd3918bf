import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { isKnownList, isLimit } from '../../okta-apps/shared/values';
import { listedOnce } from './text-checks';
import { ownHostRule, rulesOfUris, type UriAt, urisOf } from './uris';
import { getPublicSuffix } from 'tldts';
import { fill } from '../texts';

/** Where Okta may send the browser with a code: the owner of that host can sign in as the user. */
export const redirectUriRules: readonly Rule<AppSubject>[] = [
  {
    id: 'redirect-uri/at-least-one',
    severity: 'error',
    title: 'An app has no redirect URI.',
    impact: 'Okta cannot return users to the app after sign-in',
    fix: 'list where Okta may send the browser after sign-in',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const { redirectUris, grantTypes } = props;
      if (!isKnownList(redirectUris) || redirectUris.length > 0) return;
      if (!isKnownList(grantTypes) || grantTypes.includes('client_credentials')) return;
      yield {
        prop: 'redirectUris',
        must: 'hold at least one URI',
        value: redirectUris,
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
  ownHostRule('redirect-uri', 'redirect URI', 'redirect'),
  {
    id: 'redirect-uri/unique',
    severity: 'error',
    title: 'A redirect URI is listed twice.',
    impact: 'a reviewer cannot tell which of the two is meant',
    fix: 'remove the second one',
    see: SOURCES.provider,
    check: (app) => listedOnce(urisOf(app).redirect),
  },
  {
    id: 'redirect-uri/limit',
    severity: 'error',
    title: 'An app has more redirect URIs than its environment allows.',
    impact: 'every further URI is one more place that can receive authorization codes',
    fix: 'remove some, or split the app',
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
        fix: fill('remove {value}, or split the app', { value: count - most }),
      };
    },
  },
];

/** One `*` in a host stands for any name there: it must be one that the team alone can hand out. */
export const wildcardRules: readonly Rule<AppSubject>[] = [
  {
    id: 'redirect-uri/wildcard-disabled',
    severity: 'error',
    title: 'A redirect URI has a wildcard while `wildcardRedirect` is `DISABLED`.',
    impact: 'Okta compares the URI exactly, so users who return to a matching host see an error',
    fix: 'list the hosts one by one, or set wildcardRedirect to "SUBDOMAIN"',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect !== 'DISABLED') return;
      for (const { prop, text } of wildcards(app)) {
        yield {
          prop,
          must: 'have no * while wildcardRedirect is "DISABLED"',
          value: text,
        };
      }
    },
  },
  {
    id: 'redirect-uri/wildcard-shape',
    severity: 'error',
    title: 'A wildcard is in a place that Okta does not accept.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'keep one * in the first label of an https host of three labels or more',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect === 'DISABLED') return;
      for (const uri of wildcards(app)) {
        const fix = shapeFault(uri);
        if (fix === undefined) continue;
        yield {
          prop: uri.prop,
          must: 'have its only * in the lowest label of an https host of three labels or more',
          value: uri.text,
          fix,
        };
      }
    },
  },
  {
    id: 'redirect-uri/wildcard-shared-domain',
    severity: 'error',
    title: 'A wildcard is in a domain where anyone can register a name.',
    impact: 'anyone can receive authorization codes for this app',
    fix: 'write the host out',
    see: SOURCES.publicSuffixes,
    *check(app) {
      for (const { prop, text, host } of wildcards(app)) {
        const domain = host.replace(/\.$/, '').split('.').slice(1).join('.');
        if (!host.split('.', 1).join().includes('*') || !isSharedDomain(domain)) continue;
        yield {
          prop,
          must: 'have its * in a domain of your own',
          value: text,
          fix: fill('write the host out, since anyone can register a name in {domain}', { domain }),
        };
      }
    },
  },
  {
    id: 'redirect-uri/wildcard-last',
    severity: 'error',
    title: 'A wildcard comes before an exact redirect URI.',
    impact: 'Okta takes the first URI that matches, so the exact one is never used',
    fix: 'move it after the exact URIs',
    see: SOURCES.provider,
    *check(app) {
      const uris = urisOf(app).redirect;
      const lastExact = uris.filter(({ text }) => !text.includes('*')).at(-1);
      if (!lastExact) return;
      for (const uri of uris.slice(0, uris.indexOf(lastExact))) {
        if (!uri.text.includes('*')) continue;
        const { prop, text } = uri;
        yield {
          prop,
          must: 'come after every exact URI',
          value: text,
          fix: fill('move it after {prop}', { prop: lastExact.prop }),
        };
      }
    },
  },
  {
    id: 'redirect-uri/wildcard-discouraged',
    severity: 'warning',
    title: 'A redirect URI has a wildcard.',
    impact: 'every host that matches can receive authorization codes for this app',
    fix: 'list the hosts one by one where you can',
    see: SOURCES.oktaApps,
    *check(app) {
      if (app.props.wildcardRedirect === 'DISABLED') return;
      for (const { prop, text } of wildcards(app)) {
        yield {
          prop,
          must: 'have no * where it can be avoided',
          value: text,
        };
      }
    },
  },
  {
    id: 'wildcard-redirect/unused',
    severity: 'warning',
    title: '`wildcardRedirect` is on, but no redirect URI has a wildcard.',
    impact: 'a later wildcard would take effect without a further decision',
    fix: 'remove it',
    see: SOURCES.oktaApps,
    *check(app) {
      const { wildcardRedirect, redirectUris } = app.props;
      if (wildcardRedirect !== 'SUBDOMAIN' || !isKnownList(redirectUris) || wildcards(app).length > 0) return;
      yield {
        prop: 'wildcardRedirect',
        must: 'be "DISABLED" as long as no redirect URI has a *',
        value: wildcardRedirect,
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
