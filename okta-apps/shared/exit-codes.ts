/** How a command ends; README lists which command ends how. Some only know `done` and `failed`. */
export const EXIT = {
  /** It is done, or there is nothing to do. */
  done: 0,
  /** It could not be done, or the answer was no. */
  failed: 1,
  /** A plan or a review has changes. */
  changes: 2,
  /** A finding blocks it, it is not what was reviewed, or nothing may be trusted. */
  refused: 3,
  /** Ctrl-C at a question of `init`, as shells say it. */
  interrupted: 130,
} as const;
