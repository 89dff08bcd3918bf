// cspell:ignore biling
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../local/org/support/client';
import { runGit } from '../../support/git-project';
import { temporaryFolder } from '../../support/temporary-folder';
import { CANARIES, create, secretsProject, type SecretsProject } from './support/secrets-project';

const folder = temporaryFolder();
let project: SecretsProject;
beforeEach(async () => {
  project = await secretsProject(folder.path);
});
afterEach(() => project.close());

const COMMAND = ['credentials', '--env', 'local', '--skip-synth'];
const secretsOf = async (label: string) => {
  const path = `/api/v1/apps/${project.ids[label] ?? ''}/credentials/secrets`;
  return (await ask(project.org, 'GET', path)).body as { readonly id: string; readonly secret_hash: string }[];
};
const add = (label: string, value: string) =>
  ask(project.org, 'POST', `/api/v1/apps/${project.ids[label] ?? ''}/credentials/secrets`, { client_secret: value });

test('everything that the owner of an app needs, without the secret', async () => {
  const [secret] = await secretsOf('Billing');
  const printed = await project.okta([...COMMAND, 'billing', '--verify']);
  const { url } = project.org;
  expect(printed).toEqual({
    code: 0,
    stderr: '',
    stdout: `shop-local/billing  Billing
  client ID         billing-local
  app ID            ${project.ids['Billing']!}
  status            ACTIVE
  issuer            ${url}
  discovery         ${url}/.well-known/openid-configuration
  authorization     ${url}/oauth2/v1/authorize
  token             ${url}/oauth2/v1/token
  userinfo          ${url}/oauth2/v1/userinfo
  keys              ${url}/oauth2/v1/keys
  introspection     ${url}/oauth2/v1/introspect
  revocation        ${url}/oauth2/v1/revoke
  sign-out          ${url}/oauth2/v1/logout
  authentication    client_secret_basic
  redirect URIs     https://app.example.com/callback
  secrets           ${secret!.id}  ACTIVE  less than a day old  (sensitive)  proven: Okta accepts it
`,
  });
});

test('every endpoint is the one that discovery gives', async () => {
  const { stdout } = await project.okta([...COMMAND, 'billing', '--json']);
  const { apps } = JSON.parse(stdout) as { apps: readonly { discoveryUrl: string; endpoints: object }[] };
  const answer = await fetch(apps[0]!.discoveryUrl);
  expect(await answer.json()).toMatchObject(apps[0]!.endpoints);
});

test('the same as JSON', async () => {
  const [secret] = await secretsOf('Desk');
  const printed = await project.okta([...COMMAND, 'desk', '--json', '--verify']);
  expect(JSON.parse(printed.stdout)).toEqual({
    apps: [
      expect.objectContaining({
        app: 'desk',
        path: 'shop-local/desk',
        environment: 'local',
        label: 'Desk',
        appId: project.ids['Desk'],
        clientId: project.ids['Desk'],
        tokenEndpointAuthMethod: 'client_secret_post',
        secrets: [
          {
            id: secret!.id,
            status: 'ACTIVE',
            created: expect.any(String) as string,
            days: 0,
            proof: { outcome: 'proven' },
          },
        ],
        notes: [],
      }),
    ],
  });
  expect(project.places(printed)).toEqual([]);
});

test.each([
  ['a construct path', 'shop-local/desk'],
  ['a construct ID', 'desk'],
  ['an address', 'okta_app_oauth.desk'],
  ['a label', 'Desk'],
])('an app is found by %s', async (_, name) => {
  const { stdout } = await project.okta([...COMMAND, name, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ apps: [{ path: 'shop-local/desk' }] });
});

test('an app is found by the client ID that Okta gave it; a stack and the environment are all of their apps', async () => {
  for (const [names, paths] of [
    [[project.ids['Desk']!], ['shop-local/desk']],
    [['shop-*'], ['shop-local/billing', 'shop-local/desk']],
    [
      ['Desk', 'billing', 'desk'],
      ['shop-local/billing', 'shop-local/desk'],
    ],
    [[], ['shop-local/billing', 'shop-local/desk']],
  ] as const) {
    const { stdout } = await project.okta([...COMMAND, ...names, '--json']);
    expect((JSON.parse(stdout) as { apps: { path: string }[] }).apps.map(({ path }) => path)).toEqual(paths);
  }
});

test('no canary is printed or written, in any form, by any form of the command', async () => {
  const forms = ['env', 'json', 'yaml', 'dotnet', 'spring', 'next-auth'].map((format) => [
    'billing',
    '--format',
    format,
  ]);
  for (const argv of [[], ['--json'], ['--verify'], ...forms, ['unknown-app'], ['--reveal'], ['--show-hash']]) {
    const printed = await project.okta([...COMMAND, ...argv]);
    expect([argv, project.places(printed)]).toEqual([argv, []]);
    const hashes = (await secretsOf('Billing')).map(({ secret_hash: hash }) => hash);
    for (const hash of hashes) expect(printed.stdout + printed.stderr).not.toContain(hash);
  }
});

describe('at a terminal', () => {
  test('--reveal prints the value after a warning, and no hash', async () => {
    const printed = await project.okta([...COMMAND, 'billing', '--reveal'], { terminal: true });
    expect(printed.code).toBe(0);
    expect(printed.stdout).toContain(`ACTIVE  less than a day old  ${CANARIES.Billing}\n`);
    expect(printed.stderr).toBe(
      'The client secret is shown below. It stays in the scrollback of this terminal; clear it afterwards.\n',
    );
    expect(project.places(printed)).toEqual(['stdout']);
  });

  test('--show-hash prints the hash and no value', async () => {
    const [{ secret_hash: hash } = { secret_hash: '' }] = await secretsOf('Billing');
    const printed = await project.okta([...COMMAND, 'billing', '--show-hash'], { terminal: true });
    expect(printed.stdout).toContain(`(sensitive)  hash ${hash}\n`);
    expect(project.places(printed)).toEqual([]);
  });

  test('neither in a CI system, whose log is no terminal', async () => {
    for (const option of ['--reveal', '--show-hash']) {
      const printed = await project.okta([...COMMAND, 'billing', option], { terminal: true, env: { CI: 'true' } });
      expect(printed).toEqual({
        code: 1,
        stdout: '',
        stderr:
          `${option} works at a terminal only, so that no client secret ends up in a file or a log. ` +
          'To store a secret, pass --to <sink>.\n',
      });
    }
  });
});

test('two active secrets are reported, and neither is handed out', async () => {
  await add('Billing', 'canary-3-of-another-person');
  const { stdout } = await project.okta([...COMMAND, 'billing']);
  expect(stdout).toContain(
    '  2 active secrets: Okta accepts both. A rotation is not finished, or another person or tool added one.\n',
  );
  expect(await project.okta([...COMMAND, 'billing', '--to', 'dotenv:secrets'])).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'shop-local/billing has 2 active secrets, and which one is to be used is not known. Deactivate the one that nothing ' +
      'should use, in the Admin Console, and run this again.\n',
  });
});

describe('--to', () => {
  test('a folder: the file, and nothing besides', async () => {
    const printed = await project.okta([...COMMAND, 'desk', '--to', 'dotenv:secrets']);
    expect(printed).toEqual({
      code: 0,
      stdout: 'shop-local/desk: file secrets/desk.local.env, verified\n',
      stderr: '',
    });
    expect(readFileSync(join(project.folder, 'secrets/desk.local.env'), 'utf8')).toContain(
      `OKTA_OAUTH2_CLIENT_SECRET=${CANARIES.Desk}\n`,
    );
    expect(project.places(printed)).toEqual(['secrets/desk.local.env']);
  });

  test('the sink of the environment', async () => {
    expect((await project.okta([...COMMAND, 'desk', '--to', 'sink'])).stderr).toBe(
      'shop-local/desk has no sink: write secrets: { sink: { type: "dotenv", folder: "secrets" } } in env/local.ts, ' +
        'or pass --to dotenv:<folder>\n',
    );
    project.settings({
      secrets: { sink: { type: 'dotenv', folder: 'a' }, sinks: { desk: { type: 'dotenv', folder: 'b' } } },
    });
    expect((await project.okta([...COMMAND, '--to', 'sink'])).stdout).toBe(
      'shop-local/billing: file a/billing.local.env, verified\nshop-local/desk: file b/desk.local.env, verified\n',
    );
  });

  test('what cannot be used is said before anything is written', async () => {
    runGit(project.folder, ['init', '--quiet']);
    expect((await project.okta([...COMMAND, '--to', 'dotenv:secrets'])).stderr).toBe(
      'git does not ignore secrets; add it to .gitignore\n',
    );
    expect((await project.okta([...COMMAND, 'desk', '--to', 'vault'])).stderr).toBe(
      '--to must be "sink" or "dotenv:<folder>", got "vault"\n',
    );
    writeFileSync(join(project.folder, 'taken'), '');
    expect((await project.okta([...COMMAND, 'desk', '--to', 'dotenv:taken'])).stderr).toBe(
      'taken is a symbolic link or no folder; replace it with a folder\n',
    );
  });
});

test('an app that signs with its own key has no secret to show', async () => {
  const keys = [{ kty: 'RSA', kid: 'k', e: 'AQAB', n: Buffer.alloc(256, 255).toString('base64url') }];
  await ask(project.org, 'POST', `/api/v1/apps/${project.ids['Desk'] ?? ''}/lifecycle/deactivate`);
  await ask(project.org, 'DELETE', `/api/v1/apps/${project.ids['Desk'] ?? ''}`);
  await create(project.org, 'Desk', { token_endpoint_auth_method: 'private_key_jwt' }, { jwks: { keys } });
  const { stdout, code } = await project.okta([...COMMAND, 'desk', '--verify']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('  secrets           none\n')]);
  expect((await project.okta([...COMMAND, 'desk', '--to', 'dotenv:secrets'])).stderr).toBe(
    'shop-local/desk authenticates with private_key_jwt, so it has no client secret to hand out; use --format for its other values\n',
  );
  // Nor does it keep the secrets of the others from where they belong.
  expect(await project.okta([...COMMAND, '--to', 'dotenv:secrets'])).toEqual({
    code: 0,
    stdout: 'shop-local/billing: file secrets/billing.local.env, verified\n',
    stderr: '',
  });
});

test.each<[what: string, argv: readonly string[], stderr: string]>([
  [
    'an unknown app',
    ['unknown-app'],
    'There is no app "unknown-app" in local; its apps are shop-local/billing and shop-local/desk\n',
  ],
  ['a misspelled app', ['biling'], 'There is no app "biling" in local; did you mean billing?\n'],
  [
    'a format of several apps',
    ['--format', 'env'],
    '--format is for one app, got 2 apps; name the one that you want\n',
  ],
])('%s', async (_, argv, stderr) => {
  expect(await project.okta([...COMMAND, ...argv])).toEqual({ code: 1, stdout: '', stderr });
});

test('an app that Okta does not have, and one of two with the same label', async () => {
  const delete_ = async (label: string) => {
    await ask(project.org, 'POST', `/api/v1/apps/${project.ids[label] ?? ''}/lifecycle/deactivate`);
    await ask(project.org, 'DELETE', `/api/v1/apps/${project.ids[label] ?? ''}`);
  };
  const second = await create(project.org, 'Desk', {});
  expect((await project.okta([...COMMAND, 'desk'])).stderr).toBe(
    `shop-local/desk: several apps of the org have the label "Desk": ${project.ids['Desk']!} (client ID ${project.ids['Desk']!}) and ` +
      `${second} (client ID ${second}). Give the app a label of its own in the code.\n`,
  );
  await delete_('Billing');
  expect((await project.okta([...COMMAND, 'billing'])).stderr).toBe(
    'shop-local/billing is not in the org of local: no OIDC app has the client ID billing-local. Apply it first: okta-apps apply --env local\n',
  );
});

test('without a credential, or without one environment, nothing is asked', async () => {
  project.settings({ environment: 'prod', local: false });
  expect(await project.okta(['credentials', '--env', 'prod', '--skip-synth'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'ACME_APPLY is not set: okta-apps credentials takes an API token for the environment prod from it\n',
  });
  const rotate = { type: 'api-token', tokenVariable: 'ACME_ROTATE' } as const;
  const credentials = { plan: rotate, apply: rotate, rotate };
  project.settings({ environment: 'prod', local: false, credentials });
  expect(
    (await project.okta(['credentials', '--env', 'prod', '--skip-synth'], { env: { ACME_ROTATE: 'SSWS x' } })).stderr,
  ).toBe(
    'ACME_ROTATE cannot be used for okta-apps credentials of prod: it begins with the name of a scheme; set the API token alone\n',
  );
  expect((await project.okta(['credentials', '--skip-synth'])).stderr).toBe(
    'okta-apps credentials is about one environment, got none; pass --env <name>\n',
  );
  expect((await project.okta(['credentials', '--env', 'dev,prod', '--skip-synth'])).stderr).toBe(
    'okta-apps credentials is about one environment, got dev and prod; pass --env <name>\n',
  );
});
