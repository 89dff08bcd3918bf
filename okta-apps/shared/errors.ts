/**
 * Something that the person who typed the command can fix: the message is printed alone, without a stack. Every class
 * whose message is for that person extends it; those with data of their own are in their room.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The app found errors, or crashed, and has said so itself; in text nothing is left to print. It is here, because the top of the command line knows it. */
export class AppFailure extends UserError {
  constructor(
    message: string,
    /** What it printed as JSON, when it was asked to. */
    readonly document?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** A command was ended from outside, so that its end is not taken for a failure of Terraform or for a mistake. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Something that has to exist was looked for, and does not. */
export class NotFound extends UserError {}

/** What was asked for is refused, not broken: the command ends with the exit code for that. */
export class Refused extends UserError {}
