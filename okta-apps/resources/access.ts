import type { Access } from './attribute';

/** Each member grants access. */
export const MEMBERS: Access = { by: 'members' };

/** Other values grant access to others. */
export const SHIFT: Access = { by: 'shift' };

/** The same, and a change without a review is as bad as one that grants more. */
export const CONTROL: Access = { by: 'shift', control: true };

/** An active object grants access. */
export const ACTIVE_LETS_IN: Access = { by: 'rank', weakestFirst: [['ACTIVE'], ['INACTIVE']] };
