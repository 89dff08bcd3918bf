import { gitIn } from '../rehearsal/base/git';
import type { PostTarget } from '../review/post/job-token';
import { tokenOf } from '../review/post/job-token';
import { PostError } from '../review/post/comment-store';
import { refused, short, type Found } from '../review/merged/found';
import type * as githubModule from '../review/merged/github';
import { githubPush, type GithubPush } from '../review/merged/pushed';
import { visible } from '../review/render/escape';
import { counted } from '../review/render/words';
import { UserError } from '../user-error';
import { writeReviewed } from './digest-output';
import type { Io } from './io';
import { load } from './load';
import { eventText } from './post';

export interface ReviewedOptions {
  readonly from: PostTarget;
  /** The pushed commit. @default - the one that this CI job runs for */
  readonly commit?: string;
  /** What the branch was before the push. @default - what the CI system says */
  readonly before?: string;
  /** File that is written. */
  readonly out: string;
}

const REFUSED = 3;

/**
 * `okta-apps reviewed`: after a merge, gets what was reviewed of it and who approved it.
 *
 * @returns 0 written · 3 nothing that may be trusted was found.
 */
export async function reviewedCommand(options: ReviewedOptions, io: Io): Promise<number> {
  const found = await fromGithub(options, io);
  if (found.outcome === 'refused') {
    io.stderr.write(`${found.why}.\n`);
    return REFUSED;
  }
  const { reviewed, place } = found;
  await writeReviewed(options.out, reviewed, io);
  const approvers = (reviewed.approvedBy ?? []).map(visible);
  const by = approvers.length === 0 ? 'nobody' : approvers.join(', ');
  io.stdout.write(`${counted(reviewed.digests.length, 'stack')} reviewed in ${place}, approved by ${by}.\n`);
  return 0;
}

async function fromGithub(options: ReviewedOptions, io: Io): Promise<Found> {
  const push = githubPush(io.env, await eventText(io), options);
  const token = tokenFor('github', io);
  return (await pipelineChanged(push, io)) ?? (await asked(() => github().reviewedOnGithub(push, token)));
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
    if (!(error instanceof PostError)) throw error;
    throw new UserError(`What was reviewed cannot be read: ${error.message}`);
  }
}

function github(): typeof githubModule {
  return load('../review/merged/github') as typeof githubModule;
}
