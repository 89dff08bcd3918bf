import { ok, type Answer, type Call, type OrgContext } from '../call';
import { OktaError } from '../errors';
import { parseFilter } from '../lists';
import { pageOf } from '../paging';
import type { App } from './app';
import { findApp } from './find';
import { renderApp } from './render';
import { renderAppUser, usersOf } from './user-routes';

const PAGE = { usual: 20, max: 200 };

/** What `filter` can ask of an app, with the values that the app has. */
function filters(org: OrgContext): Readonly<Record<string, (app: App) => readonly string[]>> {
  return {
    id: ({ id }) => [id],
    name: () => ['oidc_client'],
    status: ({ status }) => [status],
    lastUpdated: ({ lastUpdated }) => [lastUpdated],
    'credentials.signing.kid': ({ credentials }) => [credentials.signing.kid],
    'user.id': (app) => usersOf(org, app).map(({ id }) => id),
    'group.id': ({ groups }) => groups.map(({ id }) => id),
  };
}

/** An app, with the user's assignment that `expand=user/{id}` asks for. */
function renderExpanded(call: Call, app: App): Record<string, unknown> {
  const rendered = renderApp(call.org, app);
  const expand = call.query.get('expand');
  if (expand === null) return rendered;
  const id = /^user\/([^/]+)$/.exec(expand)?.[1];
  if (id === undefined) throw new OktaError('E0000031');
  const user = usersOf(call.org, app).find((one) => one.id === id);
  return user === undefined ? rendered : { ...rendered, _embedded: { user: renderAppUser(call, app, user) } };
}

/** One app, with `expand`. */
export function getApp(call: Call): Answer {
  return ok(renderExpanded(call, findApp(call)));
}

/** Lists apps: `q` (start of label or name), `filter`, `expand`, `limit`, `after`. */
export function listApps(call: Call): Answer {
  const filter = parseFilter(call.query.get('filter'), filters(call.org));
  const q = call.query.get('q')?.toLowerCase() ?? '';
  const starts = (text: string) => text.toLowerCase().startsWith(q);
  const apps = call.org.state.apps
    .all()
    .filter((app) => (q === '' || starts(app.label) || starts('oidc_client')) && filter(app));
  return pageOf(call, apps, (app) => renderExpanded(call, app), PAGE);
}
