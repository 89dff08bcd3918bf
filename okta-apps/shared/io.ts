import { maskData, maskerFor, type Masker } from './masker';

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
  /** Asks on the terminal; undefined where nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** What is masked in every text that leaves the process; the command line adds it with `maskIo`. */
  readonly secrets?: KnownSecrets;
}

/** The secrets that a run knows of: those it starts with, and those that it learns of while it reads. */
class KnownSecrets implements Masker {
  readonly #values: Set<string>;
  #masker: Masker | undefined;

  constructor(
    values: readonly string[],
    /** stdout without masks, for the one text whose purpose is to hand over a credential. */
    readonly unmasked: Output,
  ) {
    this.#values = new Set(values);
  }

  readonly add = (values: readonly string[]): void => {
    for (const value of values) this.#values.add(value);
    this.#masker = undefined;
  };

  readonly foundIn = (text: string): boolean => this.#current().foundIn(text);

  readonly mask = (text: string): string => this.#current().mask(text);

  #current(): Masker {
    this.#masker ??= maskerFor([...this.#values]);
    return this.#masker;
  }
}

/** The same streams and terminal, with every text masked that is written to them. */
export function maskIo(io: Io, secrets: readonly string[]): Io {
  const known = new KnownSecrets(secrets, io.stdout);
  const { ask } = io;
  return {
    ...io,
    secrets: known,
    stdout: maskedOutput(io.stdout, known),
    stderr: maskedOutput(io.stderr, known),
    ...(ask && { ask: (question) => ask(known.mask(question)) }),
  };
}

function maskedOutput(output: Output, masker: Masker): Output {
  const write = (text: string): unknown => output.write(masker.foundIn(text) ? maskDocument(text, masker) : text);
  // What the stream says of its terminal changes with it, so it is looked up there.
  return Object.create(output, { write: { value: write } }) as Output;
}

/** A JSON document stays one: a secret may be a number, or part of what JSON escapes. */
function maskDocument(text: string, masker: Masker): string {
  if (!/^[[{]/.test(text)) return masker.mask(text);
  try {
    const indent = text.includes('\n ') ? 2 : 0;
    return JSON.stringify(maskData(JSON.parse(text) as unknown, masker), null, indent) + (/\n$/.exec(text)?.[0] ?? '');
  } catch {
    return masker.mask(text);
  }
}
