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
}
