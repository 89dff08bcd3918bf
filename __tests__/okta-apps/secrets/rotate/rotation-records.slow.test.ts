import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretSettings } from '../../../../okta-apps/shared/secret-settings';
import { ask } from '../../local/org/support/client';
import { secretsProject, type SecretsProject } from '../support/secrets-project';
import { runCli, type CliRun } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
let project: SecretsProject;
beforeEach(async () => {
  project = await secretsProject(folder.path);
  project.settings({ secrets: SECRETS });
});
afterEach(() => project.close());

const SECRETS: SecretSettings = { sink: { type: 'dotenv', folder: 'handed-out' } };
const AT_ONCE = ['--overlap', '0s', '--grace', '0s'];

const rotate = (argv: readonly string[], answer?: string, env = {}): Promise<CliRun> =>
  runCli(['rotate', ...argv, '--env', 'local', '--skip-synth'], {
    cwd: project.folder,
    env: { HOME: project.folder, ...env },
    ...(answer !== undefined && { ask: () => Promise.resolve(answer) }),
  });

async function listed(): Promise<unknown> {
  return (await ask(project.org, 'GET', `/api/v1/apps/${project.ids['Billing'] ?? ''}/credentials/secrets`)).body;
}

const recordOf = (file: string) =>
  readFileSync(join(project.folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('are in the records of the stack and in the file of the environment, with or without --json', async () => {
  project.settings({ secrets: SECRETS, records: 'audit/rotations.jsonl' });
  const text = await rotate(['billing', ...AT_ONCE], undefined, { GITHUB_ACTOR: 'mona' });
  const json = await rotate(['billing', ...AT_ONCE, '--json']);
  expect([text.code, json.code]).toEqual([0, 0]);
  const lines = recordOf('audit/rotations.jsonl');
  expect(recordOf('cdktf.out/records/shop-local.jsonl')).toEqual(lines);
  const [first] = lines;
  expect(first).toEqual({
    kind: 'okta-apps rotation record',
    version: 1,
    time: expect.any(String) as string,
    by: 'mona',
    run: expect.any(String) as string,
    environment: 'local',
    app: 'shop-local/billing',
    clientId: 'billing-local',
    phase: 'announced',
  });
  const phases = ['announced', 'added', 'handed-out', 'verified', 'deactivated', 'verified', 'deleted', 'done'];
  expect(lines.map(({ phase }) => phase)).toEqual([...phases, ...phases]);
  const printed = json.stdout.trim().split('\n');
  expect(lines.slice(phases.length).map(({ kind, version, ...line }) => [kind, version, JSON.stringify(line)])).toEqual(
    printed.map((line) => ['okta-apps rotation record', 1, line]),
  );
  expect(project.places(text, ['handed-out'])).toEqual([]);
});

test('a plan and a refused rotation have none; a file that cannot be appended to stops it before anything is changed', async () => {
  const before = await listed();
  expect((await rotate(['billing', '--plan'])).code).toBe(2);
  expect((await rotate(['billing', '--now'], 'no')).code).toBe(1);
  expect(existsSync(join(project.folder, 'cdktf.out/records'))).toBe(false);
  project.settings({ secrets: SECRETS, records: 'cdktf.json/rotations.jsonl' });
  const { code, stdout, stderr } = await rotate(['billing', ...AT_ONCE]);
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'The record of the rotation could not be written: cdktf.json/rotations.jsonl (EEXIST)\n' +
      'Nothing was rotated. Make these files writable for this user, or specify another file in env/ (records)\n',
  });
  expect(await listed()).toEqual(before);
});

test('with a given folder, they are beside it, and the same folder can be given again', async () => {
  const again = () => project.okta(['rotate', 'billing', '--env', 'local', '--assembly', 'cdktf.out', ...AT_ONCE]);
  expect([await again(), await again()]).toMatchObject([{ code: 0 }, { code: 0 }]);
  expect(existsSync(join(project.folder, 'cdktf.out/records'))).toBe(false);
  expect(recordOf('okta-apps-records/shop-local.jsonl').filter(({ phase }) => phase === 'done')).toHaveLength(2);
});
