import { isObject } from './json';
import { headOf, masked } from './known-secrets';
import { SENSITIVE } from './masker';
import { isUnknown } from './unknown';
import { characters } from './values';

const LONGEST_VALUE = 120;

/** Longer texts lose their middle: who gets in is at the beginning, and the end tells two of them apart. */
const LONGEST = 240;
const TAIL = 40;
/** Invisible characters grow when they are written out. */
const LONGEST_SHOWN = 480;

/** Controls, format characters (bidirectional overrides, zero width), surrogates without partner, line separators. */
const UNSHOWABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Blanks that are not the space, and letters and marks that look like one or like nothing. */
const BLANKS = /[\u00a0\u034f\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]/g;

/** Members of a JWK that are the private key, or for `k` the whole secret. @see https://www.rfc-editor.org/rfc/rfc7518#section-6 */
export const PRIVATE_JWK_MEMBERS: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * The value as JSON on one line, cut when it is long, with the characters of a text counted as its limits are; never throws.
 *
 * What JSON has no word for says its name (`undefined`, `NaN`); a symbol says what it stands for. The user name and password of a URI and the private
 * members of a JWK come out as `(sensitive)`, wherever they are.
 */
export function shown(value: unknown): string {
  const whole = json(value);
  const text = escaped(whole);
  if (text.length <= LONGEST_VALUE) return text;
  const head = headOf(escaped(masked(whole)), LONGEST_VALUE);
  return `${head}… (${typeof value === 'string' ? characters(value) : text.length} characters)`;
}

/** The text with every character that a terminal would not print written as `\u…`. */
export function escaped(text: string): string {
  return text.replace(UNSHOWABLE, writtenOut);
}

/** The character as JSON may write any. */
export function writtenOut(character: string): string {
  let written = '';
  for (let at = 0; at < character.length; at += 1) {
    written += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return written;
}

/** Text of an author on one line, with nothing in it that a screen would hide, turn round or act on. */
export function visible(text: string): string {
  return escaped(text).replace(BLANKS, writtenOut);
}

/** The same, masked and cut when it is long; the cut is said. */
export function clipped(text: string): string {
  const whole = text.length <= LONGEST ? visible(text) : undefined;
  if (whole !== undefined && whole.length <= LONGEST_SHOWN) return whole;
  const safe = masked(text);
  const cut = safe.length <= LONGEST ? safe : `${safe.slice(0, LONGEST - TAIL)} … ${safe.slice(-TAIL)}`;
  const shown = visible(cut);
  const end = shown.length <= LONGEST_SHOWN ? shown : `${visible(shown.slice(0, LONGEST_SHOWN))}…`;
  return `${end} (${text.length} characters)`;
}

/** A web URI, followed by its host as browsers ask for it where that is written otherwise: `аcme.com`, `127.1`. */
export function withBrowserHost(text: string): string {
  const written = /^\s*https?:[/\\]*([^/?#\\]*)/i.exec(text)?.[1];
  if (written === undefined || !URL.canParse(text)) return text;
  const { hostname } = new URL(text);
  const host = written.slice(written.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  return host.toLowerCase() === hostname ? text : `${text} (browsers open ${hostname})`;
}

function json(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (value === undefined || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  try {
    return JSON.stringify(value, withoutSecrets);
  } catch {
    return `a value of type ${typeof value}`;
  }
}

/** Replacer of `JSON.stringify`: `this` is the object that holds the member. */
function withoutSecrets(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'string') {
    return isPrivateMember(this, key) ? SENSITIVE : withoutUserInfo(value);
  }
  if (typeof value === 'symbol') return symbolName(value);
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return String(value);
  return isPrivateMember(this, key) ? SENSITIVE : value;
}

function isPrivateMember(holder: unknown, key: string): boolean {
  return PRIVATE_JWK_MEMBERS.includes(key) && isObject(holder) && 'kty' in holder;
}

/** What `constructs/` found in the place of a value that is no data, such as `an object that contains itself`. */
export function symbolName(value: symbol): string {
  return isUnknown(value) ? 'known after apply' : (value.description ?? 'a symbol');
}

/**
 * `https://user:password@host` with `(sensitive)` for the part between the slashes and the last `@` of the authority;
 * without slashes, where it is a web URI that a browser would repair, or where there is a password.
 */
export function withoutUserInfo(text: string): string {
  const [, start, slashes, userInfo] = /^(\s*[a-z][a-z0-9+.-]*:)([/\\]*)([^/?#]*)@/i.exec(text) ?? [];
  if (start === undefined || slashes === undefined || userInfo === undefined) return text;
  const isUri = slashes !== '' || /^\s*https?:$/i.test(start);
  if (!isUri && !/^[^\s:]+:\S+$/.test(userInfo)) return text;
  // A backslash ends the host for a browser: without a password before it, that has to be seen.
  if (userInfo.includes('\\') && !userInfo.includes(':')) return text;
  return `${start}${slashes}${SENSITIVE}${text.slice(start.length + slashes.length + userInfo.length)}`;
}
