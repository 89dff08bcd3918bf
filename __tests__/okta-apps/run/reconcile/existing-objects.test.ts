import type { ExistingOrigin } from '../../../../okta-apps/okta/existing';
import type { Planned } from '../../../../okta-apps/run/apply-stacks';
import { existingIn, recreatedApps } from '../../../../okta-apps/run/reconcile/existing-objects';
import { createdIn, deletedApps } from '../../../../okta-apps/run/planned-objects';

function change(type: string, name: string, actions: readonly string[], values: object, before: object | null = null) {
  const after = actions.includes('create') || actions[0] === 'update' ? values : null;
  return { address: `${type}.${name}`, type, change: { actions, before, after } };
}

const APP = { label: 'Shop', redirect_uris: ['https://shop.acme.dev/cb'] };
const ORIGIN = { name: 'Shop', origin: 'https://shop.acme.dev' };

const existing = (id: string, clientId: string, more: object = {}) => ({
  id,
  label: 'Shop',
  clientId,
  redirectUris: ['https://shop.acme.dev/cb'],
  ...more,
});

function texts(changes: readonly object[], apps: readonly ReturnType<typeof existing>[], origins: object[] = []) {
  const org = { apps, origins: origins as ExistingOrigin[] };
  return existingIn(createdIn({ resource_changes: changes }), org).map(({ text }) => text('dev'));
}

const LOST = 'an interrupted apply may have created it without recording it';

test('an app with the client id that the plan wants', () => {
  const created = change('okta_app_oauth', 'shop', ['create'], { ...APP, client_id: 'shop-dev' });
  expect(texts([created], [existing('0oa1', 'other'), existing('0oa2', 'shop-dev', { label: 'x' })])).toEqual([
    `okta_app_oauth.shop is not created, because Okta has an app with its client id "shop-dev" already, 0oa2: ${LOST}. ` +
      "If so, declare app.importFrom('0oa2') on it, for dev only, and apply again: that takes it over. " +
      'Else choose another client id',
  ]);
  expect(texts([created], [existing('0oa1', 'other')])).toEqual([]);
});

test('where Okta is to choose the client id: an app with the same label and redirect URIs', () => {
  const created = change('okta_app_oauth', 'shop', ['create'], APP);
  expect(texts([created], [existing('0oa1', '0oa1')])).toEqual([
    `okta_app_oauth.shop is not created, because Okta has an app with its label "Shop" and redirect URIs already, 0oa1: ${LOST}. ` +
      "If so, declare app.importFrom('0oa1') on it, for dev only, and apply again: that takes it over. " +
      'Else choose another label',
  ]);
  expect(texts([created], [existing('0oa1', '0oa1', { redirectUris: [] })])).toEqual([]);
  expect(texts([created], [existing('0oa1', '0oa1', { label: 'Shop 2' })])).toEqual([]);
});

test('a trusted origin with the same origin, or with the same name', () => {
  const created = change('okta_trusted_origin', 'shop', ['create'], ORIGIN);
  const text =
    `okta_trusted_origin.shop is not created, because Okta has a trusted origin with its origin or name already, tos1: ${LOST}. ` +
    "If so, declare { origin: 'https://shop.acme.dev', importFrom: 'tos1' } with its scopes in a TrustedOrigins, for dev only, " +
    'and apply again: that takes it over. Else choose another name';
  expect(texts([created], [], [{ id: 'tos1', name: 'x', origin: ORIGIN.origin }])).toEqual([text]);
  expect(texts([created], [], [{ id: 'tos1', name: 'Shop', origin: 'https://x.acme.dev' }])).toEqual([text]);
  expect(texts([created], [], [{ id: 'tos1', name: 'x', origin: 'https://x.acme.dev' }])).toEqual([]);
});

test('what the state knows is not reported as existing: an app that is replaced, or another one of the stack', () => {
  const values = { ...APP, client_id: 'shop-dev' };
  const replaced = change('okta_app_oauth', 'shop', ['delete', 'create'], values, { id: '0oa1', ...values });
  expect(texts([replaced], [existing('0oa1', 'shop-dev')])).toEqual([]);
  const kept = change('okta_app_oauth', 'kept', ['no-op'], {}, { id: '0oa1', ...APP });
  expect(texts([kept, change('okta_app_oauth', 'shop', ['create'], APP)], [existing('0oa1', '0oa1')])).toEqual([]);
  expect(texts([{ ...kept, change: { ...kept.change, actions: ['update'] } }], [existing('0oa9', '0oa9')])).toEqual([]);
});

test('a label cannot write into the terminal', () => {
  const label = 'Shop\u001b[2J';
  const created = change('okta_app_oauth', 'shop', ['create'], { ...APP, label });
  expect(texts([created], [existing('0oa1', '0oa1', { label })])[0]).toContain('label "Shop\\u001b[2J"');
});

test('apps that a plan deletes, also to replace them', () => {
  const changes = [
    change('okta_app_oauth', 'gone', ['delete'], {}, { id: '0oa1' }),
    change('okta_app_oauth', 'new', ['delete', 'create'], {}, { id: '0oa2' }),
    change('okta_app_oauth', 'kept', ['update'], {}, { id: '0oa3' }),
    change('okta_trusted_origin', 'gone', ['delete'], {}, { id: 'tos1' }),
  ];
  expect(deletedApps({ resource_changes: changes })).toEqual([
    { address: 'okta_app_oauth.gone', id: '0oa1' },
    { address: 'okta_app_oauth.new', id: '0oa2' },
  ]);
});

test('an apply that deletes an app and creates one with its client ID is refused; a replacement is not', () => {
  const app = { ...APP, client_id: 'shop' };
  const planned = (name: string, changes: readonly ReturnType<typeof change>[], environment = 'prod') =>
    ({
      stack: { name, manifest: { environment } },
      plan: {
        changes: changes.map(({ address, change: { actions } }) => ({
          address,
          action: actions.length > 1 ? 'replace' : actions[0],
        })),
        json: { resource_changes: changes },
      },
    }) as unknown as Planned;
  const gone = change('okta_app_oauth', 'shop', ['delete'], {}, app);
  const made = change('okta_app_oauth', 'shop-web', ['create'], app);
  const message =
    'desk-prod: okta_app_oauth.shop-web is not created, because this apply would delete an app with its client ID "shop"; ' +
    'declare app.movedFrom(…) with its former construct ID, or move it between stacks with a removed block and app.importFrom(…)';
  expect(recreatedApps([planned('shop-prod', [gone]), planned('desk-prod', [made])])).toEqual([
    { stack: 'desk-prod', reason: 'exists', message },
  ]);
  expect(recreatedApps([planned('shop-dev', [gone], 'dev'), planned('desk-prod', [made])])).toEqual([]);
  const replaced = change('okta_app_oauth', 'shop', ['delete', 'create'], app, app);
  expect(recreatedApps([planned('shop-prod', [replaced])])).toEqual([]);
});
