import type { EnvironmentOptions } from '../../run/declared-apps';

/** The options of `okta-apps rotate`, as they are typed. */
export interface RotateOptions extends EnvironmentOptions {
  readonly overlap: string;
  readonly grace: string;
  readonly now?: boolean;
  readonly yes?: boolean;
  readonly plan?: boolean;
  readonly rollback?: boolean;
  readonly due?: boolean;
  readonly wait?: boolean;
  readonly json?: boolean;
  /** Digest of the settings that a scheduled pipeline was written for. */
  readonly settings?: string;
}
