import { KnownSecrets } from './known-secrets';
import { isCi, isGitHub, LogLines, printable } from './log-text';
import { maskData, type Masker } from './masker';
import { WorkflowCommands } from './workflow-commands';

/** How a running command is told to end: by Ctrl-C, or by the program that started it. */
export interface Stop {
  /** Aborted at the first request: children may finish what they hold, within a bound. */
  readonly asked: AbortSignal;
  /** Aborted at the second request: children are killed. */
  readonly forced: AbortSignal;
}

/** A stream that text is written to, such as `process.stderr`. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal in characters; 0 where it is not known. @default 80 */
  readonly columns?: number;
}

/** All that a command touches besides files and child processes; tests put their own in its place. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stop: Stop;
  /** Asks on the terminal; undefined without a terminal. */
  readonly ask?: (question: string) => Promise<string>;
  /** What is masked in every text that leaves the process; the command line adds it with `maskIo`. */
  readonly secrets?: KnownSecrets;
  /** stdout without masks, for the one text whose purpose is to hand over a credential; `maskIo` adds it. */
  readonly unmasked?: Output;
  /** Does something when the process ends, however it ends. */
  readonly atExit?: (work: () => void) => void;
  /** Says what is to be done with an error that nothing caught, before the process ends with 1. */
  readonly onCrash?: (report: (error: unknown) => void) => void;
}

/**
 * The one way out of the process: the same streams and terminal, with every text masked that is written to them, with
 * what a terminal would hide or act on written out, and in the log of a CI system without a line that it acts on.
 */
export function maskIo(io: Io, secrets: readonly string[]): Io {
  const { ask, env } = io;
  // Both streams may be one, as after `2>&1`.
  const [stdout, stderr, both] = [new LogLines(), new LogLines(), new LogLines()];
  const writeCommands = (lines: string): void => {
    const start = stderr.atStart && both.atStart ? '' : '\n';
    for (const each of [stderr, both]) each.next('\n');
    io.stderr.write(start + lines);
  };
  const commands = isGitHub(env) ? new WorkflowCommands(writeCommands) : undefined;
  const known = new KnownSecrets(secrets, (values) => commands?.mask(values));
  if (commands !== undefined) io.atExit?.(commands.resume);
  const through = (output: Output, { next }: LogLines): ((text: string) => string) => {
    const log = isCi(env) ? (text: string) => both.next(next(text)) : (text: string) => text;
    return (text) => log(printable(text, output));
  };
  const [safeOut, safeErr] = [through(io.stdout, stdout), through(io.stderr, stderr)];
  return {
    ...io,
    secrets: known,
    unmasked: writingTo(io.stdout, safeOut),
    stdout: writingTo(io.stdout, (text) => safeOut(maskedDocument(text, known))),
    stderr: writingTo(io.stderr, (text) => safeErr(maskedDocument(text, known))),
    ...(ask && { ask: (question) => ask(printable(known.mask(question), io.stderr)) }),
  };
}

function writingTo(output: Output, shown: (text: string) => string): Output {
  // What the stream says of its terminal changes with it, so it is looked up there.
  return Object.create(output, { write: { value: (text: string): unknown => output.write(shown(text)) } }) as Output;
}

/** A JSON document stays one: a secret may be a number, or part of what JSON escapes. */
function maskedDocument(text: string, masker: Masker): string {
  if (!masker.foundIn(text)) return text;
  if (!/^[[{]/.test(text)) return masker.mask(text);
  try {
    const indent = text.includes('\n ') ? 2 : 0;
    return JSON.stringify(maskData(JSON.parse(text) as unknown, masker), null, indent) + (/\n$/.exec(text)?.[0] ?? '');
  } catch {
    return masker.mask(text);
  }
}
