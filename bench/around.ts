import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg } from '../okta-apps/local/org/server';
import { serveProvider } from '../okta-apps/local/provider/serve';
import type { Ratio } from './measure';
import { startStateServer } from './state-server';
import { planAndApply, type Times } from './terraform-run';

const FEW = 100;
const MANY = 1_000;
/** Time per app is constant; the rest is noise of a shared machine. */
const NOISE = 1.25;

/** Resources of each app: itself, its groups, its origin. */
const RESOURCES = 3;

interface Sample extends Times {
  readonly requests: number;
  /** Terraform's own time for as many `terraform_data`, which grows with the square of their number. */
  readonly terraform: Times;
}

/** Plan and apply of apps with a group and a trusted origin each: what one app costs must not grow with their number. */
export async function around(): Promise<Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
  const states = await startStateServer();
  try {
    const few = await sample(join(folder, 'few'), states.url, FEW);
    const many = await sample(join(folder, 'many'), states.url, MANY);
    const perApp = (name: string, figure: (times: Times) => number): Ratio => ({
      name: `${name} of ${String(MANY)} apps with groups and origins over terraform_data, beside ${String(FEW)}`,
      value: ((figure(many) - figure(many.terraform)) * 1000) / MANY,
      baseline: ((figure(few) - figure(few.terraform)) * 1000) / FEW,
      unit: 'ms per app',
      limit: NOISE,
    });
    return [
      perApp('plan', ({ plan }) => plan),
      perApp('apply', ({ apply }) => apply),
      {
        name: `requests of plan and apply of ${String(MANY)} apps with groups and origins, beside ${String(FEW)}`,
        value: many.requests / MANY,
        baseline: few.requests / FEW,
        unit: 'requests per app',
        limit: 1,
      },
    ];
  } finally {
    await states.close();
    rmSync(folder, { recursive: true });
  }
}

async function sample(folder: string, states: string, count: number): Promise<Sample> {
  const org = await startOrg();
  const endpoint = await serveProvider({ org });
  try {
    const group = await everyone(org);
    const env = { TF_REATTACH_PROVIDERS: JSON.stringify(endpoint.reattach) };
    const before = org.requests().length;
    const times = await planAndApply(folder, states, configuration(org, group, count), env);
    const requests = org.requests().length - before;
    return { ...times, requests, terraform: await terraformData(`${folder}-data`, states, RESOURCES * count) };
  } finally {
    await endpoint.close();
    await org.close();
  }
}

function terraformData(folder: string, states: string, count: number): Promise<Times> {
  const terraform_data = Object.fromEntries(Array.from({ length: count }, (_, n) => [`d${String(n)}`, { input: n }]));
  return planAndApply(folder, states, { resource: { terraform_data } }, {});
}

async function everyone({ url, token }: { readonly url: string; readonly token: string }): Promise<string> {
  const answer = await fetch(`${url}/api/v1/groups?q=Everyone`, { headers: { authorization: `SSWS ${token}` } });
  const [group] = (await answer.json()) as { id: string }[];
  if (group === undefined) throw new Error('the local org has no group Everyone');
  return group.id;
}

function configuration(org: { readonly url: string; readonly token: string }, group: string, count: number) {
  const names = Array.from({ length: count }, (_, n) => `app-${String(n)}`);
  const each = (make: (name: string) => object) => Object.fromEntries(names.map((name) => [name, make(name)]));
  return {
    provider: { okta: { http_proxy: org.url, api_token: org.token } },
    terraform: { required_providers: { okta: { source: 'okta/okta' } } },
    resource: {
      okta_app_oauth: each((name) => ({
        label: name,
        type: 'web',
        redirect_uris: [`https://${name}.harborgoods.net/callback`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        omit_secret: true,
        skip_authentication_policy: true,
      })),
      okta_app_group_assignments: each((name) => ({
        app_id: `\${okta_app_oauth.${name}.id}`,
        group: [{ id: group, priority: 1, profile: '{}' }],
      })),
      okta_trusted_origin: each((name) => ({
        name,
        origin: `https://${name}.harborgoods.net`,
        scopes: ['REDIRECT'],
      })),
    },
  };
}
