/** What can be said of a URI as it was written. Okta compares redirect URIs character by character, so the text counts. */
export interface Uri {
  /** As written. */
  readonly text: string;
  /** First character that a URI may not hold, or a `%` without two hex digits; undefined when there is none. */
  readonly strange: string | undefined;
  /** Lower case, such as `https`; undefined when the text has none. */
  readonly scheme: string | undefined;
  /** Absolute, with a valid host and port where the scheme is http or https. */
  readonly absolute: boolean;
  /** Lower case, as a browser knows it: `[::1]`, `xn--…`; empty when there is none. */
  readonly host: string;
  /** `https://shop.example.org:8443`; undefined when the scheme is not http or https, or the host is not valid. */
  readonly origin: string | undefined;
  readonly hasUserInfo: boolean;
  readonly hasFragment: boolean;
  readonly isLoopback: boolean;
}

/** @see https://www.rfc-editor.org/rfc/rfc3986#section-2 */
const ILLEGAL = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):(?!\d)/;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Looks at the text as it was written, which browsers repair in many ways and Okta does not. Never throws. */
export function parseUri(text: string): Uri {
  const strange = strangeCharacter(text);
  const written = text.trim();
  const scheme = SCHEME.exec(written)?.[1]?.toLowerCase();
  const authority = scheme === undefined ? '' : authorityOf(written.slice(scheme.length + 1));
  const isWeb = scheme === 'https' || scheme === 'http';
  const url = isWeb ? webUrl(written, authority) : undefined;
  const host = url?.hostname ?? '';
  return {
    text,
    strange,
    scheme,
    absolute: isWeb ? url !== undefined : scheme !== undefined && written.length > scheme.length + 1,
    host,
    origin: url?.origin,
    hasUserInfo: authority.includes('@'),
    hasFragment: written.includes('#'),
    isLoopback: LOOPBACK.has(host),
  };
}

function strangeCharacter(text: string): string | undefined {
  const at = text.search(ILLEGAL);
  return at < 0 ? undefined : String.fromCodePoint(text.codePointAt(at) ?? 0);
}

/** What stands between `//` and the path; empty when there is no `//`. */
function authorityOf(afterScheme: string): string {
  return afterScheme.startsWith('//') ? afterScheme.slice(2, endOfAuthority(afterScheme)) : '';
}

function endOfAuthority(afterScheme: string): number {
  const end = afterScheme.slice(2).search(/[/?#\\]/);
  return end < 0 ? afterScheme.length : end + 2;
}

/** A URL whose host is written as a browser will show it. Browsers repair `https:/x`, `http://127.1` and more; Okta does not. */
function webUrl(written: string, authority: string): URL | undefined {
  const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1);
  const host = hostAndPort.startsWith('[') ? hostAndPort : hostAndPort.replace(/:\d*$/, '').toLowerCase();
  if (host === '' || host.startsWith('.') || host.includes('..')) return undefined;
  let url: URL;
  try {
    url = new URL(written);
  } catch {
    return undefined;
  }
  return host.startsWith('[') || host === url.hostname ? url : undefined;
}
