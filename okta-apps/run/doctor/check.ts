import { NotFound, UserError } from '../../shared/errors';
import { firstOf, groupBy } from '../../shared/lists';

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

/** What was found about a stack. */
export interface StackCheck {
  readonly stack: string;
  readonly check: Check;
}

/** What is the same about several stacks is one check, with their names. */
export function perStacks(found: readonly StackCheck[]): readonly Check[] {
  return [...groupBy(found, ({ check }) => JSON.stringify(check)).values()].flatMap((alike) => {
    const names = stackNames(alike.map(({ stack }) => stack));
    return alike.slice(0, 1).map(({ check }) => ({ ...check, text: `${check.text} (${names})` }));
  });
}

const SHOWN_STACKS = 3;

/** Names of stacks, as many as a line takes. */
export function stackNames(names: readonly string[]): string {
  return firstOf(names, SHOWN_STACKS, '"okta-apps stacks" lists them');
}
