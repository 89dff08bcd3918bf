import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { announce } from '../../../../okta-apps/run/local-org';
import { startOrg } from '../../../../okta-apps/local/org/server';
import { fakeProgram, VERSION_ONLY } from '../../../support/fake-program';
import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask, webApp } from '../../local/org/support/client';
import { newKeys } from '../../okta/support/keys';

const folder = temporaryFolder();
const keys = newKeys();
let terraform: string;

beforeAll(() => {
  terraform = fakeProgram(folder.path, 'terraform', VERSION_ONLY).path;
});

const token = (tokenVariable: string) => ({ type: 'api-token', tokenVariable }) as const;
const service = (clientId: string, scopes: readonly string[]) =>
  ({ type: 'service-app', clientId, privateKeyId: 'k1', privateKeyVariable: 'APPLY', scopes }) as const;

type Apply = ReturnType<typeof token> | ReturnType<typeof service>;
const SCOPES = ['okta.apps.manage', 'okta.apps.read', 'okta.groups.read'];

/** Runs the doctor for an app with a group, against a running local org with credentials of every size. */
async function doctor(
  env: Readonly<Record<string, string>>,
  apply: Apply = token('APPLY'),
  plan = token('PLAN'),
  more: string[] = [],
) {
  const app = { okta_app_oauth: { shop: { skip_authentication_policy: true } } };
  const { folder: cwd } = plainProject(folder.path, {
    'shop-local': {
      manifest: { environment: 'local', local: true, credentials: { plan, apply } },
      terraform: { resource: app, data: { okta_group: { Everyone: {} } } },
    },
  });
  const data = path.join(cwd, '.okta-local', 'org');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const org = await startOrg({
    folder: data,
    seed: {
      tokens: [
        { token: 'token-that-reads', role: 'READ_ONLY_ADMIN' },
        { token: 'token-for-apps', role: 'APP_ADMIN' },
        { token: 'token-for-help', role: [] },
      ],
      serviceApps: [
        { clientId: 'good', jwks: keys.jwks, scopes: [...SCOPES, 'okta.roles.read'], role: 'APP_ADMIN' },
        { clientId: 'roleless', jwks: keys.jwks, scopes: SCOPES },
        { clientId: 'reader', jwks: keys.jwks, scopes: ['okta.apps.read', 'okta.groups.read'], role: 'APP_ADMIN' },
      ],
    },
  });
  // A credential may or may not see its client secrets.
  await ask(org, 'POST', '/api/v1/apps', webApp('Shop'));
  await announce(data, { pid: process.pid, kind: 'org', url: org.url, token: org.token, reattach: {} });
  const result = await runCli(['doctor', '--env', 'local', ...more], {
    cwd,
    env: { TERRAFORM_BINARY_NAME: terraform, ...env },
  });
  await org.close();
  for (const secret of [...Object.values(env), org.token]) expect(result.stdout + result.stderr).not.toContain(secret);
  return { ...result, lines: result.stdout.split('\n').filter((line) => /^\w+ +local/.test(line)) };
}

const PLAN_SET =
  'ok      local plan (PLAN): is set; it must hold an API token of a user with the role READ_ONLY_ADMIN, to read apps and groups for shop-local';
const APPLY_SET =
  'ok      local apply (APPLY): is set; it must hold an API token of a user with the role APP_ADMIN, to write apps and read groups for shop-local';
const someone = expect.stringMatching.bind(expect);
const GOOD = { PLAN: 'token-that-reads', APPLY: 'token-for-apps' };

test('credentials that are just large enough', async () => {
  const { code, lines } = await doctor(GOOD);
  expect(lines).toEqual([
    PLAN_SET,
    someone(
      /^ok {6}local plan \(PLAN\): token-\w+@local\.test \(READ_ONLY_ADMIN\) can do that, and cannot write, and cannot read client secrets$/,
    ),
    APPLY_SET,
    someone(/^ok {6}local apply \(APPLY\): token-\w+@local\.test \(APP_ADMIN\) can do that$/),
  ]);
  expect(code).toBe(0);
});

test.each([
  [
    'an apply credential that only reads',
    { ...GOOD, APPLY: 'token-that-reads' },
    'local apply (APPLY): it cannot write apps (it has READ_ONLY_ADMIN); assign APP_ADMIN to its user',
  ],
  [
    'a token that the org does not know',
    { ...GOOD, APPLY: 'token-of-yesterday' },
    'local apply (APPLY): the org rejects it (401 E0000011: Invalid token provided); make a new token and put it into APPLY',
  ],
  [
    'a token of a user without a role',
    { ...GOOD, PLAN: 'token-for-help' },
    'local plan (PLAN): it cannot read apps and groups (403 E0000006: You do not have permission to perform the requested action); assign READ_ONLY_ADMIN to its user',
  ],
  [
    'a token with a line end in it',
    { ...GOOD, PLAN: 'token-that\n-reads' },
    'local plan (PLAN): it does not hold an API token: it contains characters that Okta tokens never have',
  ],
])('%s fails, in one line that says what to do', async (_what, env, line) => {
  const { code, lines } = await doctor(env);
  expect(lines.filter((text) => text.startsWith('wrong'))).toEqual([`wrong   ${line}`]);
  expect(code).toBe(1);
});

test('a plan credential that can write can read client secrets, too', async () => {
  const { code, lines } = await doctor({ ...GOOD, PLAN: 'token-for-apps' });
  expect(lines.filter((text) => text.startsWith('wrong'))).toEqual([
    'wrong   local plan (PLAN): it can write apps (by APP_ADMIN), but a plan must not; take a token of a user with READ_ONLY_ADMIN only',
    'wrong   local plan (PLAN): it can read client secrets (by APP_ADMIN), which Okta returns in plain text, but a plan must not; give its user a role without the permission okta.apps.clientCredentials.read',
  ]);
  expect(code).toBe(1);
});

test.each([
  [
    'without a role',
    service('roleless', SCOPES),
    keys.privateKey,
    'it cannot read apps and groups (403 E0000006: You do not have permission to perform the requested action); assign APP_ADMIN to the service app roleless',
  ],
  [
    'without a grant',
    service('reader', SCOPES),
    keys.privateKey,
    'the org does not grant it okta.apps.manage; grant that to the service app reader (Okta API Scopes)',
  ],
  [
    'whose scopes are not all listed',
    service('good', ['okta.apps.manage', 'okta.apps.read']),
    keys.privateKey,
    'its scopes in env/ lack okta.groups.read; add what is missing',
  ],
  [
    'with another key',
    service('good', SCOPES),
    newKeys().privateKey,
    'the org rejects it (401 invalid_client: The client_assertion signature is invalid.); check clientId and privateKeyId in env/ and the key in APPLY',
  ],
  [
    'with something else for a key',
    service('good', SCOPES),
    'no-key-at-all',
    'it does not hold a private key in PEM form',
  ],
])('a service app %s fails', async (_what, apply, key, line) => {
  const { code, lines } = await doctor({ ...GOOD, APPLY: key }, apply);
  expect(lines.filter((text) => text.startsWith('wrong'))).toEqual([`wrong   local apply (APPLY): ${line}`]);
  expect(code).toBe(1);
});

test('as JSON: what is needed, what it can do, and the same lines', async () => {
  const { code, stdout } = await doctor({ ...GOOD, APPLY: keys.privateKey }, service('good', SCOPES), undefined, [
    '--json',
  ]);
  const { ok, checks, credentials } = JSON.parse(stdout) as Record<string, unknown> & {
    readonly checks: readonly unknown[];
    readonly credentials: readonly { readonly checks: readonly unknown[] }[];
  };
  expect({ code, ok }).toEqual({ code: 0, ok: true });
  expect(checks).toEqual(expect.arrayContaining(credentials.flatMap((credential) => credential.checks)));
  expect(credentials[1]).toMatchObject({
    environment: 'local',
    purpose: 'apply',
    variable: 'APPLY',
    set: true,
    stacks: ['shop-local'],
    needs: { reads: ['apps', 'groups'], writes: ['apps'], roles: ['APP_ADMIN'], scopes: SCOPES },
    can: { kind: 'service-app', identity: 'good', roles: ['APP_ADMIN'], canWrite: ['apps'], mayWrite: [], unknown: [] },
  });
});

test("without variables the local org's own token stands in, which may do everything", async () => {
  const { code, lines } = await doctor({});
  expect(lines).toEqual([
    "ok      local plan (PLAN): is not set; the local org's own token stands in for an API token of a user with the role READ_ONLY_ADMIN, to read apps and groups for shop-local",
    'ok      local plan (PLAN): admin@local.test (SUPER_ADMIN) can do that',
    "ok      local apply (APPLY): is not set; the local org's own token stands in for an API token of a user with the role APP_ADMIN, to write apps and read groups for shop-local",
    'ok      local apply (APPLY): admin@local.test (SUPER_ADMIN) can do that',
  ]);
  expect(code).toBe(0);
});

test('where plan and apply share one variable on this machine, writing is no fault', async () => {
  const { code, lines } = await doctor({ BOTH: 'token-for-apps' }, token('BOTH'), token('BOTH'));
  expect(lines).toEqual([
    'ok      local plan and apply (BOTH): is set; it must hold an API token of a user with the role APP_ADMIN, to write apps and read groups for shop-local',
    someone(/^ok {6}local plan and apply \(BOTH\): token-\w+@local\.test \(APP_ADMIN\) can do that$/),
  ]);
  expect(code).toBe(0);
});
