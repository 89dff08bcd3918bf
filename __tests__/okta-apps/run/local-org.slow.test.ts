import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalOrg, useLocalOrg, runningOn } from '../../../okta-apps/run/local-org';
import { claimFolder } from '../../../okta-apps/local/org/folder';
import { UserError, Interrupted } from '../../../okta-apps/shared/errors';
import { localStack, plainProject } from '../../support/plain-project';
import { neverStopped, runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
let count = 0;

function data(): string {
  return join(folder.path, `org-${count++}`);
}

/** What a command has that may have to wait; told what it says then. */
function telling(onWait: (text: string) => unknown, stop = neverStopped()) {
  return { stop, stderr: { write: onWait } };
}

const noWait = telling((text) => {
  throw new Error(`it should not wait: ${text}`);
});

const WAITING = `Waiting for the okta-apps of process ${process.pid}, which uses the local org\n`;

test('a command has an org of its own for as long as it needs it', async () => {
  const place = data();
  const org = await useLocalOrg(place, noWait);
  expect(await runningOn(place)).toMatchObject({ kind: 'command', url: org.url });
  await org.close();
  expect(readdirSync(place)).toEqual(['org.json']);
});

test('it takes the one that okta-apps org runs there, and does not end it', async () => {
  const place = data();
  const running = await startLocalOrg(place, 'org');
  const { close, ...address } = await useLocalOrg(place, noWait);
  expect(address).toEqual({ url: running.url, token: running.token, reattach: running.reattach });
  await close();
  expect(await runningOn(place)).toBeDefined();
  await running.close();
});

test('it waits for another command that has the folder', async () => {
  const place = data();
  const other = await startLocalOrg(place, 'command');
  const waited: string[] = [];
  const wait = telling((text) => {
    waited.push(text);
    void other.close();
  });
  const org = await useLocalOrg(place, wait);
  expect(waited).toEqual([WAITING]);
  await org.close();
});

test('it waits for one that has the folder and has not announced its org yet, or not any more', async () => {
  const place = data();
  const { release } = claimFolder(place);
  const waited: string[] = [];
  const wait = telling((text) => {
    waited.push(text);
    release();
  });
  const org = await useLocalOrg(place, wait);
  expect(waited).toEqual([WAITING]);
  await org.close();
});

test('commands that begin at the same moment all get their turn', async () => {
  const place = data();
  const turn = async (): Promise<void> => {
    const org = await useLocalOrg(
      place,
      telling(() => undefined),
    );
    await org.close();
  };
  await Promise.all([turn(), turn(), turn()]);
  expect(readdirSync(place)).toEqual(['org.json']);
});

test('Ctrl-C ends the waiting', async () => {
  const place = data();
  const other = await startLocalOrg(place, 'command');
  const stop = new AbortController();
  const interrupted = telling(
    () => {
      stop.abort();
    },
    { asked: stop.signal, forced: new AbortController().signal },
  );
  const waiting = useLocalOrg(place, interrupted);
  await expect(waiting).rejects.toThrow(new Interrupted('interrupted while waiting'));
  await other.close();
});

test('a port that is in use is one message, and the folder is given back', async () => {
  const other = await startLocalOrg(data(), 'org');
  const port = Number(new URL(other.url).port);
  const place = data();
  await expect(startLocalOrg(place, 'org', { port })).rejects.toThrow(
    new UserError(`port ${port} is in use: choose another one, or 0 for any free one`),
  );
  expect(existsSync(join(place, 'org.lock'))).toBe(false);
  await other.close();
});

test.each(['x', '-1', '70000', '1.5'])('--port %s is refused', async (port) => {
  expect(await runCli(['org', `--port=${port}`, '--data', data()], { cwd: folder.path })).toEqual({
    code: 1,
    stdout: '',
    stderr: `--port must be a number from 0 to 65535, got "${port}"; 0 picks any free port\n`,
  });
});

test('okta-apps org tells what plain cdktf needs', async () => {
  const stop = new AbortController();
  let stdout = '';
  const run = runCli(['org', '--data', 'told'], {
    cwd: folder.path,
    stop: { asked: stop.signal, forced: new AbortController().signal },
    onStdout: (text) => {
      stdout += text;
      stop.abort();
    },
  });
  expect(await run).toMatchObject({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^A local Okta org answers at http:\/\/127\.0\.0\.1:\d+ \(data in told\)\. Ctrl-C ends it\.\n\nokta-apps plan and apply find it by themselves\./,
  );
  for (const line of ['OKTA_ENV=local', "OKTA_HTTP_PROXY='http", "OKTA_API_TOKEN='", "TF_REATTACH_PROVIDERS='{"]) {
    expect(stdout).toContain(`\n  export ${line}`);
  }
  expect(stdout).toContain(' --skip-provider-lock\n');
});

test('a local stack is planned and applied without any credential, and the output names the local provider', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-local': localStack(['shop']) });
  const env = { OKTA_API_TOKEN: 'stray', OKTA_CLIENT_ORGURL: 'https://stray.okta.com', TF_REATTACH_PROVIDERS: 'stray' };
  const planned = await runCli(['plan'], { cwd, env });
  expect(planned.code).toBe(2);
  expect(planned.stdout).toMatch(
    /^Planned with (Terraform|OpenTofu) \S+, local provider in place of okta\/okta 6\.12\.0\n\nNothing needs a decision\n[^]*\nnew app shop\n[^]*\ncreate · shop in local · okta_app_oauth\.shop\n/,
  );
  const applied = await runCli(['apply'], { cwd, env });
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.stdout).toMatch(/\nshop-local: applied \(1 created\)\nPlanned again: nothing to change\.\n$/);
  expect(await runCli(['plan'], { cwd, env })).toMatchObject({ code: 0 });
});
