import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../okta-apps/local/org/server';
import { openClient } from '../okta-apps/okta/client';
import { RequestPace } from '../okta-apps/okta/request-pace';
import { announce } from '../okta-apps/run/local-org';
import type { DeclaredApps } from '../okta-apps/run/declared-apps';
import { rotateApps } from '../okta-apps/secrets/rotate/rotate-apps';
import { stackManifestText, type StackManifest } from '../okta-apps/shared/stack-manifest';
import type { Io } from '../okta-apps/shared/io';
import { appBody } from './app-body';
import { CLI } from './project';
import type { Ratio } from './measure';

const APPS = 200;
const MOST_SECONDS = 10;
/** So that the limits are used up twice, and the last window is short. */
const PACED_APPS = 25;
const PERCENT = 50;
/** Okta's default for `/api/v1/apps`. */
const PER_MINUTE = 100;
const STACK = 'bench-local';
const AT_ONCE = { overlap: '0s', grace: '0s' };

/** Seconds of rotating many apps: with no limits, and with Okta's. */
export async function rotate(): Promise<Ratio[]> {
  return [
    await withApps(APPS, {}, async (org, folder) => {
      const argv = ['rotate', STACK, '--env', 'local', '--skip-synth', '--overlap', '0s', '--grace', '0s'];
      const value = await seconds(() => command(argv, folder));
      const name = `${APPS} apps rotated against the local org, ${org.requests().length} requests`;
      return { name, value, baseline: MOST_SECONDS, unit: 's', limit: 1 };
    }),
    await withApps(PACED_APPS, { rateLimits: 'enterprise' }, async (org, folder) => {
      const before = org.requests().length;
      // The limits count what made the apps, too.
      await new Promise((resolve) => setTimeout(resolve, 61_000));
      const value = await seconds(() => paced(org, folder));
      const requests = org.requests().slice(before);
      if (requests.some(({ status }) => status === 429)) throw new Error('the org refused a request');
      const counted = requests.filter(({ path }) => path.startsWith('/api/v1/apps')).length;
      const baseline = (counted * 60 * 100) / (PER_MINUTE * PERCENT);
      const name = `${PACED_APPS} apps, ${counted} requests at ${PERCENT} % of ${PER_MINUTE} a minute`;
      return { name, value, baseline, unit: 's', limit: 1.1 };
    }),
  ];
}

async function withApps(
  count: number,
  options: Parameters<typeof startOrg>[0],
  work: (org: LocalOrg, folder: string) => Promise<Ratio>,
): Promise<Ratio> {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
  const org = await startOrg(options);
  try {
    const headers = { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' };
    for (let n = 0; n < count; n++) {
      await fetch(`${org.url}/api/v1/apps`, { method: 'POST', headers, body: JSON.stringify(appBody(`app-${n}`)) });
    }
    writeProject(folder, count);
    const data = join(folder, '.okta-local/org');
    mkdirSync(data, { recursive: true });
    await announce(data, { pid: process.pid, kind: 'org', url: org.url, token: org.token, reattach: {} });
    return await work(org, folder);
  } finally {
    await org.close();
    rmSync(folder, { recursive: true });
  }
}

function manifest(): StackManifest {
  const token = { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' } as const;
  return {
    version: 1,
    stack: STACK,
    environment: 'local',
    production: false,
    local: true,
    org: { name: 'local', baseUrl: 'okta.test' },
    approvals: 0,
    credentials: { plan: token, apply: token },
    birthSecrets: [],
    rules: {},
    secrets: { sink: { type: 'dotenv', folder: 'secrets' } },
  };
}

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `app-${n}`);

function writeProject(folder: string, count: number): void {
  const stack = join(folder, 'cdktf.out/stacks', STACK);
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'false' }));
  const stacks = { [STACK]: { name: STACK, workingDirectory: `stacks/${STACK}`, dependencies: [] } };
  writeFileSync(join(folder, 'cdktf.out/manifest.json'), JSON.stringify({ version: '0.21.0', stacks }));
  writeFileSync(join(stack, 'okta-apps.json'), stackManifestText(manifest()));
  const apps = Object.fromEntries(names(count).map((label) => [label, { label }]));
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ resource: { okta_app_oauth: apps } }));
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begin = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begin) / 1e9;
}

/** Not spawnSync: the org lives in this process. */
function command(argv: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...argv], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`okta-apps ${argv.join(' ')} exited with ${String(code)}\n${stderr}`));
    });
  });
}

/** As for an Okta org, which a command reaches over https only. */
async function paced({ url, token }: LocalOrg, folder: string): Promise<void> {
  const own = manifest();
  const apps = names(PACED_APPS).map((app) => ({
    app,
    path: `${STACK}/${app}`,
    address: `okta_app_oauth.${app}`,
    label: app,
    clientId: undefined,
    importId: undefined,
    attributes: {},
    folder: '',
    manifest: own,
  }));
  const output = 'cdktf.out';
  const project = { folder, output, outdir: join(folder, output) } as DeclaredApps['project'];
  const pace = new RequestPace({ percent: PERCENT });
  const client = openClient(url, { type: 'api-token', token }, { timeoutMs: 150_000, pace });
  const never = new AbortController().signal;
  const stop = { asked: never, forced: never };
  const out = { write: () => undefined };
  const io: Io = { stdout: out, stderr: out, env: { PATH: process.env['PATH'] }, cwd: folder, stop };
  const declared = { project, environment: 'local', manifest: own, apps };
  const asked = { names: [STACK], declared, terms: { overlap: 0, grace: 0 }, options: AT_ONCE };
  const code = await rotateApps(asked, { url, client, pace, stop }, io);
  if (code !== 0) throw new Error(`the rotation ended with ${code}`);
}
