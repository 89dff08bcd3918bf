import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../../../okta-apps/shared/secret';
import { verifySecret } from '../../../../okta-apps/secrets/verify-secret';
import { startCli, type CliProcess } from '../../../support/cli-process';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask } from '../../local/org/support/client';
import { TOOLS } from '../support/fake-github-secrets';
import { CANARIES, secretsProject, type SecretsProject } from '../support/secrets-project';
import { killingProxy, type KillingProxy, type Turn } from './support/killing-proxy';
import { ROTATION } from './support/rotation';
import { awsOfTest, githubOfTest, vaultOfTest, type SinkServer } from './support/sink-servers';

// A rotation from end to end with each sink that is a server, with a failure in its middle.
jest.setTimeout(600_000);

/** How a command ended, as a process or in this one. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = temporaryFolder();
const SINKS = [
  ['Vault', vaultOfTest],
  ['AWS Secrets Manager', awsOfTest],
  ['GitHub', githubOfTest],
] as const;

describe.each(SINKS)('%s', (name, open) => {
  let opened: SinkServer | string;
  let project: SecretsProject;
  let proxy: KillingProxy;
  let turn: (when: 'before' | 'after', what: string) => Promise<Turn> | Turn;
  let [attempts, locked] = [0, 0];
  beforeAll(async () => {
    opened = await open();
  }, 600_000);
  afterAll(async () => {
    if (typeof opened !== 'string') await opened.close();
  });

  /** The app, its sink behind a proxy, and a relying party that reads its secret there. */
  const withSink = (what: string, work: (server: SinkServer) => Promise<void>): void => {
    test(what, async () => {
      if (typeof opened === 'string') {
        process.stderr.write(`not looked at: ${what}, ${name}: ${opened}\n`);
        expect(opened).toMatch(/cannot be installed here/);
        return;
      }
      const server = opened;
      await server.clear();
      project = await secretsProject(folder.path);
      symlinkSync(join(TOOLS, 'node_modules'), join(project.folder, 'node_modules'));
      turn = () => 'pass';
      proxy = await killingProxy(server.url, async (when, _, asked) => {
        await authenticate(server);
        return await turn(when, asked);
      });
      project.settings({ secrets: { sink: server.setting(proxy.url) } });
      try {
        await work(server);
        await authenticate(server);
        expect(locked).toBe(0);
      } finally {
        await proxy.close();
        await project.close();
      }
    });
  };

  async function authenticate(server: SinkServer): Promise<void> {
    const secret = new Secret((await server.value()) ?? CANARIES.Billing);
    const authentication = { orgUrl: project.org.url, clientId: 'billing-local', method: 'client_secret_basic' };
    attempts += 1;
    if ((await verifySecret({ ...authentication, secret })).outcome !== 'proven') locked += 1;
  }

  const secrets = async () => {
    const path = `/api/v1/apps/${project.ids['Billing'] ?? ''}/credentials/secrets`;
    return (await ask(project.org, 'GET', path)).body as { status: string; client_secret: string }[];
  };

  const start = (server: SinkServer): CliProcess =>
    startCli(ROTATION, {
      cwd: project.folder,
      env: { HOME: project.folder, ...server.env(proxy.url) },
      limitMs: 60_000,
    });

  const rotate = async (server: SinkServer, answer?: string): Promise<Ended> => {
    if (answer === undefined) return await start(server).ended;
    const env = { PATH: process.env['PATH'], HOME: project.folder, ...server.env(proxy.url) };
    return await runCli(ROTATION, { cwd: project.folder, env, ask: () => Promise.resolve(answer) });
  };

  /** The rotation is complete: one secret, which the sink has. */
  const isComplete = async (server: SinkServer): Promise<void> => {
    const left = await secrets();
    expect(left.map(({ status, client_secret: value }) => [status, value === CANARIES.Billing])).toEqual([
      ['ACTIVE', false],
    ]);
    expect(await server.value()).toBe(left[0]?.client_secret);
  };

  /** What cannot be read back needs a person who agrees; without one both secrets work. */
  const ends = async (server: SinkServer, run: Ended): Promise<void> => {
    if (name !== 'GitHub') {
      expect([run.code, run.stderr]).toEqual([0, '1 app: 1 done\n']);
    } else {
      expect(run.code).toBe(1);
      expect(run.stderr).toMatch(
        /^shop-local\/billing: secret OKTA_BILLING_CLIENT_SECRET of acme\/shop on GitHub cannot be read, so nothing proves that it has the new secret, and the old secret \w+ is not deactivated\. Run this at a terminal, where you can agree to that\n1 app: 1 failed\n$/,
      );
      expect((await secrets()).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
      expect(await server.value()).toBe((await secrets())[1]?.client_secret);
      const agreed = await rotate(server, 'Billing');
      expect([agreed.code, agreed.stderr]).toEqual([0, '1 app: 1 done\n']);
      expect(agreed.stdout).toContain('deactivated by consent of a person');
    }
    await isComplete(server);
  };

  withSink('nothing fails', async (server) => {
    const run = await rotate(server);
    expect(run.stdout).toMatch(
      name === 'GitHub' ? /stored in .* \(it cannot be read back\)\n/ : /stored in .* \(read back: the same\)\n/,
    );
    await ends(server, run);
    const printed = run.stdout + run.stderr;
    for (const value of [...Object.values(CANARIES), ...(await secrets()).map((one) => one.client_secret)])
      expect(printed).not.toContain(value);
  });

  withSink('another program writes in between, and then the server is busy: both are tried again', async (server) => {
    const left = { between: true, busy: true };
    turn = async (when, what) => {
      if (when === 'after' || !server.isWrite(what)) return 'pass';
      if (left.between) {
        left.between = false;
        await server.writeBefore();
        return 'pass';
      }
      if (!left.busy || !server.storesSecret(what)) return 'pass';
      left.busy = false;
      return server.answers.busy;
    };
    await ends(server, await rotate(server));
    expect(left).toEqual({ between: false, busy: false });
  });

  withSink(
    'the server refuses to store the secret: the old one works, and the same command continues later',
    async (server) => {
      let stores = 0;
      turn = (when, what) => {
        if (when === 'after' || !server.storesSecret(what)) return 'pass';
        stores += 1;
        // Vault stores an intent by the same request.
        return name === 'Vault' && stores === 1 ? 'pass' : server.answers.denied;
      };
      const refused = await rotate(server);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(
        /^shop-local\/billing: secret .* failed: .*\. Okta has the second secret (\w+), which was not handed out\. The old one still works\. Run this again: it replaces \1\n1 app: 1 failed\n$/,
      );
      expect((await secrets()).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
      turn = () => 'pass';
      const again = await rotate(server);
      expect(again.stdout).toContain('of an interrupted run deleted; it was never handed out\n');
      await ends(server, again);
    },
  );

  /** Kills a rotation after its n-th write to the server. @returns Whether it made so many. */
  const killedAt = async (server: SinkServer, count: number): Promise<boolean> => {
    let [writes, killed] = [0, false];
    const child = start(server);
    turn = async (when, what) => {
      if (killed) return 'end here';
      if (!server.isWrite(what) || when === 'before' || (writes += 1) !== count) return 'pass';
      killed = true;
      child.child.kill('SIGKILL');
      await child.ended;
      return 'end here';
    };
    const { signal } = await child.ended;
    turn = () => 'pass';
    expect(signal).toBe(killed ? 'SIGKILL' : null);
    return killed;
  };

  // What Okta and the sink have before a write is what they had after the one before it.
  withSink('killed after each write', async (server) => {
    let points = 0;
    for (; points < 20 && (await killedAt(server, points + 1)); points += 1) {
      await authenticate(server);
      const again = await rotate(server);
      if (again.stderr.includes('cannot tell which one it has')) await decidedByPerson(server);
      else await ends(server, again);
      await reset(server);
    }
    process.stdout.write(
      `kill loop of rotate, ${name}: ${points} points, ${attempts} authentications, ${locked} without a working secret\n`,
    );
    expect(points).toBe({ Vault: 2, 'AWS Secrets Manager': 4, GitHub: 6 }[name]);
  });

  /** Between a secret of GitHub and what says which one it is. */
  const decidedByPerson = async (server: SinkServer): Promise<void> => {
    expect(name).toBe('GitHub');
    expect((await secrets()).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
    const isNewer = (await server.value()) === (await secrets())[1]?.client_secret;
    if (!isNewer) return;
    const agreed = await rotate(server, 'Billing');
    expect([agreed.code, agreed.stderr]).toEqual([0, '1 app: 1 done\n']);
    await isComplete(server);
  };

  /** The app as it was: with its initial secret, and an empty sink. */
  const reset = async (server: SinkServer): Promise<void> => {
    await project.close();
    await proxy.close();
    await server.clear();
    project = await secretsProject(folder.path);
    symlinkSync(join(TOOLS, 'node_modules'), join(project.folder, 'node_modules'));
    proxy = await killingProxy(server.url, async (when, _, asked) => {
      await authenticate(server);
      return await turn(when, asked);
    });
    project.settings({ secrets: { sink: server.setting(proxy.url) } });
  };
});
