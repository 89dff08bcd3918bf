import type { ChangeRule } from './change-rule';
import { each, removedUris, type ChangeSubject } from './change-subject';
import { accessRule, uriRule, type UriRule } from './access-rule';

const BCP = 'https://www.rfc-editor.org/rfc/rfc9700#section-4.1';
const NATIVE = 'https://www.rfc-editor.org/rfc/rfc8252';
const OKTA = 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/';
const USES = ['redirect'] as const;
/** Schemes that are no app's own: a browser acts on them itself. */
const isPrivate = (scheme: string) => scheme.includes('.');
const isWeb = (scheme: string) => scheme === 'https' || scheme === 'http';

/** What is said of an added URI, each of a fault or a novelty of its own. */
const notable: readonly UriRule[] = [
  {
    id: 'redirect-uri/new-domain',
    severity: 'block',
    outsideProduction: 'high',
    title: 'Okta may send users back to a registrable domain that the app did not use before.',
    see: BCP,
    impact: 'the owner of the new domain can receive authorization codes for this app',
    uses: USES,
    concerns: ({ newness }) => newness === 'domain',
    must: 'be on a domain that the app uses already',
    fix: 'confirm who owns the domain',
  },
  {
    id: 'redirect-uri/new-host',
    severity: 'medium',
    outsideProduction: 'info',
    title: 'Okta may send users back to a new host, on a domain that the app already used.',
    see: BCP,
    impact: 'the owner of the new host can receive authorization codes for this app',
    uses: USES,
    concerns: ({ newness }) => newness === 'host',
    must: 'be on a host that the app uses already',
    fix: 'confirm that the host is in use and that you control it',
  },
  {
    id: 'redirect-uri/http',
    severity: 'block',
    outsideProduction: 'high',
    title: 'Okta may send users back to a page without TLS.',
    see: 'https://www.rfc-editor.org/rfc/rfc9700#section-2.6',
    impact: 'anyone on the network path can read the authorization code',
    uses: USES,
    concerns: ({ uri }) => uri.scheme === 'http' && !uri.loopback,
    must: 'begin with https://',
    fix: 'serve the page with TLS',
  },
  {
    id: 'redirect-uri/loopback',
    severity: 'block',
    outsideProduction: 'info',
    title: 'Okta may send users in production back to their own machine.',
    see: `${NATIVE}#section-8.3`,
    impact: "any program on the user's machine can receive the authorization code",
    uses: USES,
    concerns: ({ uri }, { production }) => production && uri.ownMachine,
    must: 'not be a loopback address in production',
    fix: 'use it in development environments only',
  },
  {
    id: 'redirect-uri/wildcard',
    severity: 'block',
    outsideProduction: 'high',
    title: 'Okta may send users back to any host that matches a pattern.',
    see: BCP,
    impact: 'the owner of any host that matches the pattern can receive authorization codes for this app',
    uses: USES,
    concerns: ({ text }) => text.includes('*'),
    must: 'have no wildcard',
    fix: 'write every host out',
  },
  {
    id: 'redirect-uri/fragment-added',
    severity: 'block',
    outsideProduction: 'high',
    title: 'A redirect URI with a fragment is added.',
    see: 'https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2',
    impact: 'the code may end up where it is not expected, or Okta refuses the URI and the apply fails',
    uses: USES,
    concerns: ({ uri }) => uri.fragment,
    must: 'have no fragment',
    fix: 'remove the # and what follows it',
  },
  {
    id: 'redirect-uri/unreadable',
    severity: 'block',
    outsideProduction: 'high',
    title: 'A redirect URI is added that a browser reads differently from a person.',
    see: 'https://url.spec.whatwg.org/#concept-basic-url-parser',
    impact: 'users may be sent somewhere other than the URI suggests',
    uses: USES,
    concerns: ({ uri }) => uri.unreadable || uri.userInfo,
    must: 'be an absolute URI without user information, spaces, backslashes or invisible characters',
    fix: 'write it as a browser shows it',
  },
  {
    id: 'redirect-uri/scheme',
    severity: 'block',
    outsideProduction: 'high',
    title: 'A redirect URI is added with a scheme that any program can claim, or that the browser acts on.',
    see: `${NATIVE}#section-7.1`,
    impact: 'another program may receive the code, or the browser runs what follows',
    uses: USES,
    concerns: ({ uri }) => !uri.unreadable && !isWeb(uri.scheme) && !isPrivate(uri.scheme),
    must: "have the scheme https, or one that begins with a domain of the app's owner",
    fix: 'use https',
  },
  {
    id: 'redirect-uri/private-scheme',
    severity: 'medium',
    title: 'Okta may send users back to any program that claims a private URI scheme.',
    see: `${NATIVE}#section-8.4`,
    impact: 'another program on the device that claims the scheme can receive the code',
    uses: USES,
    concerns: ({ uri }) => !uri.unreadable && isPrivate(uri.scheme),
    must: 'be a claimed https address where the platform has them',
    fix: 'make sure that PKCE is required',
  },
];

/** What is said of every other one: a page that sends users on is a risk on a host in use, too. */
const added: UriRule = {
  id: 'redirect-uri/added',
  severity: 'info',
  title: 'Okta may send users back to another address on a host that the app already uses.',
  see: BCP,
  impact: 'the page at the new address can receive authorization codes for this app',
  uses: USES,
  concerns: (uri, subject) => uri.newness === 'known' && !notable.some(({ concerns }) => concerns(uri, subject)),
  must: 'be a page of the app',
  fix: 'make sure that the page handles sign-ins, and sends users nowhere else',
};

const removed: ChangeRule<ChangeSubject> = {
  id: 'redirect-uri/removed',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'A redirect URI is removed.',
  see: OKTA,
  impact: 'users who sign in from a page that still sends this URI see an Okta error',
  fix: 'make sure that nothing sends it',
  *check(subject) {
    yield* each(removedUris(subject, 'redirect'), 'stay while a page sends it');
  },
};

const wildcardMode = accessRule({
  id: 'redirect-uri/wildcard-mode',
  severity: 'block',
  outsideProduction: 'high',
  title: 'Wildcards in redirect URIs are switched on.',
  see: OKTA,
  impact: 'redirect URIs may now be patterns: the owner of any host that matches one can receive authorization codes',
  attribute: 'wildcard_redirect',
  directions: ['broadened', 'shifted'],
  must: 'stay "DISABLED"',
  fix: 'write every redirect URI out',
});

const wildcardModeOff = accessRule({
  id: 'redirect-uri/wildcard-mode-off',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'Wildcards in redirect URIs are switched off.',
  see: OKTA,
  impact: 'users who sign in from a host that only a pattern matches see an Okta error',
  attribute: 'wildcard_redirect',
  directions: ['narrowed'],
  must: 'change after every host is written out',
  fix: 'add the redirect URI of every host in use first',
});

/** Rules about where a sign-in may end. */
export const redirectUris: readonly ChangeRule<ChangeSubject>[] = [
  ...[...notable, added].map(uriRule),
  removed,
  wildcardMode,
  wildcardModeOff,
];
