import { setTimeout as sleep } from 'node:timers/promises';
import * as oidc from 'openid-client';
import { discovered } from '../../../../okta-apps/local/party/sign-in';
import { makeApp, partyOf, ROTATE, tokensOf } from '../../local/org/sign-in/support/relying-party';
import { temporaryFolder } from '../../../support/temporary-folder';
import { keysProject, type KeysProject } from './support/keys-project';
import { keyPair, signCommand, type KeyPair } from './support/signing-party';

const folder = temporaryFolder();
let project: KeysProject;
let [old, fresh]: KeyPair[] = [];
beforeAll(async () => {
  [old, fresh] = await Promise.all([keyPair('2025-01'), keyPair('2026-11', 'ES256')]);
});
beforeEach(async () => {
  project = await keysProject(folder.path);
});
afterEach(() => project.close());

const pair = (which: 'old' | 'fresh'): KeyPair => (which === 'old' ? old : fresh) as KeyPair;
/** As okta/okta writes it: without use, alg and crv. */
const declaredKey = (which: 'old' | 'fresh') => {
  const { kty, kid, e, n, x, y } = pair(which).publicJwk;
  return Object.fromEntries(Object.entries({ kty, kid, e, n, x, y }).filter(([, value]) => value !== undefined));
};
const METHOD = { token_endpoint_auth_method: 'private_key_jwt' };

async function makeKeyApp() {
  const app = await makeApp(project.org, { ...ROTATE, jwks: { keys: [declaredKey('old')] } }, METHOD);
  const declare = (...keys: ('old' | 'fresh')[]) => {
    project.declare({ office: { label: app.label, ...METHOD, jwks: keys.map(declaredKey) } });
  };
  const apply = (...keys: ('old' | 'fresh')[]) => project.update(app.id, { jwks: { keys: keys.map(declaredKey) } });
  declare('old');
  return { app, declare, apply };
}

const rotate = (...argv: string[]) => project.okta(['rotate', 'office', ...argv]);

test('the phases, as they are printed, while a relying party authenticates every 50 ms without one failure', async () => {
  const { app, declare, apply } = await makeKeyApp();
  const [signOld, signNew] = [
    signCommand(project.folder, pair('old'), 'a'),
    signCommand(project.folder, pair('fresh'), 'b'),
  ];
  const party = (which: 'old' | 'fresh') => {
    const key = { key: pair(which).privateKey, kid: pair(which).kid };
    return discovered(oidc, { issuer: project.org.url, clientId: app.clientId, auth: oidc.PrivateKeyJwt(key) });
  };
  let client = await partyOf(project.org, app, oidc.PrivateKeyJwt({ key: pair('old').privateKey, kid: '2025-01' }));
  let { refresh_token: token = '' } = (await tokensOf(client)).tokens;
  const ended = new AbortController();
  const failures: string[] = [];
  let count = 0;
  const refreshing = (async () => {
    while (!ended.signal.aborted) {
      count += 1;
      try {
        token = (await oidc.refreshTokenGrant(client, token)).refresh_token ?? token;
      } catch (error) {
        failures.push((error as Error).message);
      }
      await sleep(50);
    }
  })();
  const first = await rotate();
  declare('old', 'fresh');
  const second = await rotate();
  // Okta tells times to the second.
  await sleep(1100);
  await apply('old', 'fresh');
  const third = await rotate('--prove-with', signOld);
  client = await party('fresh');
  const fourth = await rotate('--prove-with', signNew);
  declare('fresh');
  const unproven = await rotate();
  const fifth = await rotate('--prove-with', signNew);
  await apply('fresh');
  const sixth = await rotate('--prove-with', signNew);
  ended.abort();
  await refreshing;
  process.stdout.write(`private_key_jwt: ${count} refreshes during a rotation of keys, ${failures.length} failed\n`);
  expect(failures).toEqual([]);
  expect(count).toBeGreaterThan(10);
  const runs = [first, second, third, fourth, unproven, fifth, sixth];
  expect(runs.map(({ code }) => code)).toEqual([0, 2, 2, 2, 2, 2, 0]);
  expect(runs.map(({ stderr }) => stderr).join('')).toBe('');
  const again = (command: string) =>
    `  Then run this again: okta-apps rotate office --env local --prove-with '${command}'\n`;
  expect(first.stdout).toBe(
    'shop-local/office: the code has 2025-01 (RSA); Okta has 2025-01 (RSA).\n' +
      '  No rotation is in progress. To begin one, declare a second key: both work then, and nothing changes for users.\n' +
      '  1. Make a key pair where the relying party keeps its key. The private key stays there.\n' +
      '  2. In the declaration of office, add the public key after 2025-01, with a kid of its own:\n' +
      '       jwks: [\n' +
      '         /* 2025-01 (RSA), as it is */,\n' +
      "         { kty: 'RSA', kid: '<new kid>', e: 'AQAB', n: '<modulus>' },\n" +
      '       ],\n' +
      '  3. Plan, review and apply it: okta-apps apply shop-local. The review has the finding keys/added.\n' +
      again('<command>'),
  );
  expect(second.stdout).toContain(
    'Okta has 2025-01 (RSA).\n  Next: apply the change of the code. It adds 2026-11 (EC).\n',
  );
  expect(third.stdout).toBe(
    'shop-local/office: the code has 2025-01 (RSA) and 2026-11 (EC); Okta has 2025-01 (RSA) and 2026-11 (EC). The relying ' +
      'party signs with 2025-01 (RSA), and Okta accepts it.\n' +
      '  Next: let every instance of the relying party sign with 2026-11. Both keys work, so instances can change one after the other.\n' +
      '  Keep 2025-01 in the code until the last one has changed.\n' +
      again('<command>'),
  );
  expect(fourth.stdout).toContain('  Next: remove 2025-01 from jwks in the declaration of office, and keep 2026-11;');
  expect(unproven.stdout).toContain(
    '  Do not apply the code as it is: it removes 2025-01 (RSA), and it is not known whether',
  );
  expect(fifth.stdout).toContain('  Next: apply the change of the code. It removes 2025-01 (RSA).\n');
  expect(sixth.stdout).toContain(
    'the code has 2026-11 (EC); Okta has 2026-11 (EC). The relying party signs with 2026-11 (EC)',
  );
}, 60_000);

test('a change that replaces the key at once is stopped, and nothing was asked of Okta with a key that it does not have', async () => {
  const { declare } = await makeKeyApp();
  declare('fresh');
  const run = await rotate('--prove-with', signCommand(project.folder, pair('old')));
  expect([run.code, run.stdout.split('\n')[1]]).toEqual([
    2,
    '  Do not apply the code as it is: it removes 2025-01 (RSA), which the relying party signs with.',
  ]);
  const early = await rotate('--prove-with', signCommand(project.folder, pair('fresh')));
  expect(early.stdout).toContain('it removes 2025-01 (RSA), which instances of the relying party may still sign with.');
  expect(project.org.requests().filter(({ path }) => path.endsWith('/introspect'))).toHaveLength(1);
});

test('--json prints one line for each app, and no key', async () => {
  const { app } = await makeKeyApp();
  const run = await rotate('--json', '--prove-with', signCommand(project.folder, pair('old')));
  expect(JSON.parse(run.stdout)).toMatchObject({
    environment: 'local',
    app: 'shop-local/office',
    clientId: app.clientId,
    phase: 'keys-add',
    keys: { code: ['2025-01'], okta: ['2025-01'] },
    signedWith: { kid: '2025-01', outcome: 'proven' },
  });
});

test.each([
  [['--now'], '--now is for client secrets, and shop-local/office signs with its own key'],
  [['--rollback'], '--rollback is for client secrets, and shop-local/office signs with its own key'],
  [['--prove-with', ' '], '--prove-with is empty; pass a command that signs an assertion'],
  [['--prove-with', '/nowhere/sign'], 'shop-local/office: --prove-with: /nowhere/sign cannot be started (ENOENT)'],
  [
    ['--prove-with', 'echo hello'],
    'shop-local/office: The assertion of --prove-with cannot be used: the command did not print a signed JWT. It must print that alone, and write all else to stderr',
  ],
])('%j is refused', async (argv, message) => {
  await makeKeyApp();
  const run = await rotate(...argv);
  expect([run.code, run.stderr.trim()]).toEqual([1, message]);
});

test('keys at an address rotate there, and an app with a secret is rotated in a run of its own', async () => {
  const app = await makeApp(project.org, { jwks_uri: 'https://office.example.org/jwks.json' }, METHOD);
  const other = await makeApp(project.org);
  project.declare({
    office: { label: app.label, ...METHOD, jwks_uri: 'https://office.example.org/jwks.json' },
    shop: { label: other.label },
  });
  expect(await rotate()).toMatchObject({
    code: 1,
    stderr:
      'shop-local/office: its keys are at https://office.example.org/jwks.json. They rotate there, without the code: publish the new key ' +
      'beside the old one, let the relying party sign with it, and remove the old one when no instance signs with it\n',
  });
  expect(await rotate('shop')).toMatchObject({
    code: 1,
    stderr:
      'shop-local/office signs with its own key, and the other apps have client secrets; rotate each kind in a run of its own\n',
  });
  expect(await project.okta(['rotate', 'shop', '--prove-with', 'x'])).toMatchObject({
    code: 1,
    stderr: '--prove-with is for apps that sign with their own key; name one of them\n',
  });
});
