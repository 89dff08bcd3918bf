import { SIDE_BY_SIDE, type PreparedStack, type Purpose } from './prepared-stack';
import type { ProviderChoice } from '../project/assemble';
import { rm } from 'node:fs/promises';
import type { AssembledStack } from '../project/assembly';
import { backendSecrets, listedEnvironment } from '../terraform/child-environment';
import type { TerraformBinary } from '../terraform/binary';
import { filledIn } from '../project/initial-secrets';
import { restoreInterruptedState } from '../terraform/interrupted-state';
import { secretVariable } from '../shared/stack-manifest';
import { checkDocuments } from './check-documents';
import { providerVariables, realEnvironment } from './credentials';
import type { Runner, StackRun } from '../terraform/invoke';
import { scratchFolder } from '../shared/scratch-folder';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { orgFolderOf, useLocalOrg, type OpenOrg } from './local-org';
import { orgVariables } from '../local/provider/org-variables';
import type { Project } from '../project/find-project';
import { isAttached, lockFilesOf, withCliConfiguration } from './provider-choice';
import { estimateRequests, estimatesText, type Estimate } from './request-budget';

/** Terraform and the stacks that one command runs, until `close`. */
export interface Session {
  readonly runner: Runner;
  readonly stacks: readonly PreparedStack[];
  /** The providers of each stack that is initialized, by its name. */
  readonly initialized: Map<string, readonly string[]>;
  /** What the plans ask of real orgs. */
  readonly estimates: readonly Estimate[];
  /** How many stacks run side by side. */
  readonly atOnce: { readonly plan: number; readonly apply: number };
  close(): Promise<void>;
}

/**
 * Makes everything ready that the stacks need: credentials for those of real orgs; the local org, its endpoint and an
 * empty HOME for those of this machine. Says on stderr what the plans of real orgs ask of them.
 *
 * @throws UserError that names all that is missing, before anything is started.
 */
export async function openSession(
  stacks: readonly AssembledStack[],
  purpose: Purpose,
  tools: { readonly binary: TerraformBinary; readonly project: Project; readonly provider: ProviderChoice },
  io: Io,
): Promise<Session> {
  const { binary, project } = tools;
  const problems = await checkDocuments(stacks, project, io);
  checkReal(stacks, purpose, io);
  const runner = { binary, stop: io.stop };
  const lockFiles = lockFilesOf(stacks, tools);
  const estimates = estimateRequests(stacks, purpose, SIDE_BY_SIDE);
  const atOnce = {
    plan: Math.min(SIDE_BY_SIDE, ...estimates.map(({ pace }) => pace.plan.stacks)),
    apply: Math.min(SIDE_BY_SIDE, ...estimates.map(({ pace }) => pace.apply.stacks)),
  };
  io.stderr.write(estimatesText(estimates));
  const local = stacks.some(({ manifest }) => manifest.local);
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    let target: { readonly org: OpenOrg; readonly home: string } | undefined;
    if (local) {
      const home = await scratchFolder();
      closers.push(() => rm(home, { recursive: true, force: true }));
      const org = await useLocalOrg(await orgFolderOf(project.folder), io);
      closers.push(() => org.close());
      target = { org, home };
    }
    const prepared = (attached: boolean): readonly PreparedStack[] =>
      stacks.map((stack) => {
        const lockFile = stack.manifest.local && attached ? undefined : lockFiles.get(stack.name);
        const run = runOf(stack, purpose, target && { ...target, attached }, io);
        io.secrets?.add(run.secrets);
        const withLock = lockFile === undefined ? run : { ...run, lockFile };
        const estimate = estimates.find(({ environment }) => environment === stack.manifest.environment);
        const documentProblems = problems.get(stack.name) ?? [];
        const own = { purpose, documentProblems, attached: stack.manifest.local && attached };
        return { ...stack, ...own, run: paced(withLock, estimate) };
      });
    for (const { name, folder } of stacks)
      if (await restoreInterruptedState(folder)) io.stderr.write(restoredText(name));
    const attached = local && (await isAttached(tools.provider, prepared(false), runner, io));
    return { runner, stacks: prepared(attached), initialized: new Map(), estimates, atOnce, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function restoredText(name: string): string {
  return `${name}: Terraform was killed while it wrote the state; the state is again what it was before that apply\n`;
}

function runOf(
  { name, folder, manifest }: AssembledStack,
  purpose: Purpose,
  target: { readonly org: OpenOrg; readonly home: string; readonly attached: boolean } | undefined,
  { env }: Io,
): StackRun {
  const { plan, apply } = manifest.credentials;
  const births = filledIn(manifest.birthSecrets, env);
  const secrets = [...Object.values(births), ...backendSecrets(env)];
  if (manifest.local) {
    if (target === undefined) throw new Error(`${name} is local, but no local org was started`);
    const { token, reattach } = target.org;
    const variables = orgVariables(target.org);
    const base = target.attached
      ? listedEnvironment(env, target.home, { variables, reattach: JSON.stringify(reattach) })
      : listedEnvironment(withCliConfiguration(env), target.home, { variables, reattach: undefined });
    return { stack: name, folder, env: { ...base, ...births }, secrets: [...secrets, token] };
  }
  const credential = manifest.credentials[purpose];
  const variables = providerVariables(credential, env) ?? {};
  const base = realEnvironment(env, variables, [secretVariable(plan), secretVariable(apply)]);
  const secret = env[secretVariable(credential)] ?? '';
  return { stack: name, folder, env: { ...base, ...births }, secrets: [...secrets, secret] };
}

/** The run at the pace that its org's limits allow. */
function paced(run: StackRun, estimate: Estimate | undefined): StackRun {
  if (estimate === undefined) return run;
  const { pace, maxApiCapacity } = estimate;
  return {
    ...run,
    parallelism: { plan: pace.plan.parallelism, apply: pace.apply.parallelism },
    env: { ...run.env, TF_VAR_max_api_capacity: String(maxApiCapacity) },
  };
}

/** What has to be right before a real org is touched; all that is wrong at once. */
function checkReal(stacks: readonly AssembledStack[], purpose: Purpose, { env }: Io): void {
  const real = stacks.filter(({ manifest }) => !manifest.local);
  if (real.length === 0) return;
  if (env['TF_REATTACH_PROVIDERS']) {
    const { environment } = (real[0] as AssembledStack).manifest;
    throw new UserError(
      `TF_REATTACH_PROVIDERS is set: Terraform would attach to the provider of a local org, but ${environment} is a ` +
        'real one. Unset it (unset TF_REATTACH_PROVIDERS) and run this again.',
    );
  }
  const missing = new Map<string, string[]>();
  for (const { name, manifest } of real) {
    const credential = manifest.credentials[purpose];
    if (providerVariables(credential, env) !== undefined) continue;
    const what = credential.type === 'api-token' ? 'an API token' : 'the private key of a service app';
    const line =
      `${secretVariable(credential)} is not set: okta-apps ${purpose} takes ${what} for the environment ` +
      `${manifest.environment} from it`;
    missing.set(line, [...(missing.get(line) ?? []), name]);
  }
  if (missing.size > 0) {
    throw new UserError([...missing].map(([line, names]) => `${line} (${names.join(', ')})`).join('\n'));
  }
}
