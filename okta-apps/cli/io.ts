import type { Output } from '../terraform/progress';
import type { Stop } from '../terraform/stop';

/** All that a command touches besides files and child processes; tests put their own in its place. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stop: Stop;
  /** Asks on the terminal; undefined where nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
}
