import type { Access } from './attribute';

/** Each member grants access. */
export const MEMBERS: Access = { by: 'members' };

/** Other values let in others. */
export const SHIFT: Access = { by: 'shift' };

/** Other values let in others, and a change past every review is as bad as one that lets in more. */
export const CONTROL: Access = { by: 'shift', control: true };

/** Active lets people in. */
export const ACTIVE_LETS_IN: Access = { by: 'rank', weakestFirst: [['ACTIVE'], ['INACTIVE']] };
