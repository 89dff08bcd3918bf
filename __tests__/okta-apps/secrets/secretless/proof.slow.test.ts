import { chmodSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeApp, ROTATE, type Made } from '../../local/org/sign-in/support/relying-party';
import { ask, webApp } from '../../local/org/support/client';
import { temporaryFolder } from '../../../support/temporary-folder';
import { keysProject, type KeysProject } from '../keys/support/keys-project';
import { keyPair, keyServer, signCommand, type KeyPair, type KeyServer } from '../keys/support/signing-party';

const folder = temporaryFolder();
let project: KeysProject;
let keys: KeyServer;
let pair: KeyPair;
let other: KeyPair;
let app: Made;
beforeAll(async () => {
  [pair, other] = await Promise.all([keyPair('2026-11'), keyPair('2026-11')]);
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
describe('the throwaway app is deleted', () => {
  test('when Okta sees other keys than this machine: 401, and the plan ends with 1', async () => {
    const before = await project.labels();
    // A signer that publishes another key after its first call.
    const command = signCommand(project.folder, pair);
    keys.serve({ keys: [pair.publicJwk] });
    const asked = keys.count();
    const changing = (async () => {
      while (keys.count() === asked) await sleep(5);
      keys.serve({ keys: [other.publicJwk] });
    })();
    const run = await secretless('--prove-with', command);
    await changing;
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('Proof: Okta answered 401 to an assertion for a throwaway app with the same keys');
    expect(await project.labels()).toEqual(before);
  });

  test('at Ctrl-C while the relying party signs', async () => {
    const before = await project.labels();
    const asked = new AbortController();
    const stop = { asked: asked.signal, forced: new AbortController().signal };
    // Signs at once for the first check, and is still at it when the app exists.
    const command = join(project.folder, 'slow.sh');
    const once = join(project.folder, 'once');
    writeFileSync(
      command,
      `#!/bin/sh\nif [ -e '${once}' ]; then sleep 30; fi\ntouch '${once}'\nexec '${signCommand(project.folder, pair)}'\n`,
    );
    chmodSync(command, 0o755);
    const running = project.okta(['secretless', 'shop', '--jwks-uri', keys.url, '--prove-with', command], { stop });
    for (let left = 400; left > 0 && (await project.labels()).length === before.length; left -= 1) await sleep(25);
    expect((await project.labels()).length).toBe(before.length + 1);
    asked.abort();
    const run = await running;
    expect([run.code, run.stderr]).toEqual([1, `--prove-with: ${command} did not end before it was stopped\n`]);
    expect(await project.labels()).toEqual(before);
  }, 30_000);

  test('by the next run, when this one was killed', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const left = (run: string, clientId: string) =>
      webApp(
        `okta-apps secretless ${run}`,
        { jwks_uri: keys.url, redirect_uris: ['https://okta-apps.invalid/secretless'] },
        {
          client_id: clientId,
          token_endpoint_auth_method: 'private_key_jwt',
        },
      );
    const dead = `${hostname()}:${pid}:0123456789ab`;
    await ask(project.org, 'POST', '/api/v1/apps', left(dead, 'okta-apps-secretless-1'));
    await ask(project.org, 'POST', '/api/v1/apps', left('elsewhere:1:0123456789ab', 'okta-apps-secretless-2'));
    await ask(project.org, 'POST', '/api/v1/apps', left(dead, 'an-app-of-a-team'));
    const run = await secretless('--prove-with', signCommand(project.folder, pair));
    expect(run.code).toBe(0);
    expect(run.stderr.replace(/0oa\w+/g, 'ID')).toBe(
      'The throwaway app ID of a run that was killed was deleted\n' +
        'The throwaway app ID is of the run elsewhere:1:0123456789ab. If that no longer runs, delete it in the Admin Console\n',
    );
    expect((await project.labels()).filter((label) => label.startsWith('okta-apps'))).toHaveLength(2);
  });
});

test('no part of a private key is printed or written, also when the signer fails and prints it', async () => {
  const file = signCommand(project.folder, pair, 'signer');
  const failing = join(project.folder, 'fails.sh');
  writeFileSync(failing, `#!/bin/sh\ncat '${join(project.folder, 'signer/key.json')}' >&2\nexit 3\n`);
  chmodSync(failing, 0o755);
  const printing = join(project.folder, 'prints.sh');
  writeFileSync(printing, `#!/bin/sh\ncat '${join(project.folder, 'signer/key.json')}'\n`);
  chmodSync(printing, 0o755);
  const runs = [
    await secretless('--prove-with', file),
    await secretless('--prove-with', failing),
    await secretless('--prove-with', printing),
  ];
  keys.serve({ keys: [pair.privateJwk] });
  runs.push(await secretless('--prove-with', file));
  expect(runs.map(({ code }) => code)).toEqual([0, 1, 1, 1]);
  expect(runs[1]?.stderr).toBe(
    `--prove-with: ${failing} ended with 3. Its message is not shown, because a private key may be in it\n`,
  );
  const { d = '', p = '', q = '', dp = '', dq = '', qi = '' } = pair.privateJwk;
  const canaries = [d, p, q, dp, dq, qi].flatMap((text) => [text, Buffer.from(text, 'base64url').toString('hex')]);
  for (const { stdout, stderr } of runs) for (const text of canaries) expect(stdout + stderr).not.toContain(text);
  expect(project.holders(canaries, ['signer'])).toEqual([]);
});

test('the command gets no credential of an org, and its input is client ID and audience alone', async () => {
  const seen = join(project.folder, 'seen');
  const command = join(project.folder, 'spy.sh');
  writeFileSync(command, `#!/bin/sh\ncat > '${seen}'\nenv | sort >> '${seen}'\nexit 1\n`);
  chmodSync(command, 0o755);
  const env = {
    OKTA_API_TOKEN: 'canary-token',
    ACME_APPLY: 'canary-apply',
    TF_VAR_secret: 'canary-tf',
    AWS_PROFILE: 'signing',
    PATH: process.env['PATH'],
  };
  await project.okta(['secretless', 'shop', '--jwks-uri', keys.url, '--prove-with', command], { env });
  expect(project.holders(['canary-token', 'canary-apply', 'canary-tf'])).toEqual([]);
  expect(project.holders(['AWS_PROFILE=signing'])).toEqual(['seen']);
  expect(project.holders(['"audience":"' + project.org.url + '/oauth2/v1/introspect"}'])).toEqual(['seen']);
});
