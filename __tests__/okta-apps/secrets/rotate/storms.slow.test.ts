import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretSettings } from '../../../../okta-apps/shared/secret-settings';
import { ask } from '../../local/org/support/client';
import { CANARIES, secretsProject, type SecretsProject } from '../support/secrets-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
let project: SecretsProject;
beforeEach(async () => {
  project = await secretsProject(folder.path);
  project.settings({ secrets: { sink: { type: 'dotenv', folder: 'handed-out' } } });
});
afterEach(() => project.close());

const rotate = (argv: readonly string[], answer?: string) =>
  runCli(['rotate', ...argv, '--env', 'local', '--skip-synth', '--overlap', '0s', '--grace', '0s'], {
    cwd: project.folder,
    ...(answer !== undefined && { ask: () => Promise.resolve(answer) }),
  });

async function secrets(label = 'Billing'): Promise<readonly { status: string; client_secret: string }[]> {
  const path = `/api/v1/apps/${project.ids[label] ?? ''}/credentials/secrets`;
  return (await ask(project.org, 'GET', path)).body as readonly { status: string; client_secret: string }[];
}

test('a storm of 429 is waited out', async () => {
  project.org.faults.set({ kind: 'rate-limit', path: /credentials\/secrets/, times: 4 });
  const run = await rotate(['billing', 'desk']);
  // Waits of more than five seconds show how far it is.
  expect([run.code, run.stderr.split('\n').at(-2)]).toEqual([0, '2 apps: 2 done']);
  expect((await secrets())[0]?.client_secret).not.toBe(CANARIES.Billing);
}, 60_000);

test('answers that are lost, and errors of the server, are made good', async () => {
  project.org.faults.set(
    { kind: 'lost', method: 'POST', path: /credentials\/secrets$/, times: 1 },
    { kind: 'lost', path: /lifecycle\/deactivate$/, from: 2, times: 1 },
    { kind: 'error', method: 'DELETE', path: /credentials\/secrets/, from: 2, times: 1 },
  );
  const run = await rotate(['billing']);
  expect([run.code, run.stderr]).toEqual([0, '1 app: 1 done\n']);
  expect((await secrets()).map(({ status }) => status)).toEqual(['ACTIVE']);
}, 60_000);

/** A command that keeps what it gets in one file, and prints it. */
function execSink(more: object = {}): SecretSettings {
  const program = join(project.folder, 'store.cjs');
  writeFileSync(
    program,
    `const { readFileSync, writeFileSync, existsSync } = require('node:fs');
    writeFileSync(${JSON.stringify(join(project.folder, 'seen'))}, JSON.stringify([process.argv, process.env]), { flag: 'a' });
    const input = JSON.parse(readFileSync(0, 'utf8'));
    const file = ${JSON.stringify(join(project.folder, 'stored-'))} + input.app;
    const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    if (process.argv[2] === 'read') process.stdout.write(JSON.stringify(kept));
    else writeFileSync(file, JSON.stringify(input.clientSecret === undefined ? { ...kept, ...input } : input));`,
  );
  return { sink: { type: 'exec', write: [process.execPath, program, 'write'], ...more } };
}

test('a command is the sink: it is read back', async () => {
  const settings = execSink({ read: [process.execPath, join(project.folder, 'store.cjs'), 'read'] });
  project.settings({ secrets: settings });
  const run = await rotate(['billing']);
  expect([run.code, run.stderr]).toEqual([0, '1 app: 1 done\n']);
  const stored = JSON.parse(readFileSync(join(project.folder, 'stored-billing'), 'utf8')) as { clientSecret: string };
  expect(stored.clientSecret).toBe((await secrets())[0]?.client_secret);
  // What anyone on the machine can see of a process.
  const seen = readFileSync(join(project.folder, 'seen'), 'utf8');
  expect(seen).toContain('store.cjs');
  expect(seen).not.toContain(stored.clientSecret);
  expect(seen).not.toContain(CANARIES.Billing);
}, 60_000);

test('a command that cannot be read needs a person to retire the old secret', async () => {
  project.settings({ secrets: execSink() });
  const alone = await rotate(['billing']);
  expect(alone.code).toBe(1);
  expect(alone.stderr).toMatch(
    /nothing proves that it has the new secret, and the old secret ocs\w+ is not deactivated/,
  );
  expect((await secrets()).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  const attended = await rotate(['billing'], 'Billing');
  expect([attended.code, attended.stderr]).toEqual([0, '1 app: 1 done\n']);
  expect(attended.stdout).toMatch(/old secret ocs\w+ deactivated by consent of a person, without an overlap\./);
}, 60_000);
