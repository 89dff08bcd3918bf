import { UserError } from '../shared/errors';

/** The app found errors, or crashed, and has said so itself; in text nothing is left to print. */
export class AppFailure extends UserError {
  constructor(
    message: string,
    /** What it printed as JSON, when it was asked to. */
    readonly document?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}
