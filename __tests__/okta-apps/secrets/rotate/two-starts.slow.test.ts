import { setTimeout as sleep } from 'node:timers/promises';
import { Secret } from '../../../../okta-apps/shared/secret';
import { verifySecret } from '../../../../okta-apps/secrets/verify-secret';
import { startCli, type CliProcess } from '../../../support/cli-process';
import { temporaryFolder } from '../../../support/temporary-folder';
import { ask } from '../../local/org/support/client';
import { CANARIES, secretsProject, type SecretsProject } from '../support/secrets-project';
import { killingProxy } from './support/killing-proxy';
import { announceAt, ROTATION, secretOf } from './support/rotation';

const folder = temporaryFolder();

/** After it was asked whether the org runs: apps, secrets, POST, proof, log, deactivation, proof, DELETE. */
const [FIRST, LAST] = [2, 9];
/** By then the second process has read what Okta and the sink have. */
const READ = 3;
const MOST_MS = 20_000;

let [attempts, locked] = [0, 0];
async function authenticate(project: SecretsProject): Promise<void> {
  const authentication = { orgUrl: project.org.url, clientId: 'billing-local', method: 'client_secret_basic' };
  attempts += 1;
  if ((await verifySecret({ ...authentication, secret: secretOf(project) })).outcome !== 'proven') locked += 1;
}

/** Holds one process at a request until another one of the same app has read everything; then both continue. */
async function meet(held: number): Promise<string> {
  const project = await secretsProject(folder.path);
  project.settings({ secrets: { sink: { type: 'dotenv', folder: 'handed-out' } } });
  const start = (): CliProcess =>
    startCli(ROTATION, { cwd: project.folder, env: { HOME: project.folder }, limitMs: 3 * MOST_MS });
  const other: { process?: CliProcess } = {};
  let requests = 0;
  const ofSecond = await killingProxy(project.org.url, async (when) => {
    await authenticate(project);
    if (when === 'before') requests += 1;
    return 'pass';
  });
  const ofFirst = await killingProxy(project.org.url, async (when, count) => {
    await authenticate(project);
    if (when === 'after' || count !== held || other.process !== undefined) return 'pass';
    await announceAt(project, ofSecond);
    other.process = start();
    const { child } = other.process;
    const end = Date.now() + MOST_MS;
    while (child.exitCode === null && requests < READ && Date.now() < end) await sleep(10);
    return 'pass';
  });
  try {
    await announceAt(project, ofFirst);
    const runs = [await start().ended, await other.process?.ended];
    await authenticate(project);
    // Neither was killed, so neither waits for ever.
    expect({ held, signals: runs.map((run) => run?.signal) }).toEqual({ held, signals: [null, null] });
    const refused = runs.flatMap((run) => (run?.code === 0 ? [] : [`${run?.code ?? ''} ${run?.stderr ?? ''}`]));
    for (const text of refused) expect(text).toMatch(/^1 [^]*run this again/i);
    // A file cannot compare and set: both may see the other one's traces, and leave the old secret as it is.
    if (refused.length === 2) expect(await start().ended).toMatchObject({ code: 0, stderr: '1 app: 1 done\n' });
    const { body } = await ask(project.org, 'GET', `/api/v1/apps/${project.ids['Billing'] ?? ''}/credentials/secrets`);
    const left = body as { status: string; client_secret: string }[];
    expect({ held, status: left.map(({ status }) => status) }).toEqual({ held, status: ['ACTIVE'] });
    expect(left[0]?.client_secret).not.toBe(CANARIES.Billing);
    expect(secretOf(project).equals(new Secret(left[0]?.client_secret ?? ''))).toBe(true);
    if (refused.length > 0) return refused.length === 2 ? 'both refused' : 'one refused';
    return runs.some((run) => run?.stderr.includes('another run rotates it')) ? 'one waited' : 'one after the other';
  } finally {
    await Promise.all([ofFirst.close(), ofSecond.close()]);
    await project.close();
  }
}

test('two processes rotate one app, the second one from each request of the first: a working secret at every moment', async () => {
  const ways: string[] = [];
  for (let held = FIRST; held <= LAST; held += 1) ways.push(await meet(held));
  process.stdout.write(
    `two processes of rotate: ${ways.length} starts (${ways.join(', ')}), ${attempts} authentications, ${locked} without a working secret\n`,
  );
  expect(locked).toBe(0);
}, 600_000);
