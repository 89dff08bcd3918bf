import { runChild } from '../terraform/child';
import { tailOf } from '../shared/known-secrets';
import type { Io } from '../shared/io';
import { LONGEST_TEXT } from './sinks/sink';

/** What a command may take, in milliseconds. */
export const COMMAND_LIMIT_MS = 60_000;
const GRACE_MS = 2_000;

/** Where a command of the team runs, and what its failure is. */
export interface CommandPlace {
  readonly folder: string;
  /** All variables that it gets. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: Io['stop'];
  /** @default 60,000 */
  readonly limitMs?: number;
  /** `unreachable`: it did not end in time; `refused`: everything else. */
  readonly fail: (kind: 'refused' | 'unreachable', message: string) => Error;
}

/**
 * Runs a command of the team without a shell. It gets a document on standard input.
 *
 * @returns What it printed.
 */
export async function runTeamCommand(
  command: readonly string[],
  document: object,
  { folder, env, stop, limitMs = COMMAND_LIMIT_MS, fail }: CommandPlace,
): Promise<string> {
  const [program = '', ...args] = command;
  const timeout = AbortSignal.timeout(limitMs);
  const asked = AbortSignal.any([stop.asked, timeout]);
  const options = { cwd: folder, env, stop: { ...stop, asked }, graceMs: GRACE_MS };
  const stdin = `${JSON.stringify(document)}\n`;
  const { code, stdout, stderr, interrupted, tooLong } = await runChild(program, args, { ...options, stdin }).catch(
    (error: unknown) => {
      throw fail('refused', `${program} cannot be started (${String((error as NodeJS.ErrnoException).code)})`);
    },
  );
  if (interrupted)
    throw fail(
      'unreachable',
      `${program} did not end ${timeout.aborted ? `within ${limitMs / 1000} s` : 'before it was stopped'}`,
    );
  if (tooLong) throw fail('refused', `${program} printed more than any document has`);
  if (code === 0) return stdout;
  const how = code === null ? 'was killed' : `ended with ${code}`;
  throw fail('refused', `${program} ${how}${saidText(stderr.trim())}`);
}

function saidText(said: string): string {
  if (said === '') return ', and did not say why';
  // A command that fails may show what it was working with.
  return holdsPrivateKey(said)
    ? '. Its message is not shown, because a private key may be in it'
    : `: ${tailOf(said, LONGEST_TEXT)}`;
}

/** A PEM file, or the members of a JWK that only its owner has. */
function holdsPrivateKey(text: string): boolean {
  return /PRIVATE KEY|["']?\b(?:d|dp|dq|qi)\b["']?\s*[:=]\s*["']?[\w-]{20,}/.test(text);
}
