import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { indented, isRefusal, type Diagnostic } from '../plan/diagnostics';
import { agreedOutcome, checkSuccess } from './agreed-outcome';
import { INIT_HINTS, initFault, inOneLine } from './init-fault';
import { failure, runPlain, runUi, saidOnStderr, StackFailure, type Runner, type StackRun } from './invoke';
import { dataOfLastApply } from './last-data';
import { LOCK_FILE } from '../plan/lock-file';
import { changesIn } from '../plan/plan-json';
import { installedModules, otherConfiguration } from './plan-configuration';
import { digestOfFile, NO_FILE, PLAN_FILE, planFault, type SavedPlan } from './saved-plan';
import { parseAnswer, showPlan } from './show-plan';
import { erroredStateIn, howToPush, LOCK_SECONDS } from './state-diagnostics';

/** What an apply did, also when it failed half way. */
export interface Applied {
  /** What was done, in that order; `action` is Terraform's word for it. */
  readonly done: readonly { readonly address: string; readonly action: string }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
}

/** An error of one resource while a plan is applied. */
export interface ErroredResource {
  readonly address: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** Reads what a provider logs while a plan is applied; it comes from a room that knows the provider. */
export interface LogReader {
  /** The environment that makes the provider log to stderr. */
  readonly env: Readonly<Record<string, string>>;
  readonly write: (text: string) => void;
  /** The diagnostics of an apply that failed, with what the log says of them; without a secret. */
  readonly explain: (diagnostics: readonly Diagnostic[], errored: readonly ErroredResource[]) => readonly Diagnostic[];
}

export interface ApplyOptions {
  /** Told how many changes are done, after each. */
  readonly onDone?: (count: number) => void;
  /** @default - the provider does not log */
  readonly log?: LogReader | undefined;
}

/** How long a plan or an apply waits for another run that has the lock on the state: as long as a small plan takes. */
const WAIT_FOR_LOCK = `-lock-timeout=${LOCK_SECONDS}s`;

/**
 * `terraform init`, with no question asked. Providers come as the stack's lock file says; a lock file that is in the
 * stack's folder from before does not count, since that folder is generated.
 *
 * @throws StackFailure with what Terraform says and what to look at; also when an earlier apply left its state there.
 */
export async function init(runner: Runner, run: StackRun): Promise<void> {
  const { stack, folder, deployFolder = folder } = run;
  const errored = erroredStateIn([folder, deployFolder]);
  if (errored !== undefined) {
    const place = { stack, folder: errored, command: runner.binary.command };
    throw new StackFailure(`${stack}: an earlier apply could not save its state\n${indented(howToPush(place))}`, []);
  }
  const lockFile = path.join(folder, LOCK_FILE);
  await rm(lockFile, { force: true });
  if (run.lockFile !== undefined) await writeFile(lockFile, run.lockFile);
  const readOnly = run.lockFile === undefined ? [] : ['-lockfile=readonly'];
  const once = () => runUi(runner, run, 'init', ['-input=false', '-json', ...readOnly]);
  let { result, diagnostics } = await once();
  for (let again = 0; again < MOST_RETRIES && result.code !== 0 && isNewDatabase(diagnostics); again += 1) {
    ({ result, diagnostics } = await once());
  }
  if (result.code === 0 && !hasErrors(diagnostics)) return;
  const known = diagnostics.some(({ fix }) => fix !== undefined);
  const fault = known ? undefined : initFault(`${inOneLine(diagnostics)} ${result.stderr}`);
  throw failure(runner, run, 'init', result, diagnostics, fault && INIT_HINTS[fault]);
}

const MOST_RETRIES = 3;

/**
 * Whether another run made the same thing in a new PostgreSQL at the same moment: the backend makes what is not there, and
 * PostgreSQL lets one of two do so. The next time it is there.
 */
function isNewDatabase(diagnostics: readonly Diagnostic[]): boolean {
  const raced = /^pq: duplicate key value violates unique constraint "pg_/;
  return diagnostics.some(({ severity, summary }) => severity === 'error' && raced.test(summary));
}

/**
 * Plans into `plan.tfplan` (mode 0600) of the stack's folder; the stack must be initialized. A plan of nothing is not
 * kept; what was changed outside of Terraform is in its JSON all the same.
 *
 * @param targets Addresses that alone are planned, with what they depend on. @default - everything
 * @throws StackFailure when there is no whole plan; a plan that Terraform computed and refuses is `blocked` instead.
 */
export async function plan(runner: Runner, run: StackRun, targets: readonly string[] = []): Promise<SavedPlan> {
  const file = path.join(run.folder, PLAN_FILE);
  await rm(file, { force: true });
  const installed = await installedModules(run.folder);
  // Terraform writes into the file that it finds, and keeps its mode.
  await writeFile(file, '', { mode: 0o600 });
  const args = ['-input=false', WAIT_FOR_LOCK, '-json', '-detailed-exitcode', `-out=${PLAN_FILE}`];
  args.push(...parallelism(run.parallelism?.plan), ...targets.map((target) => `-target=${target}`));
  const { result, diagnostics } = await runUi(runner, run, 'plan', args);
  const saved = ((await stat(file).catch(() => undefined))?.size ?? 0) > 0;
  const blocked = result.code === 1 && isRefusal(diagnostics) && saved;
  if (result.code !== 0 && result.code !== 2 && !blocked) {
    await rm(file, { force: true });
    throw failure(runner, run, 'plan', result, diagnostics);
  }
  checkSuccess(runner, run, { code: result.code, diagnostics: blocked ? [] : diagnostics, saved });
  const at = Date.now();
  const bytes = await readFile(file);
  const digest = digestOfFile(bytes);
  const other = otherConfiguration(run, bytes, installed);
  if (other !== undefined) {
    await rm(file, { force: true });
    throw other;
  }
  const { json } = await showPlan(runner, run);
  if (blocked) return { outcome: 'blocked', changes: changesIn(json), diagnostics, digest, at, json };
  const outcome = agreedOutcome(runner, run, result.code, json);
  if (outcome === 'changes') {
    return { outcome, changes: changesIn(json), diagnostics, digest, at, json, last: dataOfLastApply(bytes) };
  }
  await rm(file);
  return { outcome, changes: [], diagnostics, digest: NO_FILE, at, json };
}

function parallelism(n: number | undefined): readonly string[] {
  return n === undefined ? [] : [`-parallelism=${n}`];
}

/**
 * Applies the plan that `plan` saved, and removes it.
 *
 * @throws PlanRefused when the plan is not what was saved, errored or too old; nothing is applied then.
 */
export async function apply(
  runner: Runner,
  run: StackRun,
  saved: SavedPlan,
  { onDone, log }: ApplyOptions = {},
): Promise<Applied> {
  const file = path.join(run.folder, PLAN_FILE);
  const fault = await planFault(run, saved);
  if (fault !== undefined) throw fault;
  const done: { address: string; action: string }[] = [];
  const errored: ErroredResource[] = [];
  const logged = log === undefined ? run : { ...run, env: log.env };
  const { result, diagnostics } = await runUi(
    runner,
    logged,
    'apply',
    ['-input=false', WAIT_FOR_LOCK, '-json', ...parallelism(run.parallelism?.apply), PLAN_FILE],
    {
      onDone: (one) => {
        done.push(one);
        onDone?.(done.length);
      },
      onErrored: (one) => errored.push(one),
      ...(log && { onStderr: log.write }),
    },
  );
  await rm(file, { force: true });
  if (!hasErrors(diagnostics)) {
    if (result.code === 0) return { done, diagnostics, failed: false };
    const said = log === undefined ? saidOnStderr(run, result) : [NO_REASON];
    return { done, diagnostics: [...diagnostics, ...said], failed: true };
  }
  return { done, diagnostics: log?.explain(diagnostics, errored) ?? diagnostics, failed: true };
}

/** An exit code alone is not believed: a wrapper may hide it. */
function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

const NO_REASON: Diagnostic = {
  severity: 'error',
  summary: 'Terraform gave no reason',
  detail: 'What it wrote outside its JSON is not shown: the provider logs there, secrets included.',
};

/** Providers that `init` chose for the stack, such as `hashicorp/random 3.7.2`; those that are attached are not among them. */
export async function providersOf(runner: Runner, run: StackRun): Promise<readonly string[]> {
  const result = await runPlain(runner, run, 'version', ['-json']);
  if (result.code !== 0) throw failure(runner, run, 'version', result, []);
  const { provider_selections: selections = {} }: { readonly provider_selections?: Readonly<Record<string, string>> } =
    parseAnswer(runner, run, 'version', result.stdout);
  return Object.entries(selections).map(([address, version]) => `${address.replace(/^[^/]+\//, '')} ${version}`);
}
