import { verifySecret } from '../../../../okta-apps/secrets/verify-secret';
import { ask } from '../../local/org/support/client';
import { startCli, type CliProcess } from '../../../support/cli-process';
import { temporaryFolder } from '../../../support/temporary-folder';
import { secretsProject, type SecretsProject } from '../support/secrets-project';
import { killingProxy } from './support/killing-proxy';
import { announceAt, ROTATION, secretOf } from './support/rotation';

const folder = temporaryFolder();

/** More than a rotation makes. */
const MOST = 30;

interface Point {
  readonly when: 'before' | 'after';
  readonly count: number;
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
    if (killed.was || when !== point.when || count !== point.count) return 'pass';
    killed.was = true;
    child?.child.kill('SIGKILL');
    await child?.ended;
    return 'end here';
  });
  try {
    await announceAt(project, proxy);
    child = startCli(ROTATION, { cwd: project.folder, env: { HOME: project.folder } });
    const { code, signal } = await child.ended;
    expect([code, signal]).toEqual(killed.was ? [null, 'SIGKILL'] : [0, null]);
    await authenticate(project);
    if (!killed.was) return false;
    child = startCli(ROTATION, { cwd: project.folder, env: { HOME: project.folder } });
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
  // The org is asked whether it runs; apps, secrets, POST, proof, the system log, deactivation, proof, DELETE.
  expect(points).toBe(18);
  expect(locked).toBe(0);
}, 400_000);
