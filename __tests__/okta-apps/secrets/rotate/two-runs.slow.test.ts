import { verifySecret } from '../../../../okta-apps/secrets/verify-secret';
import { startCli, type CliProcess } from '../../../support/cli-process';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask } from '../../local/org/support/client';
import { secretsProject } from '../support/secrets-project';
import { killingProxy } from './support/killing-proxy';
import { announceAt, ROTATION, secretOf } from './support/rotation';

const folder = temporaryFolder();

test('two processes rotate one app at once: one waits until the other has handed out, and both complete', async () => {
  const project = await secretsProject(folder.path);
  project.settings({ secrets: { sink: { type: 'dotenv', folder: 'handed-out' } } });
  const start = (): CliProcess => startCli(ROTATION, { cwd: project.folder, env: { HOME: project.folder } });
  let second: CliProcess | undefined;
  const proxy = await killingProxy(project.org.url, async (when, _count, what) => {
    if (when === 'after' || second !== undefined || !what.startsWith('POST')) return 'pass';
    // The first one is about to add its secret.
    second = start();
    await second.says('another run rotates it');
    return 'pass';
  });
  try {
    await announceAt(project, proxy);
    const first = await start().ended;
    expect([first.code, first.stderr]).toEqual([0, '1 app: 1 done\n']);
    // The lease of the first one is two minutes; a process of a test is killed after 20 seconds.
    expect(await second?.ended).toMatchObject({ code: 0, signal: null });
    const { body } = await ask(project.org, 'GET', `/api/v1/apps/${project.ids['Billing'] ?? ''}/credentials/secrets`);
    expect(body).toMatchObject([{ status: 'ACTIVE' }]);
    const authentication = { orgUrl: project.org.url, clientId: 'billing-local', method: 'client_secret_basic' };
    expect(await verifySecret({ ...authentication, secret: secretOf(project) })).toEqual({ outcome: 'proven' });
  } finally {
    await proxy.close();
    await project.close();
  }
}, 60_000);
