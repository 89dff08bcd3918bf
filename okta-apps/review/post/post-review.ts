import { UserError } from '../../user-error';
import { COMMENT_MARKER } from '../render/markdown';
import { githubContext, gitlabContext, type Variables } from './ci-context';
import { PostError, type CommentStore } from './comment-store';
import { githubComments } from './github';
import { gitlabComments } from './gitlab';
import { PATIENCE, type Patience } from './retry';
import { upsertComment, type Upserted } from './upsert';

export type PostTarget = 'github' | 'gitlab';

/** What became of a comment. `forked`: a pull request of a fork has no token that may write one. */
export type Posted = { readonly outcome: Upserted } | { readonly outcome: 'forked'; readonly why: string };

export interface PostOptions {
  readonly env: Variables;
  /** Text of the file that `GITHUB_EVENT_PATH` names. */
  readonly event: string | undefined;
  readonly patience?: Patience;
}

interface Destination {
  readonly token: string | undefined;
  /** Where the token is looked for. */
  readonly variable: string;
  readonly fork: boolean;
  readonly open: (token: string) => CommentStore;
}

const TOKENS = { github: ['GITHUB_TOKEN', 'GH_TOKEN'], gitlab: ['GITLAB_TOKEN'] } as const;

function destination(where: PostTarget, { env, event, patience = PATIENCE }: PostOptions): Destination {
  const variable = TOKENS[where].join(' or ');
  const token = TOKENS[where].map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');
  if (where === 'github') {
    const context = githubContext(env, event);
    return { token, variable, fork: context.fork, open: (value) => githubComments(context, value, patience) };
  }
  const context = gitlabContext(env);
  return { token, variable, fork: context.fork, open: (value) => gitlabComments(context, value, patience) };
}

/**
 * Writes the review as the one comment of the pull or merge request that this CI job runs for.
 *
 * @param body begins with `COMMENT_MARKER`.
 * @throws UserError when something is missing, or when the comment cannot be written.
 */
export async function postReview(where: PostTarget, body: string, options: PostOptions): Promise<Posted> {
  const { token, variable, fork, open } = destination(where, options);
  if (token === undefined) {
    if (fork) return { outcome: 'forked', why: `${variable} is not set, as is right for a fork` };
    throw new UserError(`${variable} is not set: --post ${where} takes the token from it`);
  }
  try {
    return { outcome: await upsertComment(open(token), COMMENT_MARKER, body) };
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    if (fork && error.forbidden) return { outcome: 'forked', why: error.message };
    throw new UserError(`The comment was not written: ${error.message}`);
  }
}
