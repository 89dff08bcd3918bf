import path from 'node:path';
import { Interrupted, UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { tailOf } from '../shared/known-secrets';
import type { Project } from './find-project';
import { synthesize } from './run-app';

const LONGEST = 4_000;
/** Where Node.js was when an error was thrown, and its version below that. */
const TRACE = /^(?:\s+at .*|Node\.js v\d.*)$/;

export interface SynthesizeCommitOptions {
  /** Names of environments, separated by commas. */
  readonly environments: string | undefined;
  /** It is what others are compared with, and may be older than the rules that check it. */
  readonly isBase: boolean;
  /** The sentence that says which commit does not synthesize, for the message. */
  readonly failure: string;
}

/**
 * Synthesizes the project in the checkout of a commit. What its app prints is shown only when it fails.
 *
 * @param find Finds the project; what is wrong with its `cdktf.json` is a fault of the commit, too.
 * @throws UserError when it does not synthesize.
 */
export async function synthesizeCommit(
  find: () => Project,
  { environments, isBase, failure }: SynthesizeCommitOptions,
  io: Io,
): Promise<Project> {
  const printed: string[] = [];
  const collecting = { write: (text: string) => printed.push(text) };
  try {
    const project = find();
    if (!project.outdir.startsWith(project.folder + path.sep)) {
      throw new UserError(`cdktf.json: "output" must be a folder in the project, got ${project.output}`);
    }
    await synthesize(project, { environments, stdout: collecting, isBase }, { ...io, stderr: collecting });
    return project;
  } catch (error) {
    if (error instanceof Interrupted || !(error instanceof UserError)) throw error;
    throw new UserError(`${failure} ${error.message}${saidByApp(printed)}`);
  }
}

/** The places in its code are of no use here: its files are removed by the time that a person reads this. */
function saidByApp(printed: readonly string[]): string {
  const lines = printed.join('').split('\n');
  const said = lines.filter((line) => !TRACE.test(line)).join('\n');
  const tail = tailOf(said.trim(), LONGEST);
  return tail === '' ? '' : `\n${tail}`;
}
