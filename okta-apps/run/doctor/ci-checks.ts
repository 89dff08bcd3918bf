import { readAssembly } from '../../project/assembly';
import { findProject } from '../../project/find-project';
import { withAssembly } from '../../project/given-assembly';
import { githubRepository, gitlabProject } from '../../review/post/ci-context';
import { tokenOf, type PostTarget } from '../../review/post/job-token';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { commaSeparated } from '../../shared/lists';
import type { Synthesized } from '../ci';
import { fileChecks } from '../ci/file-checks';
import { isRotated } from '../ci/rotations';
import { githubSettings } from '../ci-settings/github-settings';
import { gitlabSettings } from '../ci-settings/gitlab-settings';
import { settingReports } from '../ci-settings/setting-check';
import type { Check } from './check';

export interface CiCheckOptions {
  /** Names of the CI environments, separated by commas. @default - those of the assembly */
  readonly env: string | undefined;
  /** Folder that another job synthesized. */
  readonly assembly: string | undefined;
}

/**
 * Checks the settings of the CI system, without which nothing here protects an org, and whether the pipeline files are
 * those of `env/`. Runs nothing of the project.
 *
 * @throws UserError that names what is missing to ask.
 */
export async function ciChecks(where: PostTarget, options: CiCheckOptions, io: Io): Promise<readonly Check[]> {
  const synthesized = options.assembly === undefined ? undefined : synthesizedIn(options.assembly, io);
  const environments = options.env === undefined ? orgsOf(synthesized) : commaSeparated(options.env);
  if (environments.length === 0) {
    throw new UserError(
      '--ci needs --assembly with the folder that "okta-apps synth" wrote, or --env with the names of the CI environments, ' +
        'separated by commas',
    );
  }
  const option = `--ci ${where}`;
  const { token, variable } = tokenOf(where, io.env);
  if (token === undefined) throw new UserError(`${variable} is not set: ${option} reads settings with it`);
  const given = { token, environments, rotating: rotatingIn(synthesized) };
  const settings = await settingReports(
    where === 'github'
      ? githubSettings(githubRepository(io.env, option), given)
      : gitlabSettings(gitlabProject(io.env, io.env['CI_PROJECT_ID'], option), given),
  );
  return [...settings, ...fileChecks(where, synthesized)];
}

function synthesizedIn(folder: string, io: Io): Synthesized {
  const project = withAssembly(findProject(io.cwd), folder, io);
  return { project, stacks: readAssembly(project.outdir, project.output) };
}

/** Those whose secrets a scheduled job rotates; without an assembly they are not known, and none is looked at. */
function rotatingIn(synthesized: Synthesized | undefined): readonly string[] {
  const due = (synthesized?.stacks ?? []).filter(isRotated);
  return [...new Set(due.map(({ manifest }) => manifest.environment))];
}

/** The environments of Okta orgs. */
function orgsOf(synthesized: Synthesized | undefined): readonly string[] {
  const manifests = (synthesized?.stacks ?? []).map(({ manifest }) => manifest);
  return [...new Set(manifests.flatMap(({ environment, local }) => (local ? [] : [environment])))];
}
