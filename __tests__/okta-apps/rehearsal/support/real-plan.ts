import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { serveProvider } from '../../../../okta-apps/local/provider/serve';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import { parseDiagnostics } from '../../../../okta-apps/plan/parse-plan';
import { readPlan } from '../../../../okta-apps/resources/read-plan';
import type { StackInput } from '../../../../okta-apps/review/review-input';
import { orgVariables } from '../../../../okta-apps/local/provider/org-variables';
import { listedEnvironment } from '../../../../okta-apps/terraform/child-environment';
import { StackFailure, type Runner, type StackRun } from '../../../../okta-apps/terraform/invoke';
import { apply, init, plan } from '../../../../okta-apps/terraform/terraform';
import { GROUPS, IMPORTED, POLICIES, type CodeChange } from './code-changes';

type Planned = Pick<StackInput, 'plan' | 'failure' | 'diagnostics'>;

const named = (things: Readonly<Record<string, string>>) => Object.entries(things).map(([name, id]) => ({ name, id }));

/**
 * Plans a change as `okta-apps apply` and then `okta-apps plan` do it, in an org where the base was really applied and
 * which was not made for the change.
 *
 * @param parent Where its folders go.
 */
export async function realPlan(change: CodeChange, parent: string, runner: Runner): Promise<Planned> {
  const org = await startOrg({ seed: { groups: named(GROUPS), policies: named(POLICIES) }, customDomain: true });
  const endpoint = await serveProvider({ org });
  try {
    const stack = (name: string) => workspace(join(mkdtempSync(join(parent, 'real-')), name), org, endpoint.reattach);
    if (change.console !== undefined) await applied(stack('console'), change.console, runner);
    const shop = stack('shop');
    for (const document of [change.earlier, change.base]) {
      if (document !== undefined) await applied(shop, document, runner);
    }
    return await planned(shop, change.head, await madeByHand(org), runner);
  } finally {
    await endpoint.close();
    await org.close();
  }
}

function workspace(folder: string, { url, token }: LocalOrg, reattach: object): StackRun {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const env = listedEnvironment({ PATH: process.env['PATH'] }, home, {
    variables: orgVariables({ url, token }),
    reattach: JSON.stringify(reattach),
  });
  return { stack: 'shop', folder, env, secrets: [token] };
}

/** The stack of another org becomes one of this machine: its state is a file, its provider is attached. */
function write({ folder }: StackRun, document: JsonObject): void {
  const terraform = { required_providers: { okta: { source: 'okta/okta' } } };
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ ...document, terraform, provider: { okta: [{}] } }));
}

async function applied(run: StackRun, document: JsonObject, runner: Runner): Promise<void> {
  write(run, document);
  await init(runner, run);
  const saved = await plan(runner, run);
  if (saved.outcome === 'none') return;
  const { failed, diagnostics } = await apply(runner, run, saved);
  if (failed) throw new Error(`the base cannot be applied: ${JSON.stringify(diagnostics)}`);
}

async function planned(run: StackRun, head: JsonObject, byHand: string, runner: Runner): Promise<Planned> {
  const options = { secrets: run.secrets };
  write(run, JSON.parse(JSON.stringify(head).replaceAll(IMPORTED, byHand)) as JsonObject);
  try {
    await init(runner, run);
    const { json = { format_version: '1.2' }, diagnostics } = await plan(runner, run);
    const text = JSON.stringify(json).replaceAll(byHand, IMPORTED);
    return { plan: readPlan(text, options), diagnostics: parseDiagnostics(diagnostics, options) };
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    return { diagnostics: parseDiagnostics(error.diagnostics, options) };
  }
}

/** The id that the org gave to the app of `console`. */
async function madeByHand({ url, token }: LocalOrg): Promise<string> {
  const answer = await fetch(`${url}/api/v1/apps`, { headers: { authorization: `SSWS ${token}` } });
  const apps = (await answer.json()) as { id: string; label: string }[];
  return apps.find(({ label }) => label === 'Storefront')?.id ?? IMPORTED;
}
