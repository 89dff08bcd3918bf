import path from 'node:path';
import { gitIn } from '../project/base/git';
import { blobsOf, blobUrl, type Blobs } from '../review/blobs';
import { commitId, headOfJob } from '../review/post/ci-context';
import type { PostTarget } from '../review/post/job-token';
import type { Review } from '../review/review-model';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import type { SourcePlace } from '../shared/source-places';
import { textOf } from '../shared/read-file';
import { findProject } from '../project/find-project';

/**
 * Where the CI system of this job shows the files of the commit that is reviewed: a rehearsal says which commit and
 * folder these are, and for plans the job and its checkout do. Undefined outside of a CI job: places are no links then.
 */
export async function blobsOfJob(
  { commits }: Pick<Review, 'commits'>,
  io: Pick<Io, 'cwd' | 'env' | 'stop'>,
  on: PostTarget | undefined = systemOf(io.env),
): Promise<Blobs | undefined> {
  if (on === undefined) return undefined;
  const head = commits?.head ?? (await headIn(on, io));
  if (head === undefined) return undefined;
  const folder = commits === undefined ? await projectFolder(io) : (commits.folder ?? '');
  return folder === undefined ? undefined : blobsOf(on, io.env, head, folder);
}

/** The address of a line of the commit that this job checked out; undefined outside of a CI job. */
export async function codeUrlOf(
  io: Pick<Io, 'cwd' | 'env' | 'stop'>,
): Promise<((place: SourcePlace) => string) | undefined> {
  const blobs = await blobsOfJob({}, io);
  return blobs === undefined ? undefined : (place) => blobUrl(blobs, place);
}

/** What GitHub tells a workflow of the event that started it. */
export async function eventText({ env }: Pick<Io, 'env'>): Promise<string | undefined> {
  const file = env['GITHUB_EVENT_PATH'];
  return file ? await textOf(file) : undefined;
}

function systemOf(env: Io['env']): PostTarget | undefined {
  if (env['GITHUB_REPOSITORY']) return 'github';
  return env['CI_PROJECT_URL'] ? 'gitlab' : undefined;
}

/** Of a pull request its head; else the commit that the job checked out. */
async function headIn(on: PostTarget, io: Pick<Io, 'env'>): Promise<string | undefined> {
  const event = on === 'github' ? await eventText(io) : undefined;
  return headOfJob(on, { env: io.env, event }) ?? (on === 'github' ? commitId(io.env['GITHUB_SHA']) : undefined);
}

/** The project's folder in its repository; empty for the root, undefined outside of a repository. */
async function projectFolder({ cwd, env, stop }: Pick<Io, 'cwd' | 'env' | 'stop'>): Promise<string | undefined> {
  try {
    const prefix = await gitIn(projectOr(cwd), env, stop).ask(['rev-parse', '--show-prefix'], NO_REPOSITORY);
    return prefix?.trim().replace(/\/$/, '');
  } catch (error) {
    // A link is not worth an error.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Exit code of git outside of a repository. */
const NO_REPOSITORY = 128;

function projectOr(cwd: string): string {
  try {
    return findProject(cwd).folder;
  } catch (error) {
    if (error instanceof UserError) return path.resolve(cwd);
    throw error;
  }
}
