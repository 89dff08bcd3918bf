/** A commit and its day, `YYYY-MM-DD`. */
export interface DatedCommit {
  readonly commit: string;
  readonly date: string;
}

/** A state of a branch whose settings are compared with those of the state before. */
export interface SettingsPoint extends DatedCommit {
  /** Newest first: the commits since the state before, without those that cannot have changed a setting. */
  readonly changedBy: readonly DatedCommit[];
}
