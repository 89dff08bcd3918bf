import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifySecret } from '../../../../okta-apps/secrets/verify-secret';
import { announce } from '../../../../okta-apps/run/local-org';
import { Secret } from '../../../../okta-apps/shared/secret';
import { ask } from '../../local/org/support/client';
import { startCli, type CliProcess } from '../../../support/cli-process';
import { temporaryFolder } from '../../../support/temporary-folder';
import { CANARIES, secretsProject, type SecretsProject } from '../support/secrets-project';
import { killingProxy, type KillingProxy } from './support/killing-proxy';

const folder = temporaryFolder();
const ARGV = ['rotate', 'billing', '--env', 'local', '--skip-synth', '--overlap', '0s', '--grace', '0s'];

/** More than a rotation makes. */
const MOST = 30;

interface Point {
  readonly when: 'before' | 'after';
  readonly count: number;
}

/** A relying party that reads its secret where it is handed out; before that, it has the initial one. */
function secretOf({ folder: project }: SecretsProject): Secret {
  const file = join(project, 'handed-out/billing.local.env');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new Secret(/^OKTA_OAUTH2_CLIENT_SECRET=(.+)$/m.exec(text)?.[1] ?? CANARIES.Billing);
}

let [attempts, locked] = [0, 0];
async function authenticate(project: SecretsProject): Promise<void> {
  const { url: orgUrl } = project.org;
  const method = 'client_secret_basic';
  attempts += 1;
  const proof = await verifySecret({ orgUrl, clientId: 'billing-local', method, secret: secretOf(project) });
  if (proof.outcome !== 'proven') locked += 1;
}

/** Kills a rotation at a point; then the same command completes it. @returns Whether there was such a point. */
async function killedAt(point: Point): Promise<boolean> {
  const project = await secretsProject(folder.path);
  project.settings({ secrets: { sink: { type: 'dotenv', folder: 'handed-out' } } });
  let child: CliProcess | undefined;
  const killed = { was: false };
  const proxy = await killingProxy(project.org.url, async (when, count, what) => {
    if (/credentials\/secrets|introspect/.test(what)) await authenticate(project);
    if (killed.was || when !== point.when || count !== point.count) return 'go on';
    killed.was = true;
    child?.child.kill('SIGKILL');
    await child?.ended;
    return 'end here';
  });
  try {
    await announceAt(project, proxy);
    child = startCli(ARGV, { cwd: project.folder, env: { HOME: project.folder } });
    const { code, signal } = await child.ended;
    expect([code, signal]).toEqual(killed.was ? [null, 'SIGKILL'] : [0, null]);
    await authenticate(project);
    if (!killed.was) return false;
    child = startCli(ARGV, { cwd: project.folder, env: { HOME: project.folder } });
    const again = await child.ended;
    expect({ point, code: again.code, stderr: again.stderr }).toEqual({ point, code: 0, stderr: '1 app: 1 done\n' });
    await authenticate(project);
    const { body } = await ask(project.org, 'GET', `/api/v1/apps/${project.ids['Billing'] ?? ''}/credentials/secrets`);
    expect(body).toMatchObject([{ status: 'ACTIVE' }]);
    return true;
  } finally {
    await proxy.close();
    await project.close();
  }
}

/** The command finds the proxy in place of the org. */
async function announceAt({ folder: project, org }: SecretsProject, { url }: KillingProxy): Promise<void> {
  const data = join(project, '.okta-local/org');
  mkdirSync(data, { recursive: true });
  await announce(data, { pid: process.pid, kind: 'org', url, token: org.token, reattach: {} });
}

test('killed before and after every request, a rotation is completed, and the app always has a secret that works', async () => {
  let points = 0;
  for (let count = 1; count < MOST; count += 1) {
    const were = [await killedAt({ when: 'before', count }), await killedAt({ when: 'after', count })];
    points += were.filter(Boolean).length;
    if (!were.includes(true)) break;
  }
  process.stdout.write(
    `kill loop of rotate: ${points} points, ${attempts} authentications, ${locked} without a working secret\n`,
  );
  // The org is asked whether it runs; apps, secrets, POST, proof, deactivation, proof, DELETE.
  expect(points).toBe(16);
  expect(locked).toBe(0);
}, 400_000);
