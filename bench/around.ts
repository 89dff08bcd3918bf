import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ratio } from './measure';
import { app, each, inOrg, withOrg } from './okta';
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
      name: `${name} of ${MANY} apps with groups and origins over terraform_data, beside ${FEW}`,
      value: ((figure(many) - figure(many.terraform)) * 1000) / MANY,
      baseline: ((figure(few) - figure(few.terraform)) * 1000) / FEW,
      unit: 'ms per app',
      limit: NOISE,
    });
    return [
      perApp('plan', ({ plan }) => plan),
      perApp('apply', ({ apply }) => apply),
      {
        name: `requests of plan and apply of ${MANY} apps with groups and origins, beside ${FEW}`,
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
  const { requests, ...times } = await withOrg(async (org, env) => {
    const configuration = inOrg(org, resources(await everyone(org), count));
    const before = org.requests().length;
    const taken = await planAndApply(folder, states, configuration, env);
    return { ...taken, requests: org.requests().length - before };
  });
  const resource = { terraform_data: each(RESOURCES * count, (input) => ({ input })) };
  return { ...times, requests, terraform: await planAndApply(`${folder}-data`, states, { resource }, {}) };
}

async function everyone({ url, token }: { readonly url: string; readonly token: string }): Promise<string> {
  const answer = await fetch(`${url}/api/v1/groups?q=Everyone`, { headers: { authorization: `SSWS ${token}` } });
  const [group] = (await answer.json()) as { id: string }[];
  if (group === undefined) throw new Error('the local org has no group Everyone');
  return group.id;
}

function resources(group: string, count: number): object {
  return {
    okta_app_oauth: each(count, (name) => app(name)),
    okta_app_group_assignments: each(count, (name) => ({
      app_id: `\${okta_app_oauth.${name}.id}`,
      group: [{ id: group, priority: 1, profile: '{}' }],
    })),
    okta_trusted_origin: each(count, (name) => ({
      name,
      origin: `https://${name}.harborgoods.net`,
      scopes: ['REDIRECT'],
    })),
  };
}
