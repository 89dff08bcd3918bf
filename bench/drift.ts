import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../okta-apps/local/org/server';
import { announce } from '../okta-apps/run/local-org';
import { stackManifestText, type StackManifest } from '../okta-apps/shared/stack-manifest';
import { appBody } from './app-body';
import { CLI } from './project';
import type { Ratio } from './measure';

const APPS = 1000;
const MOST_SECONDS = 2;
const MOST_REQUESTS = 10;
const STACK = 'bench-local';

/** Seconds and requests of drift over many apps, one of them changed by hand. */
export async function drift(): Promise<Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
  const org = await startOrg();
  try {
    const ids: string[] = [];
    for (let n = 0; n < APPS; n++) ids.push(await create(org, n));
    await writeProject(folder, org, ids);
    const before = org.requests().length;
    const start = performance.now();
    await command(['drift', '--env', 'local', '--skip-synth'], folder);
    const seconds = (performance.now() - start) / 1000;
    // The command asks first whether the org answers.
    const requests = org.requests().length - before;
    return [
      { name: `drift of ${APPS} apps`, value: seconds, baseline: MOST_SECONDS, unit: 's', limit: 1 },
      {
        name: `${requests} requests of a drift of ${APPS} apps`,
        value: requests / APPS,
        baseline: MOST_REQUESTS / APPS,
        unit: 'requests per app',
        limit: 1,
      },
    ];
  } finally {
    await org.close();
    rmSync(folder, { recursive: true });
  }
}

async function create(org: LocalOrg, n: number): Promise<string> {
  const headers = { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(appBody(`app-${n}`, { client_id: `client-${n}` }));
  const answer = await fetch(`${org.url}/api/v1/apps`, { method: 'POST', headers, body });
  return ((await answer.json()) as { id: string }).id;
}

async function writeProject(folder: string, org: LocalOrg, ids: readonly string[]): Promise<void> {
  const stack = join(folder, 'cdktf.out/stacks', STACK);
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: 'false' }));
  const stacks = { [STACK]: { name: STACK, workingDirectory: `stacks/${STACK}`, dependencies: [] } };
  writeFileSync(join(folder, 'cdktf.out/manifest.json'), JSON.stringify({ version: '0.21.0', stacks }));
  const apps = ids.map((_, n) => [
    `app-${n}`,
    {
      label: n === 0 ? 'another label' : `app-${n}`,
      type: 'web',
      client_id: `client-${n}`,
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: ['https://shop.harborgoods.net/callback'],
      implicit_assignment: true,
      issuer_mode: 'DYNAMIC',
    },
  ]);
  const backend = { local: { path: '../../../state.tfstate' } };
  const document = { terraform: { backend }, resource: { okta_app_oauth: Object.fromEntries(apps) as object } };
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify(document, null, 2));
  const token = { type: 'api-token', tokenVariable: 'OKTA_API_TOKEN' } as const;
  const manifest: StackManifest = {
    version: 1,
    ...{ stack: STACK, environment: 'local', production: false, local: true, approvals: 0 },
    ...{ org: { name: 'local', baseUrl: 'okta.test' }, credentials: { plan: token, apply: token } },
    ...{ birthSecrets: [], rules: {} },
  };
  writeFileSync(join(stack, 'okta-apps.json'), stackManifestText(manifest));
  const resources = ids.map((id, n) => ({
    ...{ mode: 'managed', type: 'okta_app_oauth', name: `app-${n}`, instances: [{ attributes: { id } }] },
  }));
  writeFileSync(join(folder, 'state.tfstate'), JSON.stringify({ version: 4, resources }));
  const data = join(folder, '.okta-local/org');
  mkdirSync(data, { recursive: true });
  await announce(data, { pid: process.pid, kind: 'org', url: org.url, token: org.token, reattach: {} });
}

/** Drift is what is looked for: the command ends with 2. */
async function command(argv: readonly string[], cwd: string): Promise<void> {
  const child = spawn(process.execPath, [CLI, ...argv], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 2) throw new Error(`okta-apps ${argv.join(' ')} ended with ${String(code)}: ${said}`);
}
