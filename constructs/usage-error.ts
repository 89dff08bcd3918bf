/** Something that the person who runs the program can mend: it is shown as one message, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
