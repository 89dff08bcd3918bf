import { clipped } from '../../shared/visible-text';
import { fenced } from '../../shared/markdown';
import { COMMENT_MARKER } from '../render/markdown';
import { PATIENCE, type Patience } from './api-call';
import { githubContext, gitlabContext, type Variables } from './ci-context';
import { githubComments } from './github';
import { gitlabComments } from './gitlab';
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
}

/**
 * Writes the review as the one comment of the pull or merge request that this CI job runs for.
 *
 * @param body begins with `COMMENT_MARKER`.
 * @throws UserError when something is missing, or when the comment cannot be written.
 */
export async function postReview(where: PostTarget, body: string, options: PostOptions): Promise<Posted> {
  const { fork, open } = destination(where, options);
  return await writtenWithToken('comment', { where, env: options.env, fork }, async (token) => ({
    outcome: await upsertComment(open(token), COMMENT_MARKER, body),
  }));
}

function destination(where: PostTarget, { env, event, patience = PATIENCE }: PostOptions): Destination {
  if (where === 'github') {
    const context = githubContext(env, event);
    return { fork: context.fork, open: (token) => githubComments(context, token, patience) };
  }
  const context = gitlabContext(env);
  return { fork: context.fork, open: (token) => gitlabComments(context, token, patience) };
}

/**
 * The comment of a review that could not be made: an older one that is all green would be believed.
 *
 * @param message why, without secrets; it may have several lines.
 */
export function failureComment(message: string): string {
  const lines = message.trimEnd().split('\n').map(clipped).slice(0, 50);
  return [COMMENT_MARKER, '### ⛔ Not reviewed: nobody knows what would happen', '', fenced('text', lines), ''].join(
    '\n',
  );
}
