import { setTimeout as sleep } from 'node:timers/promises';
import * as oidc from 'openid-client';
import { makeApp, partyOf, refused, ROTATE, tokensOf, type Made } from '../../local/org/sign-in/support/relying-party';
import { ask } from '../../local/org/support/client';
import { temporaryFolder } from '../../../support/temporary-folder';
import { keysProject, type KeysProject } from '../keys/support/keys-project';
import { keyPair, keyServer, signCommand, type KeyPair, type KeyServer } from '../keys/support/signing-party';

const folder = temporaryFolder();
let project: KeysProject;
let keys: KeyServer;
let pair: KeyPair;
let app: Made;
beforeAll(async () => {
  pair = await keyPair('2026-11');
});
beforeEach(async () => {
  project = await keysProject(folder.path);
  keys = await keyServer({ keys: [pair.publicJwk] });
  app = await makeApp(project.org, ROTATE);
  project.declare({ shop: { label: app.label }, desk: { label: 'Desk' } });
});
afterEach(async () => {
  await keys.close();
  await project.close();
});

const secretless = (...argv: readonly string[]) =>
  project.okta(['secretless', 'shop', '--jwks-uri', keys.url, ...argv]);
const withoutIds = (text: string) =>
  text
    .replace(/okta-apps-secretless-[0-9a-f]{16}/g, 'okta-apps-secretless-…')
    .replaceAll(keys.url, 'KEYS')
    .replaceAll(project.org.url, 'ORG');
const keyed = (made: Pick<Made, 'clientId'>) =>
  partyOf(project.org, made as Made, oidc.PrivateKeyJwt({ key: pair.privateKey, kid: pair.kid }));
/** What is created and deleted in the org. */
const changes = () =>
  project.org
    .requests()
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v1/'))
    .map(({ method, path }) => `${method} ${path.replace(/0oa\w+/, 'ID')}`);

test('a proven plan: what it prints, and what it does in the org', async () => {
  const before = await project.labels();
  const known = changes().length;
  const run = await secretless('--prove-with', signCommand(project.folder, pair));
  expect([run.code, run.stderr]).toEqual([0, '']);
  expect(withoutIds(run.stdout)).toBe(
    `shop-local/shop (client ID ${app.clientId}) authenticates with client_secret_basic.
Keys: KEYS has 2026-11 (RSA).
Proof: Okta accepted an assertion of the relying party for a throwaway app with the same keys (client ID okta-apps-secretless-…, deleted again), signed with 2026-11 (RSA).
Nothing else was changed.

The move is a cut-over at one moment. Okta accepts one method at a time: before the apply only the secret works, after it
only the keys. There is no moment in which both work. Okta deletes the client secrets of the app, and the way back mints a new one.

1. Change the code.
   In env/local.ts, in apps of "shop": so no other environment moves.
     jwksUri: "KEYS",
   In the declaration of shop, above and inside of "shop":
     const keysAt = environment.apps["shop"]?.jwksUri;
     ...(keysAt !== undefined && { tokenEndpointAuthMethod: 'private_key_jwt' as const, jwksUri: keysAt }),
   The review has the findings client-authentication/changed and, for a new host, keys/new-host.
2. Prepare a release of the relying party that authenticates with private_key_jwt: iss and sub ${app.clientId}, aud the URL of
   the endpoint (ORG/oauth2/v1/token), a new jti and an exp within one hour. Do not deploy it yet.
3. Agree on a window with the owner of the app. In it, users cannot sign in and tokens cannot be refreshed.
4. Begin: okta-apps apply shop-local. From the moment of its update, Okta answers 401 to the secret.
5. At once after it: deploy the release of step 2 to every instance. With the last one, the window ends.
6. Check: sign in once, and refresh a token. Then delete the old secret wherever it was stored.

The way back: revert the change and apply it. Okta mints a new client secret; the old one stays invalid. Fetch it with
  okta-apps credentials shop --env local --to sink
and let the relying party use client_secret_basic again. That is a cut-over, too.
`,
  );
  expect(changes().slice(known)).toEqual([
    'POST /api/v1/apps',
    'POST /api/v1/apps/ID/lifecycle/deactivate',
    'DELETE /api/v1/apps/ID',
  ]);
  expect(await project.labels()).toEqual(before);
});

test('without a proof nothing is created, and the plan ends with 1', async () => {
  const known = changes().length;
  const run = await secretless();
  expect(run.code).toBe(1);
  expect(run.stdout).toContain(
    '\nProof: none. Nothing shows yet that Okta can read these keys and that the relying party has them.\n',
  );
  expect(run.stderr).toBe(
    "The keys are not proven. Run this again with --prove-with '<command>' before the change is merged\n",
  );
  expect(changes().slice(known)).toEqual([]);
});

test('in production a second app is planned, unless the owner has agreed to a cut-over', async () => {
  project.declare({ shop: { label: app.label, client_id: app.clientId } }, { production: true });
  const run = await secretless();
  expect(run.stdout).toContain('\nThe move is a second app with its own client ID.');
  expect(run.stdout).toContain(`         clientId: "${app.clientId}-keys",\n`);
  expect(run.stdout).toContain(`         label: "${app.label} (key)",\n`);
  expect((await secretless('--cut-over')).stdout).toContain('\nThe move is a cut-over at one moment.');
  project.declare({ shop: { label: app.label } });
  const second = await secretless('--second-app');
  expect(second.stdout).toContain('\nThe move is a second app with its own client ID.');
  expect(second.stdout).not.toContain('clientId:');
});

describe('the moment of the cut-over', () => {
  /** Whether secret and key authenticate at the same time. */
  const tried = async (): Promise<string> => {
    const works = async (party: Promise<oidc.Configuration>) =>
      oidc.tokenIntrospection(await party, 'no-such-token').then(
        () => true,
        () => false,
      );
    const [secret, key] = [await works(partyOf(project.org, app)), await works(keyed(app))];
    return secret && key ? 'both' : secret ? 'secret' : key ? 'key' : 'none';
  };

  test('there is exactly one, after it the list of secrets is empty, and the way back mints a new one', async () => {
    const seen: string[] = [await tried()];
    const ended = new AbortController();
    const watching = (async () => {
      while (!ended.signal.aborted) seen.push(await tried());
    })();
    await project.update(app.id, { jwks_uri: keys.url }, { token_endpoint_auth_method: 'private_key_jwt' });
    for (let left = 400; left > 0 && seen.at(-1) !== 'key'; left -= 1) await sleep(25);
    ended.abort();
    await watching;
    // The secret is tried first, so where the moment is between the two tries, each of them works once.
    const order = seen.filter((state, at) => state !== seen[at - 1]);
    expect([
      ['secret', 'key'],
      ['secret', 'both', 'key'],
    ]).toContainEqual(order);
    expect(seen.filter((state) => state === 'both').length).toBeLessThan(2);
    const secrets = async () =>
      (await ask(project.org, 'GET', `/api/v1/apps/${app.id}/credentials/secrets`)).body as readonly {
        client_secret: string;
      }[];
    expect(await secrets()).toEqual([]);
    await project.update(app.id, {}, { token_endpoint_auth_method: 'client_secret_basic' });
    const [minted, ...others] = await secrets();
    expect([others.length, minted?.client_secret === app.secret]).toEqual([0, false]);
    expect(await refused(oidc.tokenIntrospection(await partyOf(project.org, app), 'x'))).toMatchObject([
      401,
      'invalid_client',
      'The client secret supplied for a confidential client is invalid.',
    ]);
  });
});

test('with a second app a relying party that keeps authenticating is never refused', async () => {
  const run = await secretless('--second-app', '--prove-with', signCommand(project.folder, pair));
  expect(run.code).toBe(0);
  let client = await partyOf(project.org, app);
  let { refresh_token: token = '' } = (await tokensOf(client)).tokens;
  const failures: string[] = [];
  let count = 0;
  const ended = new AbortController();
  const refreshing = (async () => {
    while (!ended.signal.aborted) {
      count += 1;
      // Client and token change together, as they are kept together.
      const [by, own] = [client, token];
      try {
        const next = (await oidc.refreshTokenGrant(by, own)).refresh_token ?? own;
        if (by === client) token = next;
      } catch (error) {
        failures.push((error as Error).message);
      }
      await sleep(50);
    }
  })();
  await sleep(500);
  const second = await makeApp(
    project.org,
    { ...ROTATE, jwks_uri: keys.url },
    { token_endpoint_auth_method: 'private_key_jwt' },
  );
  const fresh = await keyed(second);
  const { refresh_token: first = '' } = (await tokensOf(fresh)).tokens;
  [client, token] = [fresh, first];
  await sleep(500);
  await ask(project.org, 'POST', `/api/v1/apps/${app.id}/lifecycle/deactivate`);
  await ask(project.org, 'DELETE', `/api/v1/apps/${app.id}`);
  await sleep(500);
  ended.abort();
  await refreshing;
  process.stdout.write(`secretless with a second app: ${count} refreshes, ${failures.length} failed\n`);
  expect(failures).toEqual([]);
  expect(count).toBeGreaterThan(10);
});

test.each<readonly [string, readonly string[], string]>([
  ['an unknown app', ['shops', '--jwks-uri', 'x'], 'There is no app "shops" in local; did you mean shop?'],
  [
    'an app that the org does not have',
    ['desk'],
    'shop-local/desk is not in the org of local: no OIDC app has the label "Desk". Apply it first: okta-apps apply --env local',
  ],
  [
    'both ways',
    ['shop', '--cut-over', '--second-app'],
    "error: option '--cut-over' cannot be used with option '--second-app'",
  ],
  [
    'no address',
    ['shop'],
    'shop-local/shop: its code has no jwksUri; pass --jwks-uri with the address where the relying party publishes its public keys',
  ],
])('%s', async (_name, argv, message) => {
  const run = await project.okta(['secretless', ...argv]);
  expect([run.code, run.stderr.split('\n')[0]]).toEqual([1, message]);
});

test('a stack with several apps', async () => {
  const desk = await makeApp(project.org);
  project.declare({ shop: { label: app.label }, desk: { label: desk.label } });
  expect(await project.okta(['secretless', 'shop-local'])).toMatchObject({
    code: 1,
    stderr: 'okta-apps secretless is for one app, and "shop-local" means 2 apps: shop-local/shop and shop-local/desk\n',
  });
});
