import type { Violation } from '../engine';
import { shown } from '../../okta-apps/shared/shown';
import type { UriAt } from './uris-of';

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

/** A character that no URI may hold, a space in front or behind included. */
export function* strange(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, strange } of uris) {
    if (strange === undefined) continue;
    yield { prop, must: 'hold only characters that a URI may have', value: text, todo: mend(strange) };
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
      todo: 'write it in full, such as https://shop.example.org/callback',
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
      todo: scheme === 'http' ? 'write https' : 'write an https URI, since other schemes are for native apps',
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
      todo: 'remove what stands between // and @, and change that password if it is one',
    };
  }
}

/** A fragment, an empty one included. */
export function* withFragment(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, hasFragment } of uris) {
    if (hasFragment) yield { prop, must: 'have no fragment', value: text, todo: 'remove # and what follows it' };
  }
}

/** A host that nobody owns, or this machine. */
export function* placeholder(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, host } of uris) {
    if (!isPlaceholderHost(host)) continue;
    yield {
      prop,
      must: 'name a host of its own in this environment',
      value: text,
      todo: `replace ${shown(host)} by the host that the app is served from`,
    };
  }
}

function* withWildcardHost(uris: readonly UriAt[]): Iterable<Violation> {
  for (const { prop, text, host } of uris) {
    if (host.includes('*')) yield { prop, must: 'have no * in its host', value: text, todo: 'write the host out' };
  }
}

function mend(character: string): string {
  if (character === '%') return 'write %25 for %, or two hex digits behind it';
  if (character === '\\') return 'write / for \\';
  if (/\s/.test(character)) return `remove ${shown(character)}, or write it percent-encoded`;
  return character > '~' && /\P{Cc}/u.test(character)
    ? `write ${shown(character)} percent-encoded, or the host in Punycode`
    : `remove ${shown(character)}, or write it percent-encoded`;
}

const PLACEHOLDER = /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)\.?$/;
const OWN_MACHINE = /^(?:127\.|0\.0\.0\.0$|\[::1?\]$|\[::ffff:7f)/;

function isPlaceholderHost(host: string): boolean {
  return PLACEHOLDER.test(host) || OWN_MACHINE.test(host);
}
