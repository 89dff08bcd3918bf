import { UserError } from '../../shared/errors';

/** What was merged may not be applied, or nothing says that it may: the command ends with 3. */
export class NotTrusted extends UserError {
  override readonly name = 'NotTrusted';
}
