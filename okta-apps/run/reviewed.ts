import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { counted } from '../shared/lists';
import { gitIn } from '../project/base/git';
import { ApiError } from '../review/post/api-call';
import { tokenOf, type PostTarget } from '../review/post/job-token';
import { githubPush, gitlabPush, refused, short, type Found, type GithubPush } from '../review/merged/pushed';
import { visible } from '../shared/visible-text';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { eventText } from './post';
import type { Reviewed } from '../review/digest';
import { digestFile, digestFileText, parseDigests } from '../review/digest-file';
import { textOfNamed } from '../shared/read-file';

export interface ReviewedOptions {
  readonly from: PostTarget;
  /** The pushed commit. @default - the one that this CI job runs for */
  readonly commit?: string;
  /** What the branch was before the push. @default - what the CI system says */
  readonly before?: string;
  /** File of the digests that the pipeline itself made, where that is no check run. */
  readonly digests?: string;
  /** File that is written. */
  readonly out: string;
}

/**
 * `okta-apps reviewed`: after a merge, gets what was reviewed of it and who approved it.
 *
 * @returns 0 written · 3 nothing that may be trusted was found.
 */
export async function runReviewed(options: ReviewedOptions, io: Io): Promise<number> {
  const found = await (options.from === 'github' ? fromGithub(options, io) : fromGitlab(options, io));
  if (found.outcome === 'refused') {
    io.stderr.write(`${found.why}.\n`);
    return EXIT.refused;
  }
  const { reviewed, place } = found;
  await writeReviewed(options.out, reviewed, io);
  const approvers = (reviewed.approvedBy ?? []).map(visible);
  const by = approvers.length === 0 ? 'nobody' : approvers.join(', ');
  io.stdout.write(`${counted(reviewed.digests.length, 'stack')} reviewed in ${place}, approved by ${by}.\n`);
  return EXIT.done;
}

async function fromGithub(options: ReviewedOptions, io: Io): Promise<Found> {
  if (options.digests !== undefined)
    throw new UserError('--digests goes with --from gitlab: on GitHub a check run has them');
  const push = githubPush(io.env, await eventText(io), options);
  const token = tokenFor('github', io);
  const { reviewedOnGithub } = await import('../review/merged/github.js');
  return (await pipelineChanged(push, io)) ?? (await asked(() => reviewedOnGithub(push, token)));
}

/** GitLab has no place for digests but the pipeline of main itself; who approved the merge is asked. */
async function fromGitlab({ commit, before, digests: file }: ReviewedOptions, io: Io): Promise<Found> {
  if (before !== undefined) throw new UserError('--before goes with --from github');
  if (file === undefined)
    throw new UserError('--from gitlab wants --digests <file>: what "okta-apps review" left in this pipeline');
  const push = gitlabPush(io.env, commit);
  const token = tokenFor('gitlab', io);
  const { digests } = await readReviewed(file, io);
  const { approvalsOnGitlab } = await import('../review/merged/gitlab.js');
  const { approvedBy, place, untimed } = await asked(() => approvalsOnGitlab(push, token));
  if (untimed.length > 0) {
    io.stderr.write(
      `Not counted, because this GitLab does not say when they approved: ${untimed.map(visible).join(', ')}\n`,
    );
  }
  return { outcome: 'found', reviewed: { digests, approvedBy }, place: `this pipeline for ${place}` };
}

/** The workflow of a pull request is the pull request's own: one that changes it could have left any digests. */
async function pipelineChanged({ commit, before }: GithubPush, { cwd, env, stop }: Io): Promise<Found | undefined> {
  const byHand = 'so nothing that its review left is trusted: apply it by hand, at a terminal';
  if (/^0+$/.test(before)) return refused(`What the branch was before the push is not known, ${byHand}`);
  const git = gitIn(cwd, env, stop);
  for (const one of [before, commit]) {
    if ((await git.ask(['cat-file', '-e', `${one}^{commit}`], 128)) === undefined) {
      throw new UserError(
        `There is no commit ${short(one)} in this repository; fetch it (in GitHub Actions "fetch-depth: 0")`,
      );
    }
  }
  const changed = await git(['diff', '--name-only', before, commit, '--', ':/.github']);
  return changed === '' ? undefined : refused(`The push changes .github, ${byHand}`);
}

function tokenFor(where: PostTarget, { env }: Io): string {
  const { token, variable } = tokenOf(where, env);
  if (token === undefined) throw new UserError(`${variable} is not set: --from ${where} takes the token from it`);
  return token;
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new UserError(`What was reviewed cannot be read: ${error.message}`);
  }
}

/**
 * Reads the digests of what was reviewed.
 *
 * @throws UserError when the file cannot be read or is not whole.
 */
export async function readReviewed(file: string, io: Pick<Io, 'cwd'>): Promise<Reviewed> {
  return parseDigests(await textOfNamed(file, io), digestFile(file));
}

/**
 * Writes what was reviewed to a file for `okta-apps apply --reviewed`.
 *
 * @throws UserError when it cannot be written.
 */
export async function writeReviewed(file: string, reviewed: Reviewed, { cwd }: Pick<Io, 'cwd'>): Promise<void> {
  try {
    await writeFile(path.resolve(cwd, file), digestFileText(reviewed));
  } catch (error) {
    throw new UserError(`${file} cannot be written (${String((error as NodeJS.ErrnoException).code)})`);
  }
}
