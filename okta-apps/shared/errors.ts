/** Something that the person who typed the command can mend: its message is printed alone, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
