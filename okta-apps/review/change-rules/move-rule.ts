import type { Direction } from '../meaning/broadening';
import type { ChangeRule } from './change-rule';
import { each, eachStep, moved, type ChangeSubject } from './change-subject';

/** What a rule about the moves of an attribute says; the rest is the same for all of them. */
export interface MoveRule extends Omit<ChangeRule<ChangeSubject>, 'check'> {
  readonly attribute: string;
  readonly directions: readonly Direction[];
  /** Whether it shows the old value beside the new one. @default false */
  readonly showsBoth?: true;
  readonly must: string;
  readonly todo: string;
}

/** A rule that looks at the moves of one attribute in some directions. */
export function moveRule({
  attribute,
  directions,
  showsBoth,
  must,
  todo,
  ...rule
}: MoveRule): ChangeRule<ChangeSubject> {
  const violations = showsBoth ? eachStep : each;
  return { ...rule, check: (subject) => violations(moved(subject, attribute, ...directions), must, todo) };
}
