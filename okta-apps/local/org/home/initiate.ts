import { randomBytes } from 'node:crypto';
import { parseUri } from '../../../shared/uri';
import type { Answer, OrgContext } from '../call';
import type { App, User } from '../records';
import { mayUse } from '../sign-in/claims';
import { NOT_ASSIGNED } from '../sign-in/okta-errors';
import { messagePage } from '../sign-in/pages';
import { pageAnswer } from './layout';

/** Where the tile of an app on Okta's dashboard leads to: the org's answers about an app name it in `_links.appLinks`. */
export const INITIATE_PATH = '/home/oidc_client/:id/:link';

/** That address of an app. */
export function initiateLink({ id, appLinkId }: App): string {
  return `/home/oidc_client/${id}/${appLinkId}`;
}

/** Why Okta does not start sign-ins to an app; undefined when it does. */
export function whyNotInitiated({ status, settings }: App): string | undefined {
  const { idp_initiated_login, initiate_login_uri, grant_types, response_types } = settings.oauthClient;
  if (status !== 'ACTIVE') return 'The app is not active.';
  if (idp_initiated_login.mode === 'DISABLED' || initiate_login_uri === undefined)
    return 'Only the app starts its sign-ins: it has no initiate login URI, or login_mode is DISABLED.';
  if (parseUri(initiate_login_uri).origin === undefined)
    return 'The initiate login URI of the app is not a web address.';
  if (idp_initiated_login.mode === 'OKTA' && !(grant_types.includes('implicit') && response_types.includes('id_token')))
    return 'Okta sends tokens to the app at once with the implicit flow only, which the app does not have.';
  return undefined;
}

/**
 * Starts a sign-in as Okta does: the browser is sent to the app's `initiate_login_uri` with the issuer, and the app makes
 * the authorization request; or the org makes that request itself, where the app wants its tokens at once.
 *
 * A `target_link_uri` is handed on when it is of the app's own origin. Okta does not document what it does with others; an
 * app that trusts them would send its users anywhere.
 *
 * @param user Who is signed in. Anyone else is asked by the request of the app that follows.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin
 * @see https://support.okta.com/help/s/article/develop-a-custom-openid-connect-application-that-can-support-sso-when-launched-from-the-okta-dashboard
 */
export function initiate(org: OrgContext, path: string, query: URLSearchParams, user: User | undefined): Answer {
  const [, , , id = '', link] = path.split('/');
  const app = org.state.apps.get(id);
  if (app === undefined || app.appLinkId !== link)
    return refused(404, 'No such app', 'This org has no app at this address.');
  const why = whyNotInitiated(app);
  if (why !== undefined) return refused(403, `No sign-in to ${app.label} from Okta`, why);
  if (user !== undefined && !mayUse(org, app, user)) return refused(403, `Not signed in to ${app.label}`, NOT_ASSIGNED);
  const url = new URL(app.settings.oauthClient.initiate_login_uri ?? '');
  const targets = query.getAll('target_link_uri');
  const stranger = targets.find((uri) => parseUri(uri).origin !== url.origin);
  if (targets.length > 1 || stranger !== undefined)
    return refused(
      400,
      'The sign-in request is not valid',
      `target_link_uri must be one address of ${url.origin}, got ${targets.join(' and ')}.`,
    );
  if (app.settings.oauthClient.idp_initiated_login.mode === 'OKTA') return redirect(authorizeUrl(org, app));
  url.searchParams.set('iss', org.url());
  for (const uri of targets) url.searchParams.set('target_link_uri', uri);
  return redirect(url.href);
}

/** The request that Okta makes in place of the app. */
function authorizeUrl(org: OrgContext, { credentials, settings }: App): string {
  const { idp_initiated_login, redirect_uris, response_types } = settings.oauthClient;
  const query = new URLSearchParams({
    client_id: credentials.oauthClient.client_id,
    response_type: response_types.includes('token') ? 'id_token token' : 'id_token',
    response_mode: 'form_post',
    scope: [...new Set(['openid', ...idp_initiated_login.default_scope])].join(' '),
    redirect_uri: redirect_uris[0] ?? '',
    state: randomBytes(16).toString('hex'),
    nonce: randomBytes(16).toString('hex'),
  });
  return `${org.url()}/oauth2/v1/authorize?${query.toString()}`;
}

function redirect(location: string): Answer {
  return { status: 302, headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } };
}

function refused(status: number, title: string, text: string): Answer {
  return pageAnswer(status, messagePage(title, text));
}
