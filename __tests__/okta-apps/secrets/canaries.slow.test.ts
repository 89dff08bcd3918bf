import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORG_FOLDER, startLocalOrg, type OpenOrg } from '../../../okta-apps/run/local-org';
import type { StackManifest } from '../../../okta-apps/shared/stack-manifest';
import { CLI } from '../../support/cli-process';
import { fakeProgram } from '../../support/fake-program';
import { gitProject } from '../../support/git-project';
import { localStack, type PlainStack } from '../../support/plain-project';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask } from '../local/org/support/client';
import { formsOf, textsIn, watchProcesses, type Text } from './support/canary-search';

/*
 * Secrets go through the commands, each a process of its own with Terraform's TRACE log. Then everything that was
 * printed and written is searched, and so are the processes meanwhile.
 */

const folder = temporaryFolder();
const INITIAL = { web: 'canary-1-7Hq_x2~4:%?&"Zz', desk: 'canary-2/Lp9+sKd83mQw0Xv' };
const STALE = 'canary-3-vT9_xW2q"Lm7+RzYb5';
const TOO_LONG = `canary-4-kD83mQ/w0Xv+${'hN8wQ4_sFd'.repeat(9)}`;
const TOKEN = 'canary-5-00aKd83mQw0XvLp9sK';
/** Where a secret is allowed to be: the folder of the local org, and the sinks that the user named. */
const EXCEPTIONS = ['.okta-local/org/', 'handed-out/', 'stored-by-exec/'];
const LIMIT_MS = 120_000;

/** Keeps what it gets, as a team's own program would. */
const STORE = `const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const [what] = process.argv.slice(2);
const asked = readFileSync(0, 'utf8');
const file = 'stored-by-exec/' + JSON.parse(asked).app + '.json';
mkdirSync('stored-by-exec', { recursive: true });
let kept = '{}';
try { kept = readFileSync(file, 'utf8'); } catch {}
if (what === 'read') process.stdout.write(kept);
else writeFileSync(file, asked.includes('clientSecret') ? asked : JSON.stringify({ ...JSON.parse(kept), ...JSON.parse(asked) }));
`;

let org: OpenOrg;
let cwd: string;
const printed: Text[] = [];
const processes: Text[] = [];
const codes: string[] = [];

/** A command line as a process of its own. */
async function command(line: string, env: Readonly<Record<string, string>> = {}, killAt?: string): Promise<void> {
  const [HOME, TMPDIR] = [join(cwd, 'home'), join(cwd, 'tmp')];
  const child = spawn(process.execPath, [...CLI, ...line.split(' ')], {
    cwd,
    env: { PATH: process.env['PATH'], HOME, TMPDIR, TF_LOG: 'TRACE', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const watch = watchProcesses(child.pid ?? 0);
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (more: string) => {
      text[stream] += more;
      if (killAt !== undefined && text[stream].includes(killAt)) child.kill('SIGKILL');
    });
  const code = await new Promise((resolve) =>
    child.once('close', (ended) => {
      resolve(ended ?? 'killed');
    }),
  );
  codes.push(`${String(code)} ${line}`);
  clearTimeout(killer);
  processes.push(...watch.stop().map(([place, seen]): Text => [`${line}: ${place}`, seen]));
  printed.push([`${line}: stdout`, text.stdout], [`${line}: stderr`, text.stderr]);
}

function stackOf(more: Partial<StackManifest> = {}): PlainStack {
  const births = Object.keys(INITIAL).map((key) => ({ variable: 'secrets', address: `okta_app_oauth.${key}`, key }));
  const stack = localStack(Object.keys(INITIAL), births);
  const exec = { type: 'exec', write: ['node', 'store.js', 'write'], read: ['node', 'store.js', 'read'] } as const;
  const secrets = { sink: { type: 'dotenv', folder: 'handed-out' }, sinks: { desk: exec } } as const;
  return { ...stack, manifest: { ...stack.manifest, secrets, passVariables: ['TF_LOG'], ...more } };
}

/** How each command is expected to end. */
const CODES = [
  '0 synth',
  '2 plan --env local --provider endpoint',
  '2 plan --env local --provider endpoint --json',
  '1 plan --env local --provider endpoint --no-such-option',
  '1 apply --env local --provider endpoint',
  '0 apply --env local --provider endpoint',
  '0 plan --env local --provider endpoint',
  '2 review',
  '2 review --format json',
  '2 plan --rehearse --env dev',
  '2 plan shop-dev --env dev --provider endpoint',
  '1 doctor --env local',
  '0 credentials web --verify --env local',
  '0 credentials web --json --env local',
  '0 credentials web --format env --env local',
  '0 credentials shop-local --to sink --env local',
  '1 credentials web --reveal --env local',
  'killed rotate web --env local',
  '2 rotate web --plan --env local',
  '2 rotate shop-local --env local',
  '1 rotate web --rollback --yes --env local',
  '0 rotate shop-local --overlap 0s --grace 0s --json --env local',
  '1 plan --env local --provider endpoint --skip-synth',
  '0 quickstart',
];

/** Terraform, whose log is kept: the commands would drop it. */
function tracedTerraform(place: string): string {
  const file = join(place, 'terraform-traced');
  writeFileSync(file, `#!/bin/sh\nexec terraform "$@" 2>>'${join(place, 'trace.log')}'\n`);
  chmodSync(file, 0o700);
  return file;
}

const given = (value: object) => ({ TF_VAR_secrets: JSON.stringify(value) });

test('no secret is in what is printed or written, nor in any process', async () => {
  const project = gitProject(folder.path, { 'shop-local': stackOf(), 'shop-dev': {} });
  cwd = project.folder;
  for (const name of ['home', 'tmp']) mkdirSync(join(cwd, name));
  writeFileSync(join(cwd, 'store.js'), STORE);
  writeFileSync(
    join(cwd, '.gitignore'),
    'cdktf.out\nnode_modules\n.okta-local\nhanded-out\nstored-by-exec\nhome\ntmp\n',
  );
  org = await startLocalOrg(join(cwd, ORG_FOLDER), 'org');
  const traced = tracedTerraform(join(cwd, 'home'));
  const local = '--env local --provider endpoint';
  const env = given(INITIAL);
  try {
    await command('synth', env);
    await command(`plan ${local}`, { ...env, TERRAFORM_BINARY_NAME: traced });
    await command(`plan ${local} --json`, env);
    await command(`plan ${local} --no-such-option`, env);
    await command(`apply ${local}`, given({ ...INITIAL, web: TOO_LONG }));
    await command(`apply ${local}`, { ...env, TERRAFORM_BINARY_NAME: traced });
    await command(`plan ${local}`, given({ ...INITIAL, web: STALE }));
    await command('review', env);
    await command('review --format json', env);
    project.change({ 'shop-local': stackOf(), 'shop-dev': { terraform: { output: { x: { value: 1 } } } } });
    await command('plan --rehearse --env dev', { ...env, ACME_PLAN: TOKEN });
    await command('plan shop-dev --env dev --provider endpoint', { ...env, ACME_PLAN: TOKEN });
    await command('doctor --env local', { ...env, ACME_APPLY: TOKEN });
    for (const line of ['web --verify', 'web --json', 'web --format env', 'shop-local --to sink', 'web --reveal'])
      await command(`credentials ${line} --env local`);
    await command('rotate web --env local', {}, 'second secret');
    for (const line of [
      'web --plan',
      'shop-local',
      'web --rollback --yes',
      'shop-local --overlap 0s --grace 0s --json',
    ])
      await command(`rotate ${line} --env local`);
    const dump = fakeProgram(
      join(cwd, 'home'),
      'terraform-crashes',
      `if (args[0] === 'version') console.log('Terraform v1.12.0\\non linux_amd64');
else { console.log(JSON.stringify(process.env)); console.error('panic: ' + Object.values(process.env).join()); process.exit(11); }`,
    );
    await command(`plan ${local} --skip-synth`, { ...env, TERRAFORM_BINARY_NAME: dump.path });
    // What the test's own program noted.
    rmSync(`${dump.path}.calls`);
    await command('quickstart', env);

    const secrets = await secretsOfOrg();
    const canaries = [...Object.values(INITIAL), STALE, TOO_LONG, TOKEN, org.token, ...secrets];
    const forms = [...new Set(canaries)].flatMap(formsOf);
    const files = textsIn(cwd);
    const texts = [...printed, ...processes, ...files];
    const found = texts.filter(([, text]) => forms.some((form) => text.includes(form))).map(([place]) => place);
    const undeclared = found.filter((place) => !EXCEPTIONS.some((name) => place.startsWith(name)));
    process.stderr.write(
      `canaries: ${new Set(canaries).size} secrets, ${texts.length} places searched (${printed.length} outputs, ` +
        `${processes.length} of processes, ${files.length} files): ${undeclared.length} places. Declared exceptions: ` +
        `${EXCEPTIONS.join(', ')} (${found.length - undeclared.length} places)\n`,
    );
    expect(undeclared).toEqual([]);
    // The search does find what is there.
    for (const name of EXCEPTIONS) expect(found.some((place) => place.startsWith(name))).toBe(true);
    expect(statSync(join(cwd, ORG_FOLDER)).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(cwd, 'home/trace.log'), 'utf8')).toContain('[TRACE]');
    expect(codes).toEqual(CODES);
  } finally {
    await org.close();
  }
}, 900_000);

async function secretsOfOrg(): Promise<readonly string[]> {
  const apps = (await ask(org, 'GET', '/api/v1/apps')).body as readonly { readonly id: string }[];
  const lists = await Promise.all(
    apps.map(async ({ id }) => (await ask(org, 'GET', `/api/v1/apps/${id}/credentials/secrets`)).body),
  );
  return lists.flatMap((list) => (list as { client_secret: string }[]).map(({ client_secret: secret }) => secret));
}
