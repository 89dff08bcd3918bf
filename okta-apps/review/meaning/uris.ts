import { getDomain } from 'tldts';
import { isLoopback, isOwnMachine } from '../../shared/uri';

/** What a browser makes of a redirect, logout or login URI. */
export interface ReadUri {
  /** Not an absolute URI, or one that a browser reads otherwise than a person. */
  readonly unreadable: boolean;
  /** Without the colon: `https`, `http`, or an app's own such as `com.example.app`. */
  readonly scheme: string;
  /** Host and port as the browser sends it: lower case, IDN as `xn--`. Empty for an app's own scheme. */
  readonly host: string;
  /** The registrable domain, such as `example.co.uk`; the host itself where there is none. */
  readonly domain: string;
  readonly loopback: boolean;
  /** Loopback, or another address that leads to the machine that asks. */
  readonly ownMachine: boolean;
  readonly wildcard: boolean;
  readonly fragment: boolean;
  /** `user:password@` before the host. */
  readonly userInfo: boolean;
}

const UNREADABLE: ReadUri = {
  unreadable: true,
  scheme: '',
  host: '',
  domain: '',
  loopback: false,
  ownMachine: false,
  wildcard: false,
  fragment: false,
  userInfo: false,
};

/** Browsers drop or turn these before they read a URI, so a person sees another one. */
const DECEIVING = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\\]/;

/** Reads a URI as a browser does, where `parseUri` reads it as Okta compares it. Never throws. */
export function readUri(text: string): ReadUri {
  if (DECEIVING.test(text)) return UNREADABLE;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return UNREADABLE;
  }
  const scheme = url.protocol.slice(0, -1);
  const web = scheme === 'https' || scheme === 'http';
  return {
    unreadable: web && !/^https?:\/\/[^/]/i.test(text),
    scheme,
    host: web ? url.host : '',
    domain: web ? registrableDomain(url.hostname) : '',
    loopback: web && isLoopback(url.hostname),
    ownMachine: web && isOwnMachine(url.hostname),
    wildcard: text.includes('*'),
    fragment: text.includes('#'),
    userInfo: url.username !== '' || url.password !== '',
  };
}

/** Domains under a shared suffix such as `vercel.app` belong to different owners, so private suffixes count. */
function registrableDomain(hostname: string): string {
  const plain = hostname
    .replace(/\.$/, '')
    .split('.')
    .filter((label, index) => index > 0 || !label.includes('*'))
    .join('.');
  return getDomain(plain, { allowPrivateDomains: true }) ?? plain;
}
