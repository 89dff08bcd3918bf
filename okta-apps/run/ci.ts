import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { findProject, type Project } from '../project/find-project';
import { readAssembly, type AssembledStack } from '../project/assembly';
import { synthesize } from '../project/run-app';
import { stateOf, type FileState, type GeneratedFile } from '../pipelines/generated-file';
import { GITLAB_START, pipelineFiles } from '../pipelines/pipeline-files';
import type { CiSystem } from '../pipelines/pipeline-facts';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { replaceFile } from '../shared/replace-file';
import { installedTool } from './ci/installed-tool';
import { pipelineEnvironments } from './ci/pipeline-environments';
import { appliedBranch, existing, gitlabStart, placeProblem } from './ci/repository';
import { sinkFiles } from './ci/rotations';
import { unneededFiles } from './ci/unneeded-files';

export interface CiOptions {
  readonly github?: boolean;
  readonly gitlab?: boolean;
  /** The branch that is applied, on GitHub. @default - that of the files, of `origin/HEAD`, or `main` */
  readonly branch?: string;
}

/**
 * `okta-apps ci`: writes the pipeline files from `env/`, all or none.
 *
 * @returns 0 written, or there was nothing to write.
 * @throws UserError with everything that is wrong.
 */
export async function runCi(options: CiOptions, io: Io): Promise<number> {
  const where = systemOf(options);
  const project = findProject(io.cwd);
  const branch = where === 'github' ? await appliedBranch(project.folder, options.branch, io) : 'main';
  const place = placeProblem(project.folder);
  if (place !== undefined) throw new UserError(place);
  const files = filesOf(where, branch, { project, stacks: await everyStack(project, io) });
  const found = files.map((file) => ({ file, state: stateOf(file, existing(project.folder, file.path)) }));
  const unneeded = unneededFiles(where, project.folder, files);
  const start = where === 'gitlab' ? gitlabStart(project.folder, files.at(-1)?.text ?? '') : undefined;
  const problems = [
    ...[...found, ...unneeded].flatMap(({ file, state }) => refusal(file, state)),
    ...(start?.problems ?? []),
  ];
  if (problems.length > 0) throw new UserError([...problems, 'Nothing was written.'].join('\n'));
  const toWrite = [
    ...found.filter(({ state }) => state !== 'same').map(({ file }) => file),
    ...(start?.isMissing === true ? [GITLAB_START] : []),
  ];
  for (const file of toWrite) await write(project.folder, file, io);
  for (const { file } of unneeded) {
    await rm(path.join(project.folder, file.path));
    io.stdout.write(`Removed ${file.path}: no environment sets secrets.maxAge\n`);
  }
  if (toWrite.length === 0 && unneeded.length === 0)
    io.stdout.write('Nothing to write: the pipeline files are those of env/.\n');
  if (start?.todo !== undefined) io.stdout.write(start.todo);
  return EXIT.done;
}

function systemOf({ github, gitlab, branch }: CiOptions): CiSystem {
  if (github === gitlab)
    throw new UserError('Pass one of --github and --gitlab: the system whose pipeline files are written');
  if (gitlab && branch !== undefined) {
    throw new UserError('--branch is for --github only: GitLab knows its default branch');
  }
  return github ? 'github' : 'gitlab';
}

/** Of all environments, whatever the shell has in OKTA_ENV: the files are for all of them. */
async function everyStack(project: Project, io: Io): Promise<readonly AssembledStack[]> {
  const env = { ...io.env, OKTA_ENV: undefined };
  await synthesize(project, { environments: undefined, stdout: io.stderr }, { ...io, env });
  return readAssembly(project.outdir, project.output);
}

/** A project, and what it synthesized. */
export interface Synthesized {
  readonly project: Project;
  readonly stacks: readonly AssembledStack[];
}

/**
 * The pipeline files as `env/` wants them.
 *
 * @throws UserError with everything that is wrong.
 */
export function filesOf(where: CiSystem, branch: string, { project, stacks }: Synthesized): readonly GeneratedFile[] {
  const { tool, problems: ofTool } = installedTool(project.folder);
  const { environments, problems: ofEnvironments } = pipelineEnvironments(where, stacks);
  const problems = [...ofEnvironments, ...ofTool];
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return pipelineFiles(where, { environments, branch, tool, sinkFiles: sinkFiles(project.folder, stacks) });
}

function refusal({ path: name }: GeneratedFile, state: FileState): readonly string[] {
  if (state === 'edited') {
    return [
      `${name} was edited since okta-apps ci wrote it. Move what you need of it into a file of its own, delete ${name} and run this again`,
    ];
  }
  return state === 'foreign'
    ? [
        `${name} was not written by okta-apps ci. Rename it, or delete it if this is to take its place, and run this again`,
      ]
    : [];
}

async function write(folder: string, { path: name, text }: GeneratedFile, { stdout }: Io): Promise<void> {
  const file = path.join(folder, name);
  try {
    await mkdir(path.dirname(file), { recursive: true });
  } catch (error) {
    throw new UserError(`${path.dirname(name)} cannot be created (${String((error as NodeJS.ErrnoException).code)})`);
  }
  await replaceFile(file, text, { shown: name });
  stdout.write(`Wrote ${name}\n`);
}
