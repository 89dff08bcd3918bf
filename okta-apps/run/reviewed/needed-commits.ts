import { findProject } from '../../project/find-project';
import { gitIn } from '../../project/base/git';
import { settingsLine } from '../../project/base/settings-line';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { commaSeparated } from '../../shared/lists';
import type { AskedServer } from './ci-server';
import { byLastApplied, checkHere } from './last-applied';
import { mergesSince } from './merges';

/**
 * The commits whose assemblies `okta-apps reviewed --assembly` reads: the pushed one, those that were applied last, each
 * merge in between, and those of the last 30 days whose settings are compared. Runs nothing of the project, so the job that asks may hold a token.
 *
 * @param env names of environments, separated by commas.
 * @throws Refused, ApiError, UserError
 */
export async function neededCommits(asked: AskedServer, env: string | undefined, io: Io): Promise<readonly string[]> {
  const names = commaSeparated(env);
  if (names.length === 0) {
    throw new UserError(
      '--commits needs --env with the names of all environments, separated by commas: without a synth ' +
        'they are not known',
    );
  }
  const git = gitIn(findProject(io.cwd).folder, io.env, io.stop);
  const { commit } = asked.push;
  await checkHere(git, commit);
  const prefix = (await git(['rev-parse', '--show-prefix'])).trim();
  const needed = new Set([commit]);
  for (const [last, environments] of await byLastApplied(asked, names)) {
    // Where nothing was applied before, everything is new, and nothing is compared.
    if (last === undefined) continue;
    needed.add(last);
    for (const merge of await mergesSince(asked, git, last, environments)) needed.add(merge.commit);
    const { points } = await settingsLine(git, { tip: last, pushed: commit, prefix });
    for (const point of points) needed.add(point.commit);
  }
  return [...needed];
}
