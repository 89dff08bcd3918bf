import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg } from '../okta-apps/local/org/server';
import { serveProvider } from '../okta-apps/local/provider/serve';
import { median, type Ratio } from './measure';
import { startStateServer } from './state-server';
import { planAndApply } from './terraform-run';

const APPS = 300;
const ROUNDS = 3;
const MOST_MS_PER_APP = 10;

/** Apply of 300 apps through the endpoint and the local org, beside Terraform's own time for 300 `terraform_data`. */
export async function apply(): Promise<Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
  const states = await startStateServer();
  const taken: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      taken.theirs.push(await terraformData(join(folder, `data-${String(round)}`), states.url));
      taken.ours.push(await oktaApps(join(folder, `apps-${String(round)}`), states.url));
    }
  } finally {
    await states.close();
    rmSync(folder, { recursive: true });
  }
  const perApp = ((median(taken.ours) - median(taken.theirs)) * 1000) / APPS;
  const name = `apply of ${String(APPS)} apps over ${String(APPS)} terraform_data, beside ${String(MOST_MS_PER_APP)} ms per app`;
  return [{ name, value: perApp, baseline: MOST_MS_PER_APP, unit: 'ms per app', limit: 1 }];
}

async function oktaApps(folder: string, states: string): Promise<number> {
  const org = await startOrg();
  const endpoint = await serveProvider({ org });
  try {
    const app = (n: number) => ({
      label: `App ${String(n)}`,
      type: 'web',
      redirect_uris: [`https://app-${String(n)}.harborgoods.net/callback`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      omit_secret: true,
      skip_authentication_policy: true,
    });
    const okta_app_oauth = Object.fromEntries(Array.from({ length: APPS }, (_, n) => [`app-${String(n)}`, app(n)]));
    const configuration = {
      provider: { okta: { http_proxy: org.url, api_token: org.token } },
      resource: { okta_app_oauth },
      terraform: { required_providers: { okta: { source: 'okta/okta' } } },
    };
    const env = { TF_REATTACH_PROVIDERS: JSON.stringify(endpoint.reattach) };
    return (await planAndApply(folder, states, configuration, env)).apply;
  } finally {
    await endpoint.close();
    await org.close();
  }
}

async function terraformData(folder: string, states: string): Promise<number> {
  const terraform_data = Object.fromEntries(Array.from({ length: APPS }, (_, n) => [`d${String(n)}`, { input: n }]));
  return (await planAndApply(folder, states, { resource: { terraform_data } }, {})).apply;
}
