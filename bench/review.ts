import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlan } from '../okta-apps/resources/read-plan';
import { renderMarkdown } from '../okta-apps/review/render/markdown';
import { review as reviewOf } from '../okta-apps/review/review';
import { median, type Ratio } from './measure';
import { app, each, inOrg, withOrg } from './okta';
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
        name: `parse, review and render of ${CHANGED} changed apps, beside terraform show -json`,
        value: ours,
        baseline: seconds,
        unit: 's',
        limit: 1,
      },
      {
        name: `the same of ${CHANGED * TIMES_MORE}, beside ${CHANGED}`,
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
  const plan = readPlan(text, { secrets: [] });
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
  const states = await startStateServer();
  try {
    return await withOrg(async (org, env) => {
      const run = (...args: string[]) => terraformRun(folder, args, env);
      const write = (label: string) => {
        const apps = each(CHANGED, (name) => app(name, `${label} ${name}`));
        const { terraform, ...configuration } = inOrg(org, { okta_app_oauth: apps });
        const backend = { http: { address: `${states.url}/review` } };
        writeFileSync(
          join(folder, 'main.tf.json'),
          JSON.stringify({ ...configuration, terraform: { ...terraform, backend } }),
        );
      };
      write('App');
      await run('init', '-input=false');
      await run('apply', '-input=false', '-auto-approve');
      write('Application');
      await run('plan', '-input=false', '-out=plan.tfplan');
      const shown: Run[] = [];
      for (let round = 0; round < ROUNDS; round++) shown.push(await run('show', '-json', 'plan.tfplan'));
      return { text: shown[0]?.stdout ?? '', seconds: median(shown.map(({ seconds }) => seconds)) };
    });
  } finally {
    await states.close();
  }
}

/** The same changes at other addresses, so that there are more of them. */
function manyTimes(text: string, times: number): string {
  const plan = JSON.parse(text) as { resource_changes: { address: string; name: string }[] };
  const changes = Array.from({ length: times }, (_, at) =>
    plan.resource_changes.map((change) => ({
      ...change,
      address: `${change.address}-${at}`,
      name: `${change.name}-${at}`,
    })),
  );
  return JSON.stringify({ ...plan, resource_changes: changes.flat() });
}
