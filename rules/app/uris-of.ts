import type { AppSubject } from '../app';
import { parseUri, type Uri } from '../../okta-apps/shared/uri';
import { members, texts, type Place } from '../../okta-apps/shared/values';

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
    initiateLogin: one('initiateLogin.uri', members(props.initiateLogin)['uri']),
    frontchannelLogout: one('frontchannelLogout.uri', members(props.frontchannelLogout)['uri']),
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
