import type { Io } from '../../okta-apps/shared/io';
import { run } from '../../okta-apps/cli/run';

/** What a command printed and returned. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with an environment that holds PATH and what the test gives. */
export async function runCli(
  argv: readonly string[],
  {
    cwd,
    env = {},
    ask,
    stop,
    onStdout,
    onStderr,
  }: {
    readonly cwd: string;
    readonly env?: Io['env'];
    /** Get what is printed as it comes. */
    readonly onStdout?: (text: string) => void;
    readonly onStderr?: (text: string) => void;
  } & Partial<Pick<Io, 'ask' | 'stop'>>,
): Promise<CliRun> {
  const printed = { stdout: '', stderr: '' };
  const code = await run(argv, {
    stdout: {
      write: (text) => {
        printed.stdout += text;
        onStdout?.(text);
      },
    },
    stderr: {
      write: (text) => {
        printed.stderr += text;
        onStderr?.(text);
      },
    },
    env: { PATH: process.env['PATH'], ...env },
    cwd,
    stop: stop ?? neverStopped(),
    ...(ask && { ask }),
  });
  return { code, ...printed };
}

/** For what is not interrupted. */
export function neverStopped(): Io['stop'] {
  return { asked: new AbortController().signal, forced: new AbortController().signal };
}
