import { NotFound, UserError } from '../../shared/errors';

/**
 * One thing that was looked at. `missing` is not there, and `wrong` is there but cannot be used: either stops what was asked
 * for. A `note` stops other commands, or is worth knowing.
 */
export interface Check {
  readonly status: 'ok' | 'missing' | 'wrong' | 'note';
  readonly text: string;
  /** What to type against it, where one command does it. */
  readonly command?: string;
}

/** A known error as what it says of the thing that was looked at; any other is a bug. */
export function faultOf(error: unknown): Check {
  if (error instanceof NotFound) return { status: 'missing', text: error.message };
  if (error instanceof UserError) return { status: 'wrong', text: error.message };
  throw error;
}

/** Whether it stops what was asked for. */
export function isFault({ status }: Check): boolean {
  return status === 'missing' || status === 'wrong';
}
