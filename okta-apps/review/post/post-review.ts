import { clipped } from '../../shared/visible-text';
import { fenced } from '../../shared/markdown';
import { COMMENT_MARKER } from '../render/markdown';
import { PATIENCE, type Patience } from './api-call';
import { githubContext, gitlabContext, headOf, type Variables } from './ci-context';
import { githubComments } from './github';
import { gitlabComments } from './gitlab';
import { checkGithubWrites, checkGitlabWrites } from './may-write';
import { writtenWithToken, type Forked, type PostTarget } from './job-token';
import { upsertComment, type CommentStore, type Upserted } from './upsert';

/** What became of a comment. */
export type Posted = { readonly outcome: Upserted } | Forked;

export interface PostOptions {
  readonly env: Variables;
  /** Text of the file that `GITHUB_EVENT_PATH` names. */
  readonly event: string | undefined;
  readonly patience?: Patience;
}

interface Destination {
  readonly fork: boolean;
  readonly open: (token: string) => CommentStore;
  readonly checkWrites: (token: string) => Promise<void>;
}

/**
 * Writes the review as the one comment of the pull or merge request that this CI job runs for.
 *
 * @param body begins with `COMMENT_MARKER`.
 * @throws UserError when something is missing, or when the comment cannot be written.
 */
export async function postReview(where: PostTarget, body: string, options: PostOptions): Promise<Posted> {
  const { fork, open } = destination(where, options);
  return await writtenWithToken('The comment was not written', { where, env: options.env, fork }, async (token) => ({
    outcome: await upsertComment(open(token), COMMENT_MARKER, body),
  }));
}

/**
 * Looks at all that a review needs to be posted, before any work is done: the event, the token, the request, and what
 * the token may write. A fork needs less, because its review goes elsewhere.
 *
 * @throws UserError when something is missing.
 */
export async function checkNeeds(where: PostTarget, options: PostOptions): Promise<void> {
  const { fork, open, checkWrites } = destination(where, options);
  await writtenWithToken('The review cannot be posted', { where, env: options.env, fork }, async (token) => {
    const comments = open(token);
    await comments.whoAmI();
    await comments.list();
    await checkWrites(token);
    return { outcome: 'checked' as const };
  });
}

function destination(where: PostTarget, { env, event, patience = PATIENCE }: PostOptions): Destination {
  if (where === 'github') {
    const context = githubContext(env, event);
    return {
      fork: context.fork,
      open: (token) => githubComments(context, token, patience),
      checkWrites: async (token) => {
        headOf(context);
        await checkGithubWrites(context, context.number, token, patience);
      },
    };
  }
  const context = gitlabContext(env);
  return {
    fork: context.fork,
    open: (token) => gitlabComments(context, token, patience),
    checkWrites: (token) => checkGitlabWrites(context.host, token, patience),
  };
}

/**
 * The comment of a review that could not be made: an older one that is all green would be believed.
 *
 * @param message why, without secrets; it may have several lines.
 */
export function failureComment(message: string): string {
  const lines = message.trimEnd().split('\n').map(clipped).slice(0, 50);
  return [
    COMMENT_MARKER,
    '### ⛔ Not reviewed: the effect of this change is unknown',
    '',
    fenced('text', lines),
    '',
  ].join('\n');
}
