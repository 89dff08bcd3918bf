import { escapeHtml } from '../../../shared/html';
import type { App } from '../records';
import { messagePage } from '../sign-in/pages';
import { sourceOf, type TokenKind } from './claim-sources';
import { REMARK, table, widePage } from './layout';
import type { Claims, Outcome, Trial } from './trials';

/** Claims that are points in time. */
const TIMES = ['iat', 'exp', 'auth_time', 'updated_at'];

/** What a sign-in from the org's page came to. */
export function trialPage({ app, redirectUri, scope }: Trial, outcome: Outcome): string {
  const again =
    `<p><a class="action" href="/apps/${app.id}/sign-in">Sign in again</a>` +
    `<a class="action" href="/apps/${app.id}">Requests of this app</a><a class="action" href="/">All apps</a></p>`;
  const steps = `<p>The org took the place of the app. It asked for <code>${escapeHtml(scope)}</code> with PKCE, and would have sent the browser to <code>${escapeHtml(redirectUri)}</code>, which was not opened.</p>`;
  if ('error' in outcome) {
    const said = `<p role="alert">${escapeHtml(outcome.error)}: ${escapeHtml(outcome.description)}</p>`;
    return widePage(`Not signed in to ${app.label}`, `${said}${steps}${again}`);
  }
  const { idToken, accessToken, expiresIn, hasRefreshToken } = outcome;
  const method = app.credentials.oauthClient.token_endpoint_auth_method;
  const got =
    `<p>The code was exchanged with ${escapeHtml(method)}. The signature, state and nonce were checked. ` +
    `The access token is valid for ${String(expiresIn ?? 'an unknown number of')} seconds. ` +
    `${hasRefreshToken ? 'There is a refresh token.' : 'There is no refresh token: the app does not have that grant.'} ` +
    'The tokens themselves are not shown.</p>';
  return widePage(
    `Signed in to ${app.label}`,
    `${steps}${got}${claims('ID token', idToken, app)}${claims('access token', accessToken, app)}${again}`,
  );
}

/** For a page of a sign-in that this browser did not start, or that has no answer. */
export const NO_TRIAL = messagePage(
  'No such sign-in',
  'It was started in another browser or before the org started again, or it has no answer yet. Start it on the home page of the org.',
);

function claims(token: TokenKind, values: Claims, app: App): string {
  const rows = Object.entries(values).map(([name, value]) => ({
    name,
    cells: [[textOf(name, value)], [sourceOf(name, token, app)]],
  }));
  return table(`Claims of the ${token}`, ['Claim', 'Value', REMARK], rows);
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'number' && TIMES.includes(name))
    return `${value} (${new Date(value * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC)`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
