import { escapeHtml } from '../../../shared/html';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { parseUri } from '../../../shared/uri';
import type { Answer, OrgContext } from '../call';
import { forgetOldest } from '../forget-oldest';
import { appOf } from './clients';
import { page, PAGE_HEADERS } from './pages';

/** How many logouts are remembered between their question and its answer. */
const MOST = 100;

/**
 * Tells the other apps of a session that it ended: the browser opens the front-channel logout URI of each that takes part,
 * in a frame that is not seen. The app that asked for the logout is not told.
 * @see https://developer.okta.com/docs/guides/single-logout/main/
 * @see https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout
 */
export class FrontChannelLogouts {
  readonly #org: OrgContext;
  readonly #frames = new Map<string, readonly string[]>();

  constructor(org: OrgContext) {
    this.#org = org;
  }

  /** Remembers whom to tell, because the session is gone when the logout is answered. */
  remember({ oidc }: KoaContextWithOIDC): void {
    const { session, client, issuer } = oidc;
    const secret = (session?.state as { readonly secret?: unknown } | undefined)?.secret;
    if (session === undefined || typeof secret !== 'string') return;
    const others = Object.keys(session.authorizations ?? {}).filter((id) => id !== client?.clientId);
    const frames = others.flatMap((id) => frameOf(this.#org, id, { iss: issuer, sid: session.sidFor(id) ?? '' }));
    this.#frames.set(secret, frames);
    forgetOldest(this.#frames, MOST);
  }

  /** The answer to a logout, with the frames in front of it. @param secret of the question that was remembered */
  framed(secret: string, answer: Answer): Answer {
    const frames = this.#frames.get(secret) ?? [];
    this.#frames.delete(secret);
    if (frames.length === 0 || answer.status >= 400) return answer;
    const { location, ...headers } = answer.headers ?? {};
    const isOwn = String(location).startsWith(`${this.#org.url()}/`);
    const next = typeof location === 'string' && !isOwn ? location : undefined;
    const policy = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; frame-src ${origins(frames)}`;
    return {
      status: 200,
      headers: { ...headers, ...PAGE_HEADERS, 'content-security-policy': policy },
      bytes: Buffer.from(logoutPage(frames, next)),
    };
  }
}

/** What is opened for an app; nothing when it does not take part. */
function frameOf(org: OrgContext, clientId: string, session: Readonly<Record<string, string>>): readonly string[] {
  const settings = appOf(org.state, clientId)?.settings.oauthClient;
  const uri = settings?.frontchannel_logout_uri;
  if (settings?.participate_slo !== true || uri === undefined || parseUri(uri).origin === undefined) return [];
  const url = new URL(uri);
  if (settings['frontchannel_logout_session_required'] === true)
    for (const [name, value] of Object.entries(session)) url.searchParams.append(name, value);
  return [url.href];
}

function origins(frames: readonly string[]): string {
  return [...new Set(frames.map((frame) => new URL(frame).origin))].join(' ');
}

/** No script runs: a browser that has opened the frames leaves the page after a second, or by the link. */
function logoutPage(frames: readonly string[], next: string | undefined): string {
  const opened = frames
    .map(
      (frame) =>
        `<iframe hidden title="Signing out" sandbox="allow-scripts allow-same-origin" src="${escapeHtml(frame)}"></iframe>`,
    )
    .join('\n');
  const goOn =
    next === undefined
      ? ''
      : `<meta http-equiv="refresh" content="1;url=${escapeHtml(next)}"><p><a href="${escapeHtml(next)}">Continue to the app</a></p>`;
  return page(
    'Signed out',
    `<p>You are signed out of this org and of the other apps of this session.</p>${goOn}${opened}`,
  );
}
