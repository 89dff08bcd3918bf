import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretSettings } from '../../../../okta-apps/shared/secret-settings';
import type { StackManifest } from '../../../../okta-apps/shared/stack-manifest';
import { ask } from '../../local/org/support/client';
import { create, secretsProject, type SecretsProject } from '../support/secrets-project';
import { runCli, type CliRun } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
let project: SecretsProject;
beforeEach(async () => {
  project = await secretsProject(folder.path);
  project.settings({ secrets: SECRETS });
});
afterEach(() => project.close());

const SECRETS: SecretSettings = { sink: { type: 'dotenv', folder: 'handed-out' } };
const AT_ONCE = ['--overlap', '0s', '--grace', '0s'];

const rotate = (argv: readonly string[], answers?: (question: string) => string, env = {}): Promise<CliRun> =>
  runCli(['rotate', ...argv, '--env', 'local', '--skip-synth'], {
    cwd: project.folder,
    env: { HOME: project.folder, ...env },
    ...(answers && { ask: (question) => Promise.resolve(answers(question)) }),
  });

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly client_secret: string;
}

async function listed(label = 'Billing'): Promise<readonly Listed[]> {
  const { body } = await ask(project.org, 'GET', `/api/v1/apps/${project.ids[label] ?? ''}/credentials/secrets`);
  return body as readonly Listed[];
}

const inSink = (app = 'billing') => readFileSync(join(project.folder, `handed-out/${app}.local.env`), 'utf8');
const withoutIds = (text: string) =>
  text.replace(/(?<!\w)ocs\w{17}/g, 'ocs…').replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME');

test('a rotation: what it prints, what Okta and the sink have after it', async () => {
  const before = await listed();
  const run = await rotate(['billing', ...AT_ONCE]);
  expect(run.code).toBe(0);
  expect(withoutIds(run.stdout).split('\n')).toEqual([
    'shop-local/billing: the rotation is announced in the sink',
    'shop-local/billing: second secret ocs… added; both work',
    'shop-local/billing: new secret stored in file handed-out/billing.local.env (read back: the same)',
    'shop-local/billing: Okta accepts the new secret (introspection of a token that does not exist)',
    'shop-local/billing: old secret ocs… deactivated by time, without an overlap. Whether a relying party still uses it is not ' +
      'known: the system log shows no token that it was granted since TIME',
    'shop-local/billing: Okta accepts the new secret (introspection of a token that does not exist)',
    'shop-local/billing: old secret ocs… deleted',
    'shop-local/billing: done; one secret is left',
    '',
  ]);
  expect(run.stderr).toBe('1 app: 1 done\n');
  const [secret, ...others] = await listed();
  expect([others.length, secret?.id === before[0]?.id]).toEqual([0, false]);
  expect(inSink()).toContain(`OKTA_OAUTH2_CLIENT_SECRET=${secret?.client_secret}\n`);
  // The four requests of a rotation, and one for the list of apps.
  const own = project.org.requests().filter(({ path }) => path.startsWith('/api/v1/apps'));
  expect(own.slice(2).map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST', 'POST', 'DELETE', 'GET']);
});

test('no secret is in what it prints, nor in any file besides the sink', async () => {
  const runs = [
    await rotate(['Billing', ...AT_ONCE]),
    await rotate(['desk', 'billing', '--json', '--grace', '0s']),
    await rotate(['desk', '--plan']),
    await rotate(['desk', '--rollback', '--yes']),
  ];
  const secrets = [...(await listed()), ...(await listed('Desk'))].map((one) => one.client_secret);
  expect(secrets.length).toBeGreaterThan(2);
  for (const run of runs) {
    expect(project.places(run, ['handed-out'])).toEqual([]);
    for (const secret of secrets) expect(run.stdout + run.stderr).not.toContain(secret);
  }
  const files = readdirSync(project.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const holders = files.flatMap(({ parentPath, name }) => {
    const text = readFileSync(join(parentPath, name), 'utf8');
    return secrets.some((secret) => text.includes(secret)) ? [name] : [];
  });
  expect(holders.sort()).toEqual(['billing.local.env', 'desk.local.env']);
});

test('with an overlap it ends with 2, and the same command continues', async () => {
  const first = await rotate(['billing']);
  expect(first.code).toBe(2);
  expect(withoutIds(first.stdout)).toContain(
    'shop-local/billing: both secrets work until TIME (24 h left); then ocs… is deactivated\n',
  );
  expect(first.stderr).toBe('1 app: 1 waiting. Run the same command later to continue\n');
  expect((await listed()).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  const plan = await rotate(['billing', '--plan']);
  expect(plan.code).toBe(2);
  expect(withoutIds(plan.stdout)).toBe(
    'shop-local/billing: has ocs… (active, created TIME) and ocs… (active, created TIME).\n' +
      '  Would prove the second one at Okta, deactivate ocs… after TIME, and delete it after 24 h.\n',
  );
  expect((await rotate(['billing', '--overlap', '0s'])).code).toBe(2);
  expect((await listed()).map(({ status }) => status)).toEqual(['INACTIVE', 'ACTIVE']);
  expect((await rotate(['billing', ...AT_ONCE])).code).toBe(0);
  expect(await listed()).toHaveLength(1);
});

test('with --wait it stays until the times have passed', async () => {
  const run = await rotate(['billing', 'desk', '--overlap', '1s', '--grace', '1s', '--wait']);
  expect([run.code, run.stderr.split('\n').at(-2)]).toEqual([0, '2 apps: 2 done']);
  expect([...(await listed()), ...(await listed('Desk'))]).toHaveLength(2);
});

test('--json prints an audit line for each phase', async () => {
  const run = await rotate(['billing', '--json'], undefined, { GITHUB_ACTOR: 'mona' });
  const lines = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const [old, fresh] = await listed();
  const phases = lines.map(({ phase, secretId = '' }) => [phase, secretId]);
  expect(phases).toEqual([
    ['announced', ''],
    ['added', fresh?.id],
    ['handed-out', fresh?.id],
    ['verified', fresh?.id],
    ['waiting', old?.id],
  ]);
  for (const line of lines) {
    expect(line).toMatchObject({
      by: 'mona',
      environment: 'local',
      app: 'shop-local/billing',
      clientId: 'billing-local',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      run: expect.stringMatching(/:[0-9a-f]{12}$/) as string,
    });
  }
});

describe('--now', () => {
  test('is confirmed by the label, and the old secret stops at once', async () => {
    const questions: string[] = [];
    const run = await rotate(['billing', '--now'], (question) => {
      questions.push(question);
      return 'Billing';
    });
    expect(questions).toEqual([
      'shop-local/billing gets a new secret, and the old one stops at once: relying parties that do not read the sink again ' +
        'fail.\nType its label (Billing) to confirm: ',
    ]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(
      'Users stay signed in. Access tokens that were already issued work until they expire: 1 hour for the org authorization ' +
        'server, up to 24 hours for a custom one. Refresh tokens need the new secret from now on.\n',
    );
    expect((await listed()).map(({ status }) => status)).toEqual(['INACTIVE', 'ACTIVE']);
  });

  test('changes nothing for another answer', async () => {
    const run = await rotate(['billing', '--now'], () => 'billing');
    expect([run.code, run.stderr]).toEqual([1, 'Not confirmed; nothing was changed\n']);
    expect(await listed()).toHaveLength(1);
  });

  test('without a terminal needs --yes', async () => {
    expect((await rotate(['billing', '--now'])).stderr).toBe('There is no terminal to confirm --now. Pass --yes\n');
    expect((await rotate(['billing', '--now', '--yes'])).code).toBe(2);
  });
});

test('a foreign second secret is refused, and stays', async () => {
  const path = `/api/v1/apps/${project.ids['Billing'] ?? ''}/credentials/secrets`;
  await ask(project.org, 'POST', path, { client_secret: 'foreign-canary-of-an-administrator' });
  const run = await rotate(['billing', 'desk', ...AT_ONCE]);
  expect(run.code).toBe(1);
  expect(withoutIds(run.stderr)).toBe(
    'shop-local/billing: it has two secrets, ocs… (active, created TIME) and ocs… (active, created TIME), and file ' +
      'handed-out/billing.local.env does not explain the second one. Another person or tool may have added it. Find out which ' +
      'one the relying party uses, delete the other one in the Admin Console, and run this again. Nothing was changed\n' +
      '2 apps: 1 done, 1 failed\n',
  );
  expect((await listed()).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  expect(await listed('Desk')).toHaveLength(1);
});

test('--due rotates what is older than the environment allows, and what is being rotated', async () => {
  expect((await rotate(['--due'])).stderr).toBe(
    '--due needs the age at which a secret is due: write secrets: { maxAge: 90 } (days) in env/local.ts\n',
  );
  project.settings({ secrets: { ...SECRETS, maxAge: 1 } });
  const none = await rotate(['--due']);
  expect([none.code, none.stdout, none.stderr]).toEqual([0, '', 'No secret is due\n']);
  await rotate(['desk']);
  const some = await rotate(['--due', ...AT_ONCE]);
  expect([some.code, some.stderr]).toEqual([0, '1 app: 1 done\n']);
  expect([(await listed()).length, (await listed('Desk')).length]).toEqual([1, 1]);
});

test.each<[what: string, argv: readonly string[], settings: Partial<StackManifest>, says: string]>([
  ['nothing named', [], {}, 'Name the apps or stacks to rotate, or pass --due for all whose secret is due\n'],
  ['no such app', ['billing-x'], {}, 'There is no app "billing-x" in local; did you mean billing?\n'],
  [
    'no sink',
    ['billing'],
    { secrets: {} },
    'shop-local/billing: it has no sink, so a new secret would reach no one. Write secrets: { sink: { type: "dotenv", folder: ' +
      '"secrets" } } or another sink in env/local.ts\n1 app: 1 failed\n',
  ],
  [
    'another rotator',
    ['billing'],
    { rotatedBy: { 'okta_app_oauth.billing': 'aws-secrets-manager' } },
    'shop-local/billing: AWS Secrets Manager rotates its secret (rotatedBy in the code). Two rotators would lock the app out; ' +
      'rotate it there\n1 app: 1 failed\n',
  ],
  [
    'no duration',
    ['billing', '--overlap', '1 day'],
    {},
    '--overlap must be a duration of at most 365 days, such as 24h, 30m or 0s, got "1 day"\n',
  ],
  [
    'too long',
    ['billing', '--grace', '366d'],
    {},
    '--grace must be a duration of at most 365 days, such as 24h, 30m or 0s, got "366d"\n',
  ],
])('%s', async (_, argv, settings, says) => {
  project.settings({ secrets: SECRETS, ...settings });
  const run = await rotate(argv);
  expect([run.code, run.stderr]).toEqual([1, says]);
  expect(await listed()).toHaveLength(1);
});

test('an app with a key of its own: named, its keys are meant; where its stack is named, nothing is said of it', async () => {
  const jwks = { keys: [{ kty: 'RSA', kid: 'k', e: 'AQAB', n: Buffer.alloc(256, 255).toString('base64url') }] };
  const { org } = project;
  await ask(org, 'POST', `/api/v1/apps/${project.ids['Desk'] ?? ''}/lifecycle/deactivate`);
  await ask(org, 'DELETE', `/api/v1/apps/${project.ids['Desk'] ?? ''}`);
  await create(org, 'Desk', { token_endpoint_auth_method: 'private_key_jwt' }, { jwks });
  const named = await rotate(['desk']);
  expect([named.code, named.stderr]).toEqual([
    1,
    'shop-local/desk: the code has no key; Okta has k (RSA).\n' +
      '  The code has no key that can be read: only Terraform knows jwks in the declaration of desk, or it is empty. Write the public keys there.\n',
  ]);
  const stack = await rotate(['shop-local', ...AT_ONCE]);
  expect([stack.code, stack.stderr]).toEqual([0, '1 app: 1 done\n']);
});
