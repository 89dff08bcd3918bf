/** How a running command is told to end: by Ctrl-C, or by the program that started it. */
export interface Stop {
  /** Aborted at the first request: children may finish what they hold, within a bound. */
  readonly asked: AbortSignal;
  /** Aborted at the second request: children are killed. */
  readonly forced: AbortSignal;
}

/** Says that a command was ended from outside, so that nobody takes it for a failure of Terraform. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
