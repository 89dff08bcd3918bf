import { counted } from '../../../shared/lists';
import type { OrgContext } from '../call';
import type { App } from '../records';
import { escapeHtml, page } from './pages';

/** One line of an app on the home page. Secrets are none of them. */
type Row = readonly [name: string, values: readonly string[]];

/** The home page of an org: its apps with their settings, as they are at the moment. */
export function homePage(org: OrgContext): string {
  const apps = org.state.apps.all().filter(({ settings }) => settings.oauthClient.application_type !== 'service');
  const users = org.state.users.all().length;
  const intro =
    `<p>A local Okta org, for Terraform and for signing in. Its issuer is <code>${escapeHtml(org.url())}</code>. ` +
    `It has ${counted(apps.length, 'app')} and ${counted(users, 'user')}.</p>`;
  return page('Local Okta org', `${intro}\n${apps.map((app) => section(app, rowsOf(org, app))).join('\n')}`);
}

function section({ label }: App, rows: readonly Row[]): string {
  const lines = rows
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `<dt>${name}</dt>${values.map((value) => `<dd>${escapeHtml(value)}</dd>`).join('')}`);
  return `<section><h2>${escapeHtml(label)}</h2><dl>${lines.join('\n')}</dl></section>`;
}

function rowsOf(org: OrgContext, app: App): readonly Row[] {
  const { client_id, token_endpoint_auth_method, pkce_required } = app.credentials.oauthClient;
  const settings = app.settings.oauthClient;
  const groups = app.groups.map(({ id }) => org.state.groups.get(id)?.profile.name ?? id);
  const isForAll = app.settings['implicitAssignment'] === true;
  return [
    ['status', [app.status.toLowerCase()]],
    ['client ID', [client_id]],
    ['authentication', [token_endpoint_auth_method]],
    ['grant types', settings.grant_types],
    ['redirect URIs', settings.redirect_uris],
    ['logout redirect URIs', settings.post_logout_redirect_uris ?? []],
    ['PKCE', [pkce_required ? 'required' : 'not required']],
    ['consent', settings['consent_method'] === 'REQUIRED' ? ['required'] : []],
    ['who may sign in', isForAll ? ['all users'] : groups.length === 0 ? ['no group is assigned'] : groups],
  ];
}
