import type { AppSubject } from '../app';
import { isOwnMachine, parseUri, type Uri } from '../../okta-apps/shared/uri';
import { object } from '../../okta-apps/shared/json';
import { type Place, texts } from '../../okta-apps/shared/values';
import type { Rule, Violation } from '../engine';
import { shown } from '../../okta-apps/shared/visible-text';
import { SOURCES } from '../sources';
import { fill } from '../texts';

const PLACEHOLDER = /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)\.?$/;

/** A URI and where it was written. */
export interface UriAt extends Uri {
  readonly prop: string;
}

/** Every URI of an app that is a text; unknown ones and other things are left out. */
export interface AppUris {
  readonly redirect: readonly UriAt[];
  readonly logout: readonly UriAt[];
  readonly initiateLogin: readonly UriAt[];
  readonly frontchannelLogout: readonly UriAt[];
  readonly keys: readonly UriAt[];
  /** Pages about the app: `clientUri`, `logoUri`, `policyUri`, `tosUri`. */
  readonly pages: readonly UriAt[];
}

const parsed = new WeakMap<AppSubject, AppUris>();

/** The URIs of an app, each parsed once however many rules ask. */
export function urisOf(app: AppSubject): AppUris {
  const known = parsed.get(app);
  if (known) return known;
  const uris = parse(app);
  parsed.set(app, uris);
  return uris;
}

function parse({ props }: AppSubject): AppUris {
  const { clientUri, logoUri, policyUri, tosUri, jwksUri } = props;
  return {
    redirect: texts('redirectUris', props.redirectUris).map(uriAt),
    logout: texts('postLogoutRedirectUris', props.postLogoutRedirectUris).map(uriAt),
    initiateLogin: one('initiateLogin.uri', object(props.initiateLogin)['uri']),
    frontchannelLogout: one('frontchannelLogout.uri', object(props.frontchannelLogout)['uri']),
    keys: one('jwksUri', jwksUri),
    pages: [
      ...one('clientUri', clientUri),
      ...one('logoUri', logoUri),
      ...one('policyUri', policyUri),
      ...one('tosUri', tosUri),
    ],
  };
}

function one(prop: string, value: unknown): UriAt[] {
  return typeof value === 'string' ? [uriAt({ prop, text: value })] : [];
}

function uriAt({ prop, text }: Place): UriAt {
  return { prop, ...parseUri(text) };
}

/** Characters, the form of an absolute URI, the scheme, user name and password: the first that is wrong with each URI. */
export function* unsound(uris: readonly UriAt[]): Iterable<Violation> {
  for (const uri of uris) {
    for (const check of [strange, relative, open, withUserInfo, withWildcardHost]) {
      const [violation] = check([uri]);
      if (violation === undefined) continue;
      yield violation;
      break;
    }
  }
}

/** A character that no URI may hold, a leading or trailing space included. */
export function* strange(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, strange } of uris) {
    if (strange === undefined) continue;
    yield { prop, must: 'hold only characters that a URI may have', value: text, fix: encodingOf(strange) };
  }
}

/** Not absolute, or its host or port is not valid. A URI with strange characters is left to `strange`. */
export function* relative(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, absolute, strange } of uris) {
    if (absolute || strange !== undefined) continue;
    yield {
      prop,
      must: 'be an absolute URI with a valid host and port',
      value: text,
      fix: 'write it in full, such as https://shop.example.org/callback',
    };
  }
}

/** Neither https nor http on this machine. */
export function* open(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, scheme, absolute, isLoopback } of uris) {
    if (!absolute || scheme === 'https' || (scheme === 'http' && isLoopback)) continue;
    yield {
      prop,
      must: 'use https, or http on localhost, 127.0.0.1 or [::1]',
      value: text,
      fix: scheme === 'http' ? 'write https' : 'write an https URI, since other schemes are for native apps',
    };
  }
}

/** A user name or password in front of the host. */
export function* withUserInfo(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, hasUserInfo } of uris) {
    if (!hasUserInfo) continue;
    yield {
      prop,
      must: 'hold no user name or password',
      value: text,
      fix: 'remove what is between // and @, and change that password if it is one',
    };
  }
}

/** A fragment, an empty one included. */
function* withFragment(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, hasFragment } of uris) {
    if (hasFragment) yield { prop, must: 'have no fragment', value: text, fix: 'remove # and what follows it' };
  }
}

/** A host that has no owner, or this machine. */
export function* placeholder(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, host } of uris) {
    if (!isPlaceholderHost(host)) continue;
    yield {
      prop,
      must: 'name a host of its own in this environment',
      value: text,
      fix: fill('replace {value} by the host that the app is served from', { value: shown(host) }),
    };
  }
}

function* withWildcardHost(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, host } of uris) {
    if (host.includes('*')) yield { prop, must: 'have no * in its host', value: text, fix: 'write the host out' };
  }
}

/** How to write a character that no URI may hold. */
function encodingOf(character: string): string {
  if (character === '%') return 'write %25 for %, or two hex digits after it';
  if (character === '\\') return 'write / for \\';
  if (/\s/.test(character)) return `remove ${shown(character)}, or write it percent-encoded`;
  return character > '~' && /\P{Cc}/u.test(character)
    ? `write ${shown(character)} percent-encoded, or the host in Punycode`
    : `remove ${shown(character)}, or write it percent-encoded`;
}

export function isPlaceholderHost(host: string): boolean {
  return PLACEHOLDER.test(host) || isOwnMachine(host);
}

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
      title: `A ${name} contains characters that no URI may have.`,
      impact: 'a browser may read another address than a person does',
      fix: 'remove the character, or write it percent-encoded',
      see: SOURCES.rfc3986Characters,
      check: (app) => strange(urisOf(app)[list]),
    },
    {
      id: `${subject}/absolute`,
      severity: 'error',
      title: `A ${name} is not absolute, or has no valid host and port.`,
      impact: 'Okta cannot send users there',
      fix: 'write it in full, such as https://shop.example.org/callback',
      see,
      check: (app) => relative(urisOf(app)[list]),
    },
    {
      id: `${subject}/https`,
      severity: 'error',
      title: `A ${name} uses neither https nor http on this machine.`,
      impact: 'anyone on the network path, or a program that claims the scheme, can read what Okta sends there',
      fix: 'write an https URI',
      see: seeHttps,
      check: (app) => open(urisOf(app)[list]),
    },
    {
      id: `${subject}/fragment`,
      severity: 'error',
      title: `A ${name} has a fragment.`,
      impact: 'OAuth allows none, and what Okta sends may not reach the app',
      fix: 'remove # and what follows it',
      see,
      check: (app) => withFragment(urisOf(app)[list]),
    },
    {
      id: `${subject}/user-info`,
      severity: 'error',
      title: `A ${name} contains a user name or a password.`,
      impact: 'anyone who can read the code or the app can read it, and a person may take it for the host',
      fix: 'remove what is between // and @, and change that password if it is one',
      see: SOURCES.rfc3986UserInfo,
      check: (app) => withUserInfo(urisOf(app)[list]),
    },
  ];
}

/** No placeholder host where the environment forbids it. `name` is what such a URI is called: `redirect URI`. */
export function ownHostRule(subject: string, name: string, list: keyof AppUris): Rule<AppSubject> {
  return {
    id: `${subject}/placeholder-host`,
    severity: 'error',
    title: `The ${name} is on a placeholder host, which the environment forbids.`,
    impact: 'users would be sent to a host that does not belong to the app',
    fix: 'use the host that the app is served from',
    see: SOURCES.rfc2606,
    *check(app) {
      if (app.rules.forbidPlaceholderHosts === true) yield* placeholder(urisOf(app)[list]);
    },
  };
}
