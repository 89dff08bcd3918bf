import type { DeclaredApps, EnvironmentOptions } from '../../run/declared-apps';
import type { Terms } from './phases';

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
  /** A command that signs an assertion as the relying party does. */
  readonly proveWith?: string;
}

/** What is asked for. */
export interface Asked {
  readonly names: readonly string[];
  readonly declared: Omit<DeclaredApps, 'stacks'>;
  readonly terms: Terms;
  readonly options: RotateOptions;
}
