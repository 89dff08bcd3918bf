import type { Fault } from '../../../okta-apps/local/org/faults';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import type { PreparedStack } from '../../../okta-apps/run/prepared-stack';
import { keepSettings, restoredText } from '../../../okta-apps/run/restore-settings';
import type { SavedPlan } from '../../../okta-apps/terraform/saved-plan';
import type { Io } from '../../../okta-apps/shared/io';
import { ask, idOf, webApp } from '../local/org/support/client';

/* The apply between both readings is a PUT of this test. */

// The SDK is loaded once, which takes long on a busy machine.
jest.setTimeout(30_000);

const CANARY = 'canary-secret-7f13-c0ffee';
const APP = /^\/api\/v1\/apps\/[^/]+$/;
const NAME = 'settings.oauthClient.subject_type';
const FAILED = (why: string) =>
  `  okta_app_oauth.web: not restored: ${NAME} (${why}). The plan above has the values: ` +
  'set them in the Admin Console, or with PUT /api/v1/apps/ID\n';
let org: LocalOrg;

beforeEach(async () => {
  org = await startOrg();
});

afterEach(() => org.close());

const CLIENT = { token_endpoint_auth_method: 'client_secret_basic', client_secret: CANARY };

function body(settings: object): object {
  return webApp('web', settings, CLIENT);
}

type Meanwhile = (id: string) => Promise<unknown>;
const update: Meanwhile = (id) => ask(org, 'PUT', `/api/v1/apps/${id}`, body({}));
const nothing: Meanwhile = () => Promise.resolve();
const remove: Meanwhile = async (id) => {
  await ask(org, 'POST', `/api/v1/apps/${id}/lifecycle/deactivate`);
  await ask(org, 'DELETE', `/api/v1/apps/${id}`);
};

const ROWS: readonly (readonly [title: string, Meanwhile, Fault | undefined, outcome: string, text: string])[] = [
  [
    'lost and restored',
    update,
    undefined,
    'restored',
    `  okta_app_oauth.web: restored 1 setting after the update: ${NAME}\n`,
  ],
  ['not lost', nothing, undefined, 'kept', `  okta_app_oauth.web: the update left ${NAME} as before\n`],
  [
    'Okta fails',
    update,
    { kind: 'error', method: 'PUT', path: APP },
    'failed',
    FAILED('500 E0000009: Internal Server Error'),
  ],
  [
    'Okta takes it, and does nothing',
    update,
    { kind: 'answer', status: 200, body: {}, method: 'PUT', path: APP },
    'failed',
    FAILED('Okta took the request, but the app is still without them'),
  ],
  [
    'the app no longer exists',
    remove,
    undefined,
    'failed',
    FAILED('404 E0000007: Not found: Resource not found: ID (AppInstance)'),
  ],
];

test.each(ROWS)('%s', async (_, meanwhile, fault, outcome, text) => {
  const id = idOf(await ask(org, 'POST', '/api/v1/apps', body({ subject_type: 'pairwise' })));
  const stack = {
    name: 'shop-local',
    purpose: 'apply',
    manifest: { local: true },
    run: { env: { OKTA_HTTP_PROXY: org.url, OKTA_API_TOKEN: org.token }, secrets: [] },
  } as unknown as PreparedStack;
  const change = { actions: ['update'], before: { id, label: 'web' }, after: { id, label: 'web 2' } };
  const json = { resource_changes: [{ address: 'okta_app_oauth.web', type: 'okta_app_oauth', change }] };
  const kept = await keepSettings(stack, { json } as SavedPlan, { env: {} } as Io);
  if ('reason' in kept) throw new Error(kept.message);
  await meanwhile(id);
  if (fault !== undefined) org.faults.set(fault);
  const before = org.requests().length;
  const restored = await kept.restore();
  expect(restored.map((one) => one.outcome)).toEqual([outcome]);
  expect(restored.map((one) => restoredText(one).replaceAll(id, 'ID'))).toEqual([text]);
  expect(JSON.stringify([restored, org.requests().slice(before)])).not.toContain(CANARY);
});
