import { tailOf } from '../shared/known-secrets';
import type { Stop } from '../shared/io';
import { UserError, Interrupted } from '../shared/errors';
import type { TerraformBinary } from './binary';
import { lineSplitter, runChild, type ChildResult } from './child';
import { diagnosticTexts, indented, parseUiLine, type Diagnostic } from '../plan/diagnostics';
import { maskerFor } from '../shared/masker';
import { longestText } from '../shared/text-limit';
import { explained } from './state-diagnostics';

/** Files by their path below the folder of a run. */
export type Configuration = ReadonlyMap<string, Uint8Array>;

/** One stack, ready to be run. */
export interface StackRun {
  readonly stack: string;
  /** Absolute path of the folder that Terraform runs in, with its `cdk.tf.json`. */
  readonly folder: string;
  /** What was written into the folder; a plan of anything else is refused. @default - the plan is not compared */
  readonly configuration?: Configuration;
  /** Absolute path of the folder that `cdktf deploy` runs in. @default - there is none */
  readonly deployFolder?: string;
  /** Absolute path of the state, where a file keeps it. @default - a server keeps it */
  readonly stateFile?: string | undefined;
  /** The whole environment of Terraform. */
  readonly env: Readonly<Record<string, string>>;
  /** Values in `env` that must not be shown. */
  readonly secrets: readonly string[];
  /** Text of the lock file that its providers are installed by. @default - Terraform chooses their versions */
  readonly lockFile?: string;
  /** How many resources are read or written at the same time. @default - as Terraform does it, 10 */
  readonly parallelism?: { readonly plan: number; readonly apply: number };
  /** What helps against an error, where a room that knows the project knows it. @default - nothing is known */
  readonly advise?: (error: Diagnostic) => string | undefined;
}

/** With what, and until when. */
export interface Runner {
  readonly binary: TerraformBinary;
  readonly stop: Stop;
}

/** Terraform could not do it; the message is one block that begins with the stack's name. */
export class StackFailure extends UserError {
  constructor(
    message: string,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    super(message);
  }
}

/** A stopped apply may have to wait for an answer of the provider's API, so that its state says what was done. */
const GRACE_MS = { init: 10_000, get: 10_000, plan: 10_000, show: 1_000, apply: 60_000, version: 1_000 };

type Subcommand = keyof typeof GRACE_MS;

/** These hold the lock of a state. */
const WITH_WATCHDOG: ReadonlySet<Subcommand> = new Set(['plan', 'apply']);

function options({ stop }: Runner, { folder, env }: StackRun, subcommand: Subcommand) {
  return { cwd: folder, env, stop, graceMs: GRACE_MS[subcommand], watchdog: WITH_WATCHDOG.has(subcommand) };
}

/**
 * Runs a subcommand whose whole answer is on stdout. The answer may hold secrets: it is not to be shown.
 *
 * @throws Interrupted when it was told to stop.
 */
export async function runPlain(
  runner: Runner,
  run: StackRun,
  subcommand: Subcommand,
  args: readonly string[],
): Promise<ChildResult> {
  const result = await runChild(runner.binary.command, [subcommand, ...args], {
    ...options(runner, run, subcommand),
    stdoutLimit: longestText(),
  });
  interruptedBy(result, run, subcommand);
  return result;
}

/** Who is told what Terraform does while it does it. */
export interface Watcher {
  /** Told about each resource that an apply is done with. */
  readonly onDone?: (done: { address: string; action: string }) => void;
  /** Told about each resource that an apply failed at; `at` in milliseconds since 1970. */
  readonly onErrored?: (errored: { address: string; at: number }) => void;
  /** Gets stderr as it comes; it is in no result then. */
  readonly onStderr?: (text: string) => void;
}

/**
 * Runs a subcommand that answers in lines of JSON; its diagnostics come back masked, each once, and those
 * about state explained.
 *
 * @throws Interrupted when it was told to stop; an apply says itself how far it came.
 */
export async function runUi(
  runner: Runner,
  run: StackRun,
  subcommand: Subcommand,
  args: readonly string[],
  { onDone, onErrored, onStderr }: Watcher = {},
): Promise<{ readonly result: ChildResult; readonly diagnostics: readonly Diagnostic[] }> {
  const { mask } = maskerFor(run.secrets);
  // Terraform says the same again when it validates, refreshes and plans.
  const diagnostics = new Map<string, Diagnostic>();
  const lines = lineSplitter((line) => {
    const message = parseUiLine(line);
    if (message.type === 'done') onDone?.({ address: message.address, action: message.action });
    if (message.type === 'errored') onErrored?.({ address: message.address, at: message.at });
    if (message.type !== 'diagnostic') return;
    const { summary, detail, ...rest } = message.diagnostic;
    const masked = { ...rest, summary: mask(summary), detail: mask(detail) };
    diagnostics.set(JSON.stringify(masked), masked);
  });
  const { stderr, ...rest } = await runChild(runner.binary.command, [subcommand, ...args], {
    ...options(runner, run, subcommand),
    onStdout: lines.write,
    ...(onStderr && { onStderr }),
  });
  const result = { ...rest, stderr: onStderr === undefined ? stderr : '' };
  lines.end();
  if (subcommand !== 'apply') interruptedBy(result, run, subcommand);
  const place = { stack: run.stack, folder: run.folder, command: runner.binary.command };
  return { result, diagnostics: explained([...diagnostics.values()], place).map((one) => advised(one, run)) };
}

function advised(diagnostic: Diagnostic, { advise }: StackRun): Diagnostic {
  const fix = diagnostic.severity === 'error' ? advise?.(diagnostic) : undefined;
  return fix === undefined ? diagnostic : { ...diagnostic, fix };
}

function interruptedBy({ interrupted, code }: ChildResult, { stack }: StackRun, subcommand: Subcommand): void {
  if (interrupted && code !== 0) throw new Interrupted(`${stack}: interrupted during ${subcommand}`);
}

/** What is thrown for a subcommand that failed: Terraform's errors, else what it wrote, then the hint. */
export function failure(
  { binary }: Runner,
  run: StackRun,
  subcommand: Subcommand,
  result: ChildResult,
  diagnostics: readonly Diagnostic[],
  hint = '',
): StackFailure {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const said = errors.length > 0 ? errors : saidOnStderr(run, result);
  const how = result.code === null ? 'was ended by a signal' : 'failed';
  const text = indented([...diagnosticTexts(said), ...(hint === '' ? [] : [hint])].join('\n'));
  return new StackFailure(`${run.stack}: ${binary.product} ${subcommand} ${how}\n${text}`.trimEnd(), said);
}

/** What Terraform wrote outside its JSON, as a diagnostic; nothing when it wrote nothing. */
export function saidOnStderr({ secrets }: StackRun, { stderr }: ChildResult): readonly Diagnostic[] {
  const detail = tailOf(maskerFor(secrets).mask(stderr).trim(), 2_000);
  return detail === '' ? [] : [{ severity: 'error', summary: 'what it wrote', detail }];
}
