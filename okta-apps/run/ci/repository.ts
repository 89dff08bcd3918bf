import { existsSync } from 'node:fs';
import path from 'node:path';
import { gitIn } from '../../project/base/git';
import { GITLAB_FILE, GITLAB_START, WORKFLOWS } from '../../pipelines/pipeline-files';
import { commandOf } from '../../pipelines/generated-file';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { readRegularFile } from '../../shared/regular-file';
import { shown } from '../../shared/visible-text';

/** Why a project is in no place for pipelines; undefined when it is. CI systems read the root of a repository only. */
export function placeProblem(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) {
      return at === folder
        ? undefined
        : `The project is in ${path.relative(at, folder)} of its repository, and the pipelines are written for one at the top; ` +
            'write them by hand from docs/guides/pipelines.md';
    }
    if (at === path.dirname(at)) return undefined;
  }
}

/** What GitHub takes as a branch and not as a pattern. */
const BRANCH = /^[A-Za-z0-9_][\w./-]*$/;
const COMMAND_BRANCH = / --branch (\S+)$/;

/**
 * The branch that is applied: as it was asked for, else that of the files which are there, else the one that a clone
 * says is the default, else `main`.
 *
 * @throws UserError when it is no name of a branch.
 */
export async function appliedBranch(folder: string, asked: string | undefined, io: Io): Promise<string> {
  const branch = asked ?? writtenBranch(folder) ?? (await defaultBranch(folder, io)) ?? 'main';
  if (BRANCH.test(branch)) return branch;
  throw new UserError(
    `--branch must be the name of a branch, of letters, digits, "_", ".", "/" and "-", got ${shown(branch)}`,
  );
}

/** The branch of the pipeline files that are there. */
export function writtenBranch(folder: string): string | undefined {
  const command = commandOf(existing(folder, `${WORKFLOWS}/apply.yml`) ?? '');
  return command === undefined ? undefined : (COMMAND_BRANCH.exec(command)?.[1] ?? 'main');
}

async function defaultBranch(folder: string, { env, stop }: Io): Promise<string | undefined> {
  if (!existsSync(path.join(folder, '.git'))) return undefined;
  const args = ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'];
  const found = await gitIn(folder, env, stop).ask(args, 1);
  return found === undefined ? undefined : /^refs\/remotes\/origin\/(.+)$/.exec(found.trim())?.[1];
}

/**
 * The text of a file of the repository; undefined where there is none.
 *
 * @throws UserError for what is no regular file.
 */
export function existing(folder: string, name: string): string | undefined {
  try {
    return readRegularFile(path.join(folder, name)).toString('utf8');
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(
      `${name} ${code === 'ELOOP' ? 'is a symbolic link, which is not followed' : `cannot be read (${code})`}`,
    );
  }
}

/** What GitLab needs besides the generated file. */
export interface GitlabStart {
  readonly isMissing: boolean;
  /** Jobs that GitLab would mix with ours. */
  readonly problems: readonly string[];
  /** What a person has to add. */
  readonly todo?: string;
}

/** @param generated text of the file that is included. */
export function gitlabStart(folder: string, generated: string): GitlabStart {
  const { path: name, text: include } = GITLAB_START;
  const text = existing(folder, name);
  if (text === undefined) return { isMissing: true, problems: [] };
  const jobs = topKeys(generated).filter((key) => key !== 'stages');
  const twice = topKeys(text).filter((key) => jobs.includes(key));
  return {
    isMissing: false,
    problems:
      twice.length === 0
        ? []
        : [
            `${name} has ${twice.join(', ')} too, which GitLab would mix with the jobs of ${GITLAB_FILE}; ` +
              'rename or remove them there',
          ],
    ...(!text.includes(GITLAB_FILE) && { todo: `Add to ${name}, so that GitLab reads it:\n\n${include}` }),
  };
}

function topKeys(yaml: string): readonly string[] {
  return [...yaml.matchAll(/^(["']?)([A-Za-z][\w-]*)\1\s*:/gm)].map(([, , key = '']) => key);
}
