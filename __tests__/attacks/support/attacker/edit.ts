import type { Target } from './world';

/** What an attacker does between the review and the apply. */
export interface Edit {
  /** What is edited, for messages. */
  readonly what: string;
  /** Values of the environment that Terraform and the apply run with. */
  readonly env?: Readonly<Record<string, string>>;
  apply(target: Target): Promise<void> | void;
}
