import { UserError } from '../../shared/errors';
import { inner, listField, object, textField } from '../../shared/json';
import { commitId, gitlabProject, wholeNumber, type GitlabProject, type Variables } from './ci-context';
import type { GitlabClient } from './gitlab';
import type { FoundRequest } from './request-place';

/** The merge request pipeline that made a review. */
export interface GitlabPipeline extends GitlabProject {
  readonly id: number;
  /** Full name of the default branch. */
  readonly baseRef: string;
}

/**
 * @param run Id of the pipeline. @default the one that this job runs in
 * @throws UserError that says what is missing.
 */
export function gitlabPipeline(env: Variables, run: string | undefined): GitlabPipeline {
  const { CI_PROJECT_ID: own, CI_DEFAULT_BRANCH: branch, CI_PIPELINE_ID: pipeline } = env;
  const project = gitlabProject(env, own, 'okta-apps post --to gitlab');
  if (!branch)
    throw new UserError('CI_DEFAULT_BRANCH is not set: okta-apps post --to gitlab runs in a pipeline of GitLab');
  const id = wholeNumber(run ?? pipeline);
  if (id === undefined)
    throw new UserError('The pipeline that made the review is not known; pass its ID with --run <id>');
  return { ...project, id, baseRef: `refs/heads/${branch}` };
}

/** Refs of merge request pipelines: the source branch as it is, or merged with the target. */
const REF = /^refs\/merge-requests\/([1-9]\d*)\/(head|merge)$/;

/**
 * The open merge request that a pipeline ran for.
 *
 * @throws ApiError
 * @see https://docs.gitlab.com/api/pipelines/#get-a-single-pipeline
 */
export async function requestOfPipeline(
  { project, id, baseRef }: GitlabPipeline,
  { gitlab, call }: GitlabClient,
): Promise<FoundRequest> {
  const pipeline = await call('for a pipeline', () => gitlab.Pipelines.show(project, id));
  const [, iid, kind] = REF.exec(pipeline.ref) ?? [];
  if (iid === undefined)
    return { outcome: 'none', why: `pipeline ${id} is of ${pipeline.ref}, not of a merge request` };
  const request = await call('for a merge request', () => gitlab.MergeRequests.show(project, Number(iid)));
  const branch = baseRef.slice('refs/heads/'.length);
  const target = textField(object(request), 'target_branch') ?? 'another branch';
  if (request.state !== 'opened') return { outcome: 'none', why: `merge request ${iid} is ${request.state}` };
  if (target !== branch) return { outcome: 'none', why: `merge request ${iid} targets ${target}, not ${branch}` };
  const head = kind === 'head' ? commitId(pipeline.sha) : await sourceOf(pipeline.sha, project, { gitlab, call });
  if (head === undefined) return { outcome: 'none', why: `pipeline ${id} is of ${pipeline.sha}, which merges nothing` };
  const tip = await call('for the tip of a branch', () => gitlab.Branches.show(project, branch));
  const baseNow = String(inner(tip, 'commit', 'id'));
  const place = { number: Number(iid), baseRef, baseNow, head, headNow: request.sha };
  return { outcome: 'found', place: { ...place, run: textField(object(pipeline), 'web_url') ?? `pipeline ${id}` } };
}

/** Of a merge of both branches, the source branch is the second parent. */
async function sourceOf(sha: string, project: string, { gitlab, call }: GitlabClient): Promise<string | undefined> {
  const commit = await call('for a commit', () => gitlab.Commits.show(project, sha));
  return commitId(listField(object(commit), 'parent_ids')[1]);
}
