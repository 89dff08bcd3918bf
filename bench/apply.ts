import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Ratio } from './measure';
import { app, each, inOrg, withOrg } from './okta';
import { startStateServer } from './state-server';
import { planAndApply } from './terraform-run';

const APPS = 300;
const ROUNDS = 3;
const MOST_MS_PER_APP = 10;

/** Apply of 300 apps through the endpoint and the local org with a folder, beside Terraform's own time for 300 `terraform_data`. */
export async function apply(): Promise<Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
  const states = await startStateServer();
  const taken: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      taken.theirs.push(await terraformData(join(folder, `data-${round}`), states.url));
      taken.ours.push(await oktaApps(join(folder, `apps-${round}`), states.url));
    }
  } finally {
    await states.close();
    rmSync(folder, { recursive: true });
  }
  const perApp = ((median(taken.ours) - median(taken.theirs)) * 1000) / APPS;
  const name = `apply of ${APPS} apps over ${APPS} terraform_data, beside ${MOST_MS_PER_APP} ms per app`;
  return [{ name, value: perApp, baseline: MOST_MS_PER_APP, unit: 'ms per app', limit: 1 }];
}

function oktaApps(folder: string, states: string): Promise<number> {
  const onDisk = { folder: join(folder, 'org') };
  return withOrg(async (org, env) => {
    const resource = { okta_app_oauth: each(APPS, (name) => app(name)) };
    return (await planAndApply(folder, states, inOrg(org, resource), env)).apply;
  }, onDisk);
}

async function terraformData(folder: string, states: string): Promise<number> {
  const resource = { terraform_data: each(APPS, (input) => ({ input })) };
  return (await planAndApply(folder, states, { resource }, {})).apply;
}
