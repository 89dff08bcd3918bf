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
  /** See `isLoopback`; false where the scheme is not http or https. */
  readonly isLoopback: boolean;
}

/** @see https://www.rfc-editor.org/rfc/rfc3986#section-2 */
const ILLEGAL = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):(?!\d)/;

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
    isLoopback: isLoopback(host),
  };
}

/**
 * Whether a host is this machine and no other: 127.0.0.0/8, `[::1]`, `localhost` and every name below it.
 *
 * @param hostname As `URL.hostname` has it: in lower case, each IP address in its one spelling.
 * @see https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.5.3
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export function isLoopback(hostname: string): boolean {
  return /^127(?:\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]' || /(?:^|\.)localhost\.?$/.test(hostname);
}

/**
 * Whether a request to the host ends up at the machine that makes it. Beside loopback these are the unspecified addresses
 * and the IPv6 form of 127.0.0.0/8: to be warned of, but nothing to allow plain http for.
 */
export function isOwnMachine(hostname: string): boolean {
  return (
    isLoopback(hostname) ||
    hostname === '0.0.0.0' ||
    hostname === '[::]' ||
    /^\[::ffff:(?:7f[0-9a-f]{2}:[0-9a-f]{1,4}|0:0)\]$/.test(hostname)
  );
}

/** The host of `host:port`, such as a `Host` header, as `URL.hostname` would have it; undefined for what is none. */
export function hostnameOf(hostAndPort: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(hostAndPort)) return undefined;
  return URL.canParse(`http://${hostAndPort}`) ? new URL(`http://${hostAndPort}`).hostname : undefined;
}

/**
 * Scheme, host and port as Okta compares them: lower case, without a default port and a closing slash. Undefined for what
 * is no origin, such as a URI with a path.
 */
export function normalOrigin(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\@\s]+\/?$/i.test(text)) return undefined;
  try {
    const url = new URL(text);
    return `${url.protocol}//${url.host}`;
  } catch {
    return undefined;
  }
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
