import { githubRepository, gitlabProject } from '../review/post/ci-context';
import { tokenOf, type PostTarget } from '../review/post/job-token';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { commaSeparated } from '../shared/lists';
import { githubSettings } from './ci-settings/github-settings';
import { gitlabSettings } from './ci-settings/gitlab-settings';
import { settingReports } from './ci-settings/setting-check';
import type { Check } from './credential-checks';

/**
 * Checks the settings of the CI system, without which nothing here protects an org. Runs nothing of the project.
 *
 * @param env names of the CI environments, separated by commas.
 * @throws UserError that names what is missing to ask.
 */
export async function ciChecks(where: PostTarget, env: string | undefined, io: Io): Promise<readonly Check[]> {
  const environments = commaSeparated(env);
  if (environments.length === 0) {
    throw new UserError('--ci needs --env with the names of the CI environments, separated by commas');
  }
  const option = `--ci ${where}`;
  const { token, variable } = tokenOf(where, io.env);
  if (token === undefined) throw new UserError(`${variable} is not set: ${option} reads settings with it`);
  const options = { token, environments };
  return await settingReports(
    where === 'github'
      ? githubSettings(githubRepository(io.env, option), options)
      : gitlabSettings(gitlabProject(io.env, io.env['CI_PROJECT_ID'], option), options),
  );
}
