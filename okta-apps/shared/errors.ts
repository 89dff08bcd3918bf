/**
 * Something that the person who typed the command can fix: the message is printed alone, without a stack. Every class
 * whose message is for that person extends it; those with data of their own are in their room.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** A command was ended from outside, so that its end is not taken for a failure of Terraform or for a mistake. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
