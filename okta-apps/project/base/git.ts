import { tailOf } from '../../shared/known-secrets';
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
  /** Another folder than that of the repository, to which files are written. */
  readonly workTree?: string;
  /** Settings by name that may hold a secret: they are not in the command line, which every user of the machine can read. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Exit code of "git show" for a path that the commit does not have. */
const NO_SUCH_FILE = 128;
/** Names of a hundred thousand files. */
const LONGEST = 16 * 1024 * 1024;
const GRACE_MS = 2_000;

/** What of the environment git gets: not what it is given inside a hook or by a caller, which names another repository. */
const PASSED = [
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'SystemRoot', 'USERPROFILE', 'SSH_AUTH_SOCK'],
  ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy'],
  ...['GIT_SSL_CAINFO', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
];

/** Git never prompts, answers in English, and shows a commit as it is, not as replace refs or grafts would have it. */
const FIXED = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
};

/** Settings that start programs, or change what a diff lists and a checkout writes. */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'submodule.recurse=false',
  'diff.external=',
  'advice.graftFileDeprecated=false',
];

/** Git in a folder, without what the machine's and the user's configuration would add to its work. */
export function gitIn(cwd: string, env: Readonly<Record<string, string | undefined>>, stop: Stop): Git {
  const passed = PASSED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const base = { ...Object.fromEntries(passed), ...FIXED };
  const start = async (args: readonly string[], own: Readonly<Record<string, string>>): Promise<ChildResult> => {
    const options = { cwd, env: own, stop, graceMs: GRACE_MS, stdoutLimit: LONGEST };
    const result = await runChild('git', args, options).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new UserError(
        'git is not installed, and the base commit cannot be found without it; install it, or plan without --rehearse',
      );
    });
    if (result.interrupted) throw new Interrupted('interrupted while git ran');
    return result;
  };
  let settings: Promise<readonly string[]> | undefined;
  const run = async (
    args: readonly string[],
    { index, workTree, settings: own = {} }: GitOptions = {},
  ): Promise<ChildResult> => {
    settings ??= start(['config', '--null', '--get-regexp', OVERRIDDEN], { ...base, GIT_CONFIG_NOSYSTEM: '0' }).then(
      ({ stdout }) => [...SETTINGS, ...overrides(stdout)].flatMap((setting) => ['-c', setting]),
    );
    const environment = {
      ...base,
      ...(index !== undefined && { GIT_INDEX_FILE: index }),
      ...(workTree !== undefined && { GIT_WORK_TREE: workTree }),
      ...asVariables(own),
    };
    return await start([...(await settings), ...args], environment);
  };
  const orFail = ({ code, stdout, stderr, tooLong }: ChildResult, args: readonly string[]): string => {
    if (code === 0 && !tooLong) return stdout;
    throw new UserError(`git ${args[0] ?? ''} failed: ${tailOf(stderr.trim(), 1_000) || 'it did not say why'}`);
  };
  return Object.assign(async (args: readonly string[], more?: GitOptions) => orFail(await run(args, more), args), {
    ask: async (args: readonly string[], no: number, more?: GitOptions) => {
      const result = await run(args, more);
      return result.code === no ? undefined : orFail(result, args);
    },
  });
}

/**
 * The text of a file of a commit; undefined where the commit does not have it.
 *
 * @param file From the repository's root.
 */
export async function fileAt(git: Git, commit: string, file: string): Promise<string | undefined> {
  return await git.ask(['show', `${commit}:${file}`], NO_SUCH_FILE);
}

/** @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT */
function asVariables(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(settings);
  if (entries.length === 0) return {};
  const named = entries.flatMap(([name, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, name] as const,
    [`GIT_CONFIG_VALUE_${at}`, value] as const,
  ]);
  return { GIT_CONFIG_COUNT: String(entries.length), ...Object.fromEntries(named) };
}

/** Filters run programs over what is checked out and compared; a shared machine says here which repositories git may read. */
const OVERRIDDEN = '^(filter\\..*\\.(clean|smudge|process|required)|safe\\.directory)$';

/** The settings that keep `safe.directory` and switch every filter off. */
function overrides(configured: string): readonly string[] {
  const entries = configured.split('\0').filter((entry) => entry !== '');
  return entries.map((entry) => {
    const [name = '', ...value] = entry.split('\n');
    if (name === 'safe.directory') return `${name}=${value.join('\n')}`;
    return `${name}=${name.endsWith('.required') ? 'false' : ''}`;
  });
}
