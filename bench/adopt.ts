import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg } from '../okta-apps/local/org/server';
import { serveProvider } from '../okta-apps/local/provider/serve';
import { announce, ORG_FOLDER } from '../okta-apps/run/local-org';
import { appBody } from './app-body';
import type { Ratio } from './measure';
import { CLI, projectCopy } from './project';

const APPS = 300;
const MOST_SECONDS = 60;
const TEAM = 'adopted';

/** Seconds from apps of an org to their code, its proof, its synth and its plan. */
export async function adopt(): Promise<Ratio[]> {
  const folder = projectCopy();
  const org = await startOrg();
  const endpoint = await serveProvider({ org });
  try {
    const apps = await makeApps(org);
    writeFileSync(join(folder, 'apps.json'), JSON.stringify(apps));
    const data = join(folder, ORG_FOLDER);
    mkdirSync(data, { recursive: true });
    const { url, token } = org;
    await announce(data, { pid: process.pid, kind: 'org', url, token, reattach: endpoint.reattach });
    const begin = process.hrtime.bigint();
    await command(['adopt', 'apps.json', '--stack', TEAM, '--env', 'local'], folder, [0]);
    await command(['plan', `${TEAM}-local`, '--env', 'local', '--provider', 'endpoint'], folder, [2, 3]);
    const value = Number(process.hrtime.bigint() - begin) / 1e9;
    const name = `${APPS} apps adopted, proven, synthesized and planned`;
    return [{ name, value, baseline: MOST_SECONDS, unit: 's', limit: 1 }];
  } finally {
    await endpoint.close();
    await org.close();
    rmSync(folder, { recursive: true });
  }
}

async function makeApps({ url, token }: { readonly url: string; readonly token: string }): Promise<readonly unknown[]> {
  const headers = { authorization: `SSWS ${token}`, 'content-type': 'application/json' };
  const apps: unknown[] = [];
  for (let n = 0; n < APPS; n++) {
    const made = await fetch(`${url}/api/v1/apps`, {
      method: 'POST',
      headers,
      body: JSON.stringify(bodyOf(n)),
    });
    const { id } = (await made.json()) as { readonly id: string };
    apps.push(await (await fetch(`${url}/api/v1/apps/${id}`, { headers })).json());
  }
  return apps;
}

/** Each is served from a host of its own. */
function bodyOf(n: number): object {
  const text = JSON.stringify(appBody(`app ${n}`));
  return JSON.parse(text.replace('shop.harborgoods.net', `app-${n}.bench.example`)) as object;
}

/** Not spawnSync: the org lives in this process. */
function command(argv: readonly string[], cwd: string, codes: readonly number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...argv], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('close', (code) => {
      if (codes.includes(code ?? -1)) resolve();
      else reject(new Error(`okta-apps ${argv.join(' ')} exited with ${String(code)}\n${stderr}`));
    });
  });
}
