import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './support/temporary-folder';

const ROOT = join(__dirname, '..');
const BOUND = 240_000;
const folder = temporaryFolder();

interface Ready {
  readonly url: string;
  readonly token: string;
  readonly reattach: object;
}

let org: ChildProcess | undefined;
let cdktf = '';
let env: NodeJS.ProcessEnv = {};

/** The first line that the command prints, which must come within a minute. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('okta-apps org did not get ready'));
    }, 60_000);
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text);
    });
  });
}

/** Runs the pinned cdktf-cli without a terminal. */
function run(...args: string[]): string {
  return execFileSync(cdktf, args, { cwd: folder.path, encoding: 'utf8', env, timeout: BOUND, stdio: 'pipe' });
}

beforeAll(async () => {
  execFileSync('node', [join(ROOT, 'scripts', 'set-up.mjs')], { stdio: 'pipe' });
  const find = ['exec', '--yes', '--package=cdktf-cli@0.21.0', '-c', 'command -v cdktf'];
  cdktf = execFileSync('npm', find, { cwd: ROOT, encoding: 'utf8', timeout: BOUND, stdio: 'pipe' }).trim();
  for (const name of ['main.ts', 'env', 'stacks', 'constructs', 'rules', 'okta-apps', 'package.json', 'cdktf.json']) {
    cpSync(join(ROOT, name), join(folder.path, name), { recursive: true });
  }
  for (const name of ['node_modules', 'dist']) symlinkSync(join(ROOT, name), join(folder.path, name));
  const command = [join(ROOT, 'dist/okta-apps/cli/main.js'), 'org', '--data', join(folder.path, 'org'), '--json'];
  org = spawn('node', command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { url, token, reattach } = JSON.parse(await firstLine(org)) as Ready;
  env = {
    ...process.env,
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    OKTA_ENV: 'local',
    OKTA_HTTP_PROXY: url,
    OKTA_API_TOKEN: token,
    TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
  };
}, BOUND);

afterAll(async () => {
  const ended = new Promise((resolve) => org?.once('exit', resolve));
  org?.kill('SIGTERM');
  await ended;
});

describe('plain cdktf, without a terminal', () => {
  it('synthesizes what okta-apps synthesizes', () => {
    run('synth');
    const theirs = readFileSync(join(folder.path, 'cdktf.out/stacks/storefront-local/cdk.tf.json'), 'utf8');
    execFileSync('node', [join(ROOT, 'dist/okta-apps/cli/main.js'), 'synth', '--env', 'local'], { cwd: folder.path });
    expect(readFileSync(join(folder.path, 'cdktf.out/stacks/storefront-local/cdk.tf.json'), 'utf8')).toBe(theirs);
  });

  it(
    'plans and deploys a local stack, and then finds nothing to change',
    () => {
      expect(run('diff', 'storefront-local', '--skip-provider-lock')).toContain('2 to add, 0 to change, 0 to destroy.');
      run('deploy', 'storefront-local', '--auto-approve', '--skip-provider-lock');
      expect(existsSync(join(folder.path, '.okta-local/state/storefront-local.tfstate'))).toBe(true);
      expect(run('diff', 'storefront-local', '--skip-provider-lock')).toContain('no changes are needed');
    },
    BOUND,
  );
});
