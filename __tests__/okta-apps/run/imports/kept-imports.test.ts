import type { Fault } from '../../../../okta-apps/local/org/faults';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { changedImportText } from '../../../../okta-apps/run/imports/changed-import';
import { ask, idOf, webApp } from '../../local/org/support/client';
import { importOf, keptOf } from './support/importing';

/* The apply between both readings is a PUT of this test. */

// The SDK is loaded once, which takes long on a busy machine.
jest.setTimeout(30_000);

const CANARY = 'canary-secret-9a41-1mp0r7';
const APP = /^\/api\/v1\/apps\/[^/]+$/;
const PLACE = 'settings.oauthClient.subject_type: "pairwise" → missing';
const CHANGED = '  okta_app_oauth.web: the import changed 1 setting that the plan does not show';
let org: LocalOrg;

beforeEach(async () => {
  org = await startOrg();
});

afterEach(() => org.close());

function body(label: string, settings: object): object {
  return webApp(label, settings, { token_endpoint_auth_method: 'client_secret_basic', client_secret: CANARY });
}

function planOf(id: string, label = 'web') {
  return [importOf('okta_app_oauth', id, { label: 'web', omit_secret: null }, { label, omit_secret: true })];
}

const ROWS: readonly (readonly [title: string, after: object, fault: Fault | undefined, text: string])[] = [
  ['nothing but the time', body('web', { subject_type: 'pairwise' }), undefined, ''],
  ['what the plan shows', body('web 2', { subject_type: 'pairwise' }), undefined, ''],
  [
    'what the plan does not show',
    body('web 2', {}),
    undefined,
    `${CHANGED}; ID was restored:\n    ${PLACE}\n` +
      '    The code cannot hold them. Remove the app from the state, and only then from the code:\n' +
      '      terraform -chdir=cdktf.out/run/shop-local state rm okta_app_oauth.web\n',
  ],
  [
    'Okta refuses to take it back',
    body('web 2', {}),
    { kind: 'error', method: 'PUT', path: APP },
    `${CHANGED}, and ID was not restored (500 E0000009: Internal Server Error); set these in the Admin Console:\n    ${PLACE}\n`,
  ],
  [
    'it cannot be read',
    body('web 2', {}),
    { kind: 'error', method: 'GET', path: APP },
    '  okta_app_oauth.web: imported, but it could not be read afterwards (500 E0000009: Internal Server Error), ' +
      'so whether it changed is not known; compare ID with the code in the Admin Console\n',
  ],
];

test.each(ROWS)('%s', async (_, after, fault, text) => {
  const id = idOf(await ask(org, 'POST', '/api/v1/apps', body('web', { subject_type: 'pairwise' })));
  const before = (await ask(org, 'GET', `/api/v1/apps/${id}`)).body as object;
  const kept = await keptOf(org, planOf(id, 'web 2'));
  await ask(org, 'PUT', `/api/v1/apps/${id}`, after);
  if (fault !== undefined) org.faults.set(fault);
  const changed = await kept.check();
  expect(changed.map((one) => changedImportText(one).replaceAll(id, 'ID')).join('')).toBe(text);
  expect(await kept.check()).toEqual([]);
  org.faults.set();
  if (changed[0]?.outcome === 'restored') {
    expect((await ask(org, 'GET', `/api/v1/apps/${id}`)).body).toEqual({
      ...before,
      lastUpdated: expect.any(String) as string,
    });
  }
  const { body: secrets } = await ask(org, 'GET', `/api/v1/apps/${id}/credentials/secrets`);
  expect((secrets as { client_secret: string }[]).map(({ client_secret: secret }) => secret)).toEqual([CANARY]);
  expect(JSON.stringify(changed)).not.toContain(CANARY);
});

test('an app that cannot be read before is not imported', async () => {
  org.faults.set({ kind: 'error', method: 'GET', path: APP });
  await expect(keptOf(org, planOf('0oa1'))).rejects.toThrow(
    'shop-local: okta_app_oauth.web is not imported, because it could not be read, and so it could not be restored ' +
      '(500 E0000009: Internal Server Error); run this again when the org answers',
  );
});
