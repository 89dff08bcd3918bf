import type { Stop } from '../../shared/io';
import { runChild, type ChildResult } from '../../terraform/child';
import { UserError, Interrupted } from '../../shared/errors';

/** Runs git. */
export interface Git {
  /** @throws UserError with what git said, when it failed; Interrupted */
  (args: readonly string[], more?: GitOptions): Promise<string>;
  /** Like the call, and returns undefined where git says no with this exit code. */
  ask(args: readonly string[], no: number, more?: GitOptions): Promise<string | undefined>;
}

interface GitOptions {
  /** Another index than the one of the repository. */
  readonly index?: string;
}

/** Names of a hundred thousand files. */
const LONGEST = 16 * 1024 * 1024;
const GRACE_MS = 2_000;

/** What of the environment git gets: not what it is given inside a hook, which names another index. */
const PASSED = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'SystemRoot', 'USERPROFILE', 'SSH_AUTH_SOCK'];

/** Git in a folder. It asks nobody, and says things in English. */
export function gitIn(cwd: string, env: Readonly<Record<string, string | undefined>>, stop: Stop): Git {
  const passed = PASSED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const base = { ...Object.fromEntries(passed), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
  const run = async (args: readonly string[], { index }: GitOptions = {}): Promise<ChildResult> => {
    const own = index === undefined ? base : { ...base, GIT_INDEX_FILE: index };
    const options = { cwd, env: own, stop, graceMs: GRACE_MS, stdoutLimit: LONGEST };
    const result = await runChild('git', args, options).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new UserError('git is missing: it says what the base commit is; install it, or plan without --rehearse');
    });
    if (result.interrupted) throw new Interrupted('interrupted while git ran');
    return result;
  };
  const orFail = ({ code, stdout, stderr, tooLong }: ChildResult, args: readonly string[]): string => {
    if (code === 0 && !tooLong) return stdout;
    throw new UserError(`git ${args[0] ?? ''} failed: ${stderr.trim().slice(-1_000) || 'it did not say why'}`);
  };
  return Object.assign(async (args: readonly string[], more?: GitOptions) => orFail(await run(args, more), args), {
    ask: async (args: readonly string[], no: number, more?: GitOptions) => {
      const result = await run(args, more);
      return result.code === no ? undefined : orFail(result, args);
    },
  });
}
