import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { localStack, type PlainStack } from '../../support/plain-project';
import { plannedApp, runPlanned } from '../../support/planned-for-org';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask, idOf, webApp } from '../local/org/support/client';

/* Terraform plans nothing for an app whose initial secret is set; what Okta has of it is a local org's. */

// The SDK is loaded once, which takes long on a busy machine.
jest.setTimeout(30_000);

const folder = temporaryFolder();
const [OWN, OTHER] = ['kP3-vT9_xW2qLm7RzYb5', 'hN8wQ4_sFd-6JcXeVu2Z'];
const SECRETS = /^GET \/api\/v1\/apps\/[^/]+\/credentials\/secrets$/;
const PLAN = 'plan --env local --provider endpoint';
const EFFECT =
  'and has no effect: Terraform sends it only at creation. Unset it, or replace the one in Okta: ' +
  'okta-apps rotate web --env local';
const note = (source: string, what: string) => `Note (shop-local): ${source} is ${what} okta_app_oauth.web, ${EFFECT}`;
const NOT_IN_OKTA = 'not a client secret that Okta has for';
let org: LocalOrg;

beforeEach(async () => {
  org = await startOrg();
});

afterEach(() => org.close());

async function app(secret = OWN): Promise<string> {
  const client = { token_endpoint_auth_method: 'client_secret_basic', client_secret: secret };
  return idOf(await ask(org, 'POST', '/api/v1/apps', webApp('web', {}, client)));
}

const secretsOf = (id: string) => `/api/v1/apps/${id}/credentials/secrets`;

function stacks(key?: string, manifest: PlainStack['manifest'] = {}): Readonly<Record<string, PlainStack>> {
  const secret = { variable: 'web_secret', address: 'okta_app_oauth.web', ...(key !== undefined && { key }) };
  const stack = localStack(['web'], [secret]);
  return { 'shop-local': { ...stack, manifest: { ...stack.manifest, ...manifest } } };
}

async function run(id: string, value: string | undefined, { command = PLAN, of = stacks(), actions = ['no-op'] } = {}) {
  const change = plannedApp('web', actions, { id, label: 'web' }, { id, label: 'web' });
  const env = value === undefined ? {} : { TF_VAR_web_secret: value };
  const { stdout, stderr, asked } = await runPlanned({ folder: folder.path, org, stacks: of }, command, [change], env);
  expect(stdout + stderr).not.toMatch(new RegExp(`${OWN}|${OTHER}`));
  const notes = stdout.split('\n').filter((line) => line.startsWith('Note ('));
  return { notes, asked: asked.filter((line) => SECRETS.test(line)).length };
}

test('the secret that Okta has, active or one of two, is silent; one request', async () => {
  const id = await app();
  expect(await run(id, OWN)).toEqual({ notes: [], asked: 1 });
  await ask(org, 'POST', secretsOf(id), { client_secret: OTHER });
  expect(await run(id, OWN)).toEqual({ notes: [], asked: 1 });
});

test.each([PLAN, 'apply --env local --provider endpoint'])(
  '%s says that another secret has no effect',
  async (command) => {
    expect((await run(await app(), OTHER, { command })).notes).toContain(note('TF_VAR_web_secret', NOT_IN_OKTA));
  },
);

test('a key of a JSON object, too', async () => {
  const of = stacks('web');
  const id = await app();
  expect(await run(id, JSON.stringify({ web: OTHER }), { of })).toMatchObject({
    notes: [note('"web" of TF_VAR_web_secret', NOT_IN_OKTA)],
  });
  expect(await run(id, JSON.stringify({ web: OWN }), { of })).toMatchObject({ notes: [] });
});

test('a secret that a rotation has deactivated', async () => {
  const id = await app();
  await ask(org, 'POST', secretsOf(id), { client_secret: OTHER });
  const { body } = await ask(org, 'GET', secretsOf(id));
  const [first] = body as { id: string }[];
  await ask(org, 'POST', `${secretsOf(id)}/${first?.id ?? ''}/lifecycle/deactivate`);
  expect((await run(id, OWN)).notes).toEqual([note('TF_VAR_web_secret', 'an inactive client secret of')]);
});

test('nothing is asked where no secret is set, the app is created, or another tool rotates', async () => {
  const id = await app();
  expect(await run(id, undefined)).toEqual({ notes: [], asked: 0 });
  expect(await run('', OTHER, { actions: ['create'] })).toEqual({ notes: [], asked: 0 });
  const of = stacks(undefined, { rotatedBy: { 'okta_app_oauth.web': 'infisical' } });
  expect(await run(id, OTHER, { of })).toEqual({ notes: [], asked: 0 });
});

const UNKNOWN = 'whether Okta still has TF_VAR_web_secret is not known: ';

test('an org that does not tell', async () => {
  const why = 'the org did not tell (404 E0000007: Not found: Resource not found: 0oanone (AppInstance))';
  expect((await run('0oanone', OTHER)).notes).toEqual([`Note (shop-local): ${UNKNOWN}${why}`]);
});
