import type { Values } from '../plan/plan';

/** How the values of an attribute decide who gets in. */
export type Access = (
  | {
      /** Each member grants access; a value that is no list is its only member. */
      readonly by: 'members';
      /** What makes two members the same one. @default - their whole value */
      readonly identify?: (member: unknown) => string;
    }
  | {
      /** Some values ask for more than others. */
      readonly by: 'rank';
      /** Those in one list ask for equally much; a value in none of them cannot be compared. */
      readonly weakestFirst: readonly (readonly unknown[])[];
    }
  | {
      /** The lower number asks for more. */
      readonly by: 'number';
    }
  | {
      /** Another value lets in others, neither more nor less of them that could be told. */
      readonly by: 'shift';
      /** Such a change outside Terraform is as bad as one that lets in more. */
      readonly control?: true;
    }
) & {
  /** The value that counts; undefined when it says nothing beside the others. @default - the attribute's own */
  readonly read?: (values: Values) => unknown;
};

/** Each member grants access. */
export const MEMBERS: Access = { by: 'members' };

/** Other values grant access to others. */
export const SHIFT: Access = { by: 'shift' };

/** The same, and a change without a review is as bad as one that grants more. */
export const CONTROL: Access = { by: 'shift', control: true };

/** An active object grants access. */
export const ACTIVE_LETS_IN: Access = { by: 'rank', weakestFirst: [['ACTIVE'], ['INACTIVE']] };
