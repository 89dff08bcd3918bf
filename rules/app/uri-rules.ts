import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { open, placeholder, relative, strange, withFragment, withUserInfo } from './uri-checks';
import { urisOf, type AppUris } from './uris-of';

/** A list of URIs that Okta sends the browser to. */
interface UriList {
  /** Subject of the ids, such as `redirect-uri`. */
  readonly subject: string;
  /** One of them, such as `redirect URI`. */
  readonly name: string;
  readonly list: keyof AppUris;
  /** Where it says what such a URI is. */
  readonly see: string;
  /** Where it says that it uses https. */
  readonly seeHttps: string;
}

/** What each URI of such a list must be, whatever it is for. */
export function rulesOfUris({ subject, name, list, see, seeHttps }: UriList): readonly Rule<AppSubject>[] {
  return [
    {
      id: `${subject}/characters`,
      severity: 'error',
      summary: `A ${name} holds only the characters of RFC 3986: no space, no backslash, nothing but ASCII.`,
      see: SOURCES.rfc3986Characters,
      check: (app) => strange(urisOf(app)[list]),
    },
    {
      id: `${subject}/absolute`,
      severity: 'error',
      summary: `A ${name} is absolute, with a valid host and port.`,
      see,
      check: (app) => relative(urisOf(app)[list]),
    },
    {
      id: `${subject}/https`,
      severity: 'error',
      summary: `A ${name} uses https, or http on \`localhost\`, \`127.0.0.1\` or \`[::1]\`; never a custom scheme.`,
      see: seeHttps,
      check: (app) => open(urisOf(app)[list]),
    },
    {
      id: `${subject}/fragment`,
      severity: 'error',
      summary: `A ${name} has no fragment.`,
      see,
      check: (app) => withFragment(urisOf(app)[list]),
    },
    {
      id: `${subject}/user-info`,
      severity: 'error',
      summary: `A ${name} holds no user name or password.`,
      see: SOURCES.rfc3986UserInfo,
      check: (app) => withUserInfo(urisOf(app)[list]),
    },
  ];
}

/** No placeholder host where the environment forbids it. `right` says what is right there. */
export function ownHostRule(subject: string, right: string, list: keyof AppUris): Rule<AppSubject> {
  return {
    id: `${subject}/placeholder-host`,
    severity: 'error',
    summary: `Where the environment forbids placeholder hosts, ${right}.`,
    see: SOURCES.rfc2606,
    *check(app) {
      if (app.rules.forbidPlaceholderHosts === true) yield* placeholder(urisOf(app)[list]);
    },
  };
}
