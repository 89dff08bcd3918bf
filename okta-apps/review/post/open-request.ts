import { UserError } from '../../shared/errors';
import { PATIENCE, type Patience } from './api-call';
import { createCheck, type CheckRun } from './check-run';
import type { Variables } from './ci-context';
import { githubClient, githubComments } from './github';
import { githubRun, pullOfRun } from './github-run';
import { gitlabClient, gitlabComments, GITLAB_HINT } from './gitlab';
import { gitlabPipeline, requestOfPipeline } from './gitlab-pipeline';
import { tokenOf, type PostTarget } from './job-token';
import { checkGithubWrites, checkGitlabWrites } from './may-write';
import { externalId, type RequestPlace } from './request-place';
import { COMMENT_MARKER } from '../render/markdown';
import { upsertComment, type CommentStore, type Upserted } from './upsert';

/** What a request gets to say of a review. */
export interface Texts {
  readonly body: string;
  readonly check: CheckRun;
  /** The base commit that the review names. */
  readonly base?: string | undefined;
}

/** The open pull or merge request that a review is posted to. */
export interface OpenRequest {
  readonly place: RequestPlace;
  /** Looks at all that can be looked at before something is written. @throws ApiError */
  readonly check: () => Promise<void>;
  /** Of what is written, all or, after an error, some is there. @throws ApiError */
  readonly write: (texts: Texts) => Promise<Upserted>;
  /** Writes each, whatever becomes of the other. @returns the errors */
  readonly writeEach: (texts: Texts) => Promise<readonly unknown[]>;
}

export type Opened = OpenRequest | { readonly why: string };

export interface OpenOptions {
  readonly env: Variables;
  /** Text of the file that `GITHUB_EVENT_PATH` names. */
  readonly event: string | undefined;
  /** Id of the GitLab pipeline that made the review. */
  readonly run?: string;
  readonly patience?: Patience;
}

/**
 * Finds the request that a run reviewed.
 *
 * @returns why there is none, where that is no mistake.
 * @throws UserError when something is missing.
 */
export async function openRequest(to: PostTarget, options: OpenOptions): Promise<Opened> {
  const opened = await (to === 'github' ? onGithub(options) : onGitlab(options));
  if ('why' in opened) return opened;
  const { place, comments, checkWrites, writeCheck } = opened;
  const checked = ({ check, base }: Texts) => writeCheck?.(check, externalId(place, base));
  const commented = ({ body }: Texts) => upsertComment(comments, COMMENT_MARKER, body);
  return {
    place,
    check: async () => {
      await comments.whoAmI();
      await comments.list();
      await checkWrites();
    },
    // The check run first: a token that may not write one is the more usual mistake.
    write: async (texts) => {
      await checked(texts);
      return await commented(texts);
    },
    writeEach: async (texts) => {
      const tried = await Promise.allSettled([checked(texts), commented(texts)]);
      return tried.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
    },
  };
}

interface Request {
  readonly place: RequestPlace;
  readonly comments: CommentStore;
  readonly checkWrites: () => Promise<void>;
  /** GitLab has no check runs. */
  readonly writeCheck?: (check: CheckRun, id: string) => Promise<void>;
}

type Found = Request | { readonly why: string };

async function onGithub({ env, event, patience = PATIENCE }: OpenOptions): Promise<Found> {
  const run = githubRun(env, event);
  const token = tokenFor('github', env);
  const client = githubClient(run, token, patience);
  const found = await pullOfRun(run, client);
  if (found.outcome === 'none') return found;
  const { place } = found;
  return {
    place,
    comments: githubComments({ ...run, number: place.number, fork: false }, token, patience),
    checkWrites: () => checkGithubWrites(run, place.number, token, patience),
    writeCheck: (check, own) => createCheck(client, place.head, check, own),
  };
}

async function onGitlab({ env, run, patience = PATIENCE }: OpenOptions): Promise<Found> {
  const pipeline = gitlabPipeline(env, run);
  const token = tokenFor('gitlab', env);
  const found = await requestOfPipeline(pipeline, gitlabClient(pipeline.host, token, GITLAB_HINT, patience));
  if (found.outcome === 'none') return found;
  const { place } = found;
  return {
    place,
    comments: gitlabComments({ ...pipeline, iid: place.number, fork: false }, token, patience),
    checkWrites: () => checkGitlabWrites(pipeline.host, token, patience),
  };
}

function tokenFor(to: PostTarget, env: Variables): string {
  const { token, variable } = tokenOf(to, env);
  if (token === undefined) throw new UserError(`${variable} is not set: okta-apps post takes the token from it`);
  return token;
}
