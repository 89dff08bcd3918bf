import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePlan } from '../okta-apps/review/plan/parse-plan';
import { renderMarkdown } from '../okta-apps/review/render/markdown';
import { review as reviewOf } from '../okta-apps/review/review';
import { startOrg } from '../okta-apps/local/org/server';
import { serveProvider } from '../okta-apps/local/provider/serve';
import { median, type Ratio } from './measure';
import { startStateServer } from './state-server';
import { terraformRun, type Run } from './terraform-run';

const CHANGED = 1_000;
const TIMES_MORE = 10;
const ROUNDS = 5;

/** Parse, review and render of a plan that changes 1,000 apps, beside `terraform show -json` of the same file. */
export async function review(): Promise<Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
  try {
    const { text, seconds } = await plannedUpdates(folder);
    const ours = timeOf(() => {
      reviewText(text);
    });
    const more = manyTimes(text, TIMES_MORE);
    return [
      {
        name: `parse, review and render of ${String(CHANGED)} changed apps, beside terraform show -json`,
        value: ours,
        baseline: seconds,
        unit: 's',
        limit: 1,
      },
      {
        name: `the same of ${String(CHANGED * TIMES_MORE)}, beside ${String(CHANGED)}`,
        value: timeOf(() => {
          reviewText(more);
        }),
        baseline: ours,
        unit: 's',
        limit: TIMES_MORE * 1.1,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function reviewText(text: string): void {
  const plan = parsePlan(text, { secrets: [] });
  const stack = { stack: 'scale-dev', environment: 'dev', production: false, plan };
  renderMarkdown(reviewOf({ today: '2026-01-01', stacks: [stack], rules: {}, secrets: [] }));
}

/** Median seconds; the first run, which compiles, does not count. */
function timeOf(run: () => void): number {
  run();
  const taken = Array.from({ length: ROUNDS }, () => {
    const begin = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - begin) / 1e9;
  });
  return median(taken);
}

/** A plan that changes every app, as JSON, and the seconds that Terraform took to show it. */
async function plannedUpdates(folder: string): Promise<{ readonly text: string; readonly seconds: number }> {
  const org = await startOrg();
  const endpoint = await serveProvider({ org });
  const states = await startStateServer();
  const env = { TF_REATTACH_PROVIDERS: JSON.stringify(endpoint.reattach) };
  const terraform = {
    backend: { http: { address: `${states.url}/review` } },
    required_providers: { okta: { source: 'okta/okta' } },
  };
  const write = (label: string) => {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...configuration(org, label), terraform }));
  };
  try {
    write('App');
    await terraformRun(folder, ['init', '-input=false'], env);
    await terraformRun(folder, ['apply', '-input=false', '-auto-approve'], env);
    write('Application');
    await terraformRun(folder, ['plan', '-input=false', '-out=plan.tfplan'], env);
    const shown: Run[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      shown.push(await terraformRun(folder, ['show', '-json', 'plan.tfplan'], env));
    }
    return { text: shown[0]?.stdout ?? '', seconds: median(shown.map(({ seconds }) => seconds)) };
  } finally {
    await states.close();
    await endpoint.close();
    await org.close();
  }
}

function configuration(org: { readonly url: string; readonly token: string }, label: string): object {
  const app = (n: number) => ({
    label: `${label} ${String(n)}`,
    type: 'web',
    redirect_uris: [`https://app-${String(n)}.harborgoods.net/callback`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    omit_secret: true,
    skip_authentication_policy: true,
  });
  const okta_app_oauth = Object.fromEntries(Array.from({ length: CHANGED }, (_, n) => [`app-${String(n)}`, app(n)]));
  return { provider: { okta: { http_proxy: org.url, api_token: org.token } }, resource: { okta_app_oauth } };
}

/** The same changes at other addresses, so that there are more of them. */
function manyTimes(text: string, times: number): string {
  const plan = JSON.parse(text) as { resource_changes: { address: string; name: string }[] };
  const changes = Array.from({ length: times }, (_, at) =>
    plan.resource_changes.map((change) => ({
      ...change,
      address: `${change.address}-${String(at)}`,
      name: `${change.name}-${String(at)}`,
    })),
  );
  return JSON.stringify({ ...plan, resource_changes: changes.flat() });
}
