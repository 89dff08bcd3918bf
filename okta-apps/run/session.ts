import { SIDE_BY_SIDE, type PreparedStack, type Purpose } from './prepared-stack';
import type { ProviderChoice } from '../project/assemble';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { AssembledStack } from '../project/assembly';
import type { Inspections, StackInspection } from '../project/inspect-stacks';
import { backendSecrets, ignoredVariables, listedEnvironment } from '../terraform/child-environment';
import type { TerraformBinary } from '../terraform/binary';
import { environmentName, fillIn } from '../project/initial-secrets';
import { restoreInterruptedState } from '../terraform/interrupted-state';
import { secretVariable, type StackManifest } from '../shared/stack-manifest';
import type { Diagnostic } from '../plan/diagnostics';
import { checkAccess } from './check-access';
import { checkChosenSecrets } from './check-chosen-secrets';
import { checkDocuments } from './check-documents';
import { ignoredFilesText } from './ignored-files';
import { errorAdvice } from './error-advice';
import { backendOf, configurationOf, makeRunFolder, runFolderOf, stateFileOf } from './run-folder';
import { providerVariables, realEnvironment } from './credentials';
import type { Runner, StackRun } from '../terraform/invoke';
import { makeTerraformHome, type TerraformHome } from '../terraform/terraform-home';
import { scratchFolder } from '../shared/scratch-folder';
import { UserError } from '../shared/errors';
import { textsInside } from '../shared/json';
import { readPlaces } from '../project/stack-places';
import type { Io } from '../shared/io';
import { missingGroups } from '../rehearsal/local-groups';
import { orgFolderOf, useLocalOrg, type OpenOrg } from './local-org';
import { notServed } from './not-served';
import { everyGroup, plantSeed } from './plant-seed';
import { resourcesInState } from './state-resources';
import { mergedSeed } from '../shared/environment-seed';
import { orgVariables } from '../local/provider/org-variables';
import type { Project } from '../project/find-project';
import { isAttached, lockFilesOf } from './provider-choice';
import { estimateRequests, estimatesText, type Estimate } from './request-budget';

/** Terraform and the stacks that one command runs, until `close`. */
export interface Session {
  readonly runner: Runner;
  readonly stacks: readonly PreparedStack[];
  /** The providers of each stack that is initialized, by its name. */
  readonly initialized: Map<string, readonly string[]>;
  /** How many requests the plans make to Okta orgs. */
  readonly estimates: readonly Estimate[];
  /** How many stacks run side by side. */
  readonly atOnce: { readonly plan: number; readonly apply: number };
  close(): Promise<void>;
}

/**
 * Makes everything ready that the stacks need: credentials for those of Okta orgs; the local org, its endpoint and an
 * empty HOME for those of this machine. Says on stderr how many requests the plans make to Okta orgs.
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
  const inspections = await checkDocuments(stacks, project, io);
  checkAccess(stacks, purpose, io);
  checkChosenSecrets(stacks, purpose, io);
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
    const folder = await scratchFolder();
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const home = await makeTerraformHome(io.env, folder);
    io.stderr.write(ignoredText(stacks, io.env) + ignoredFilesText(project));
    let target: LocalTarget | undefined;
    if (local) {
      const empty = await scratchFolder();
      closers.push(() => rm(empty, { recursive: true, force: true }));
      const org = await useLocalOrg(await orgFolderOf(project.folder), io);
      closers.push(() => org.close());
      target = { org, empty };
    }
    const inspected = stacks.map((stack) => {
      const inspection = inspectionOf(stack, inspections);
      return { stack, inspection, configuration: configurationOf(inspection) };
    });
    if (target !== undefined) await prepareOrg(target.org, inspected);
    const prepared = (attached: boolean): readonly PreparedStack[] =>
      inspected.map(({ stack, inspection, configuration }) => {
        const isLocal = stack.manifest.local;
        // Also where the code needs no provider: a state could name one, and Terraform would install it.
        const lockFile = isLocal && attached ? undefined : (lockFiles.get(stack.name) ?? (isLocal ? undefined : ''));
        const run = runOf(
          { ...stack, inspection, configuration },
          purpose,
          { home, local: target && { ...target, attached } },
          io,
        );
        io.secrets?.add(run.secrets);
        const withLock = lockFile === undefined ? run : { ...run, lockFile };
        const estimate = estimates.find(({ environment }) => environment === stack.manifest.environment);
        const own = { purpose, inspection, attached: stack.manifest.local && attached };
        return { ...stack, ...own, run: paced(withLock, estimate) };
      });
    for (const { stack, inspection, configuration } of inspected) {
      const folder = await makeRunFolder(stack, inspection.document, configuration);
      const isRestored = await restoreInterruptedState(stateFileOf(inspection.document, folder));
      if (isRestored) io.stderr.write(restoredText(stack.name));
    }
    const attached = local && (await isAttached(tools.provider, prepared(false), runner, io));
    if (attached) refuseUnserved(inspected);
    return { runner, stacks: prepared(attached), initialized: new Map(), estimates, atOnce, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Inspected {
  readonly stack: AssembledStack;
  readonly inspection: StackInspection;
}

/**
 * Makes the local org hold what the environments say of it.
 *
 * @throws UserError that names every group that a stack looks up and the org does not have.
 */
async function prepareOrg(org: OpenOrg, inspected: readonly Inspected[]): Promise<void> {
  const local = inspected.filter(({ stack }) => stack.manifest.local);
  await plantSeed(org, mergedSeed(local.map(({ stack }) => stack.manifest.seed)));
  const stacks = local.map(({ stack: { name, folder }, inspection: { document } }) => ({
    name,
    document,
    places: readPlaces(folder),
  }));
  const missing = missingGroups(stacks, [...(await everyGroup(org)).keys()]);
  if (missing.length > 0) throw new UserError(missing.join('\n'));
}

/** @throws UserError that names what the local provider does not serve. */
function refuseUnserved(inspected: readonly Inspected[]): void {
  const found = inspected
    .filter(({ stack }) => stack.manifest.local)
    .flatMap(({ stack, inspection: { document } }) => {
      const state = resourcesInState(stateFileOf(document, runFolderOf(stack)));
      return notServed(stack.name, document, state) ?? [];
    });
  if (found.length > 0) throw new UserError(found.join('\n'));
}

function inspectionOf({ name }: AssembledStack, inspections: Inspections): StackInspection {
  const inspection = inspections.get(name);
  if (inspection === undefined) throw new Error(`${name} was not checked`);
  return inspection;
}

function restoredText(name: string): string {
  return `${name}: Terraform was killed while it wrote the state; the state is again what it was before that apply\n`;
}

interface LocalTarget {
  readonly org: OpenOrg;
  /** An empty folder. */
  readonly empty: string;
}

/** What people set for Terraform and it does not get, by name: without that it would seem to have done nothing. */
function ignoredText(stacks: readonly AssembledStack[], env: Io['env']): string {
  const used = stacks.flatMap(({ manifest: { passVariables = [], birthSecrets, providerAliases = [] } }) => [
    ...passVariables,
    ...[...birthSecrets, ...providerAliases].map(({ variable }) => environmentName(variable)),
  ]);
  const names = ignoredVariables(env, used);
  if (names.length === 0) return '';
  return `Not passed to Terraform: ${names.join(', ')}. An environment in env/ lists what it passes, in passVariables.\n`;
}

/** okta/okta takes an org and a credential from such a file, before its provider block. */
function refuseOktaFiles(name: string, folder: string): void {
  const found = ['.okta.yaml', '.okta/okta.yaml']
    .map((file) => path.join(folder, file))
    .find((file) => existsSync(file));
  if (found === undefined) return;
  throw new UserError(`${name}: ${found} would decide which org okta/okta uses, and with which credential; remove it`);
}

function runOf(
  stack: AssembledStack & Pick<PreparedStack, 'inspection'> & Required<Pick<StackRun, 'configuration'>>,
  purpose: Purpose,
  places: {
    readonly home: TerraformHome;
    readonly local: (LocalTarget & { readonly attached: boolean }) | undefined;
  },
  { env }: Io,
): StackRun {
  const { name, manifest, inspection, configuration } = stack;
  refuseOktaFiles(name, stack.folder);
  const folder = runFolderOf(stack);
  const backend = backendOf(inspection.document);
  const place = {
    stack: name,
    folder,
    configuration,
    deployFolder: stack.folder,
    stateFile: stateFileOf(inspection.document, folder),
    advise: (error: Diagnostic) => errorAdvice(error, stack, { backend, env, document: inspection.document }),
  };
  const births = { ...fillIn(manifest.birthSecrets, env), ...aliasTokens(manifest, env) };
  const values = Object.values(births);
  const secrets = [...values, ...values.flatMap(textsInside), ...backendSecrets(env)];
  const reads = { backend, passed: manifest.passVariables ?? [] };
  if (manifest.local) {
    if (places.local === undefined) throw new Error(`${name} is local, but no local org was started`);
    const { org, empty, attached } = places.local;
    const variables = orgVariables(org);
    const base = attached
      ? listedEnvironment(env, empty, { ...reads, variables, reattach: JSON.stringify(org.reattach) })
      : listedEnvironment(env, empty, { ...reads, variables, cliConfiguration: places.home.cliConfiguration });
    return { ...place, env: { ...base, ...births }, secrets: [...secrets, org.token] };
  }
  const credential = manifest.credentials[purpose];
  const base = realEnvironment(env, places.home, providerVariables(credential, env) ?? {}, reads);
  const secret = env[secretVariable(credential)] ?? '';
  return { ...place, env: { ...base, ...births }, secrets: [...secrets, secret] };
}

/** The tokens of further blocks of okta/okta; Terraform itself says which is not set. */
function aliasTokens({ providerAliases = [] }: StackManifest, env: Io['env']): Readonly<Record<string, string>> {
  const names = providerAliases.map(({ variable }) => environmentName(variable));
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
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
