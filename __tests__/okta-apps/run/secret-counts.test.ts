import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { localStack, type PlainStack } from '../../support/plain-project';
import { plannedApp, runPlanned } from '../../support/planned-for-org';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask, idOf, webApp } from '../local/org/support/client';

/* Terraform plans an update of two apps; what Okta knows of their secrets is a local org's. */

// The SDK is loaded once, which takes long on a busy machine.
jest.setTimeout(30_000);

const folder = temporaryFolder();
const SECRETS = /^GET \/api\/v1\/apps\/[^/]+\/credentials\/secrets$/;
const CANARY = 'canary-secret-91c7-4d1f9c';
const FOUND =
  '\nhigh: An app is updated while it has two active client secrets [client-secret/rotation-in-progress]\n' +
  '  A rotation is in progress, and Okta does not document what an update does to the two secrets.\n' +
  '  client secrets: 2 – rotating in ';
const UNKNOWN = 'whether a client secret of an updated app is being rotated is not known: the org did not tell ';
let org: LocalOrg;

beforeEach(async () => {
  org = await startOrg();
});

afterEach(() => org.close());

/** Makes an app with so many secrets. @returns its id */
async function app(label: string, secrets: number): Promise<string> {
  const client = { token_endpoint_auth_method: 'client_secret_basic', client_secret: `${CANARY}-1` };
  const id = idOf(await ask(org, 'POST', '/api/v1/apps', webApp(label, {}, client)));
  const second = { client_secret: `${CANARY}-2` };
  if (secrets === 2) await ask(org, 'POST', `/api/v1/apps/${id}/credentials/secrets`, second);
  return id;
}

function change(name: string, id: string, actions: readonly string[]): object {
  const label = actions[0] === 'no-op' ? name : `${name} 2`;
  return plannedApp(name, actions, { id, label: name }, { id, label });
}

/** Runs a command with a terraform that plans these changes. */
async function run(
  command: string,
  changes: readonly object[],
  stacks: Readonly<Record<string, PlainStack>>,
  env = {},
) {
  const { cwd, asked, ...result } = await runPlanned({ folder: folder.path, org, stacks }, command, changes, env);
  const [stack = ''] = Object.keys(stacks);
  const file = join(cwd, 'cdktf.out/stacks', stack, 'okta-apps.plan.json');
  // An apply that is refused leaves none.
  const record = existsSync(file) ? readFileSync(file, 'utf8') : '';
  expect(result.stdout + result.stderr + record).not.toContain(CANARY);
  return { ...result, record, secretsAsked: asked.filter((line) => SECRETS.test(line)).length };
}

const local = { 'shop-local': localStack(['web']) };

test('an app with two active secrets that is updated is found; one request for each updated app', async () => {
  const changes = [
    change('rotating', await app('rotating', 2), ['update']),
    change('quiet', await app('quiet', 1), ['update']),
    change('same', await app('same', 2), ['no-op']),
    change('new', '', ['create']),
    change('gone', await app('gone', 2), ['delete']),
  ];
  const { stdout, stderr, record, secretsAsked } = await run('plan --env local --provider endpoint', changes, local);
  expect(stderr).toBe('shop-local: init\nshop-local: plan\n');
  expect(stdout.split(FOUND)).toHaveLength(2);
  expect(secretsAsked).toBe(2);
  expect(JSON.parse(record)).toMatchObject({
    activeSecrets: { 'okta_app_oauth.rotating': 2, 'okta_app_oauth.quiet': 1 },
  });
});

test('a plan without an update asks nothing', async () => {
  const { secretsAsked, code } = await run('plan --env local --provider endpoint', [], local);
  expect({ secretsAsked, code }).toEqual({ secretsAsked: 0, code: 0 });
});

test('an app that the org does not tell of: the review continues, and says it in one line', async () => {
  const { code, stdout } = await run(
    'plan --env local --provider endpoint',
    [change('web', '0oanone', ['update'])],
    local,
  );
  expect(code).toBe(2);
  const why = '(404 E0000007: Not found: Resource not found: 0oanone (AppInstance))';
  expect(stdout).toContain(`\nNote (shop-local): ${UNKNOWN}${why}\n`);
});

test('an apply is reviewed by the same rule', async () => {
  const changes = [change('rotating', await app('rotating', 2), ['update'])];
  const { stdout } = await run('apply --env local --provider endpoint', changes, local);
  expect(stdout).toContain(FOUND);
});

test.each([
  ['plan', 'ACME_PLAN'],
  ['apply --auto-approve', 'ACME_APPLY'],
])('%s refuses what %s holds when it cannot be a token, and sends it nowhere', async (command, name) => {
  const changes = [change('web', '0oa1', ['update'])];
  const { code, stdout, stderr } = await run(command, changes, { 'shop-dev': {} }, { [name]: `${CANARY} two words` });
  expect({ code, stdout, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({
    code: 1,
    stdout: '',
    last:
      `${name} cannot be used for okta-apps ${command.split(' ')[0] ?? ''} of dev: it does not hold an API token: it contains ` +
      'characters that Okta tokens never have (shop-dev)',
  });
});

test('the secrets of an app that another tool rotates are not counted', async () => {
  const changes = [change('rotating', await app('rotating', 2), ['update'])];
  const stack = localStack(['web']);
  const rotatedBy = { 'okta_app_oauth.rotating': 'infisical' } as const;
  const stacks = { 'shop-local': { ...stack, manifest: { ...stack.manifest, rotatedBy } } };
  const { stdout, secretsAsked } = await run('plan --env local --provider endpoint', changes, stacks);
  expect([secretsAsked, stdout.includes('rotation-in-progress')]).toEqual([0, false]);
  expect(stdout).toContain('rotating');
});
