import { UserError } from '../okta-apps/shared/errors';

const USAGE_ERROR = Symbol.for('okta-oidc-cdktf.UsageError');

/** Something that the person who runs the program can fix: it is shown as one message, without a stack. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(message);
    Object.defineProperty(this, USAGE_ERROR, { value: true });
  }
}

/** Also true of what another copy of this package threw. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && USAGE_ERROR in error;
}
