import { UserError } from '../okta-apps/shared/errors';

/** Something that the person who runs the program can fix: it is shown as one message, without a stack. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}
