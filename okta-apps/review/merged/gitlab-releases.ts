import type { GitlabClient } from '../post/gitlab';
import { inner, list } from '../../shared/json';
import type { AskingJob, Release, Releases } from './server';

/** The deployment of a job that runs is among the newest. */
const PER_PAGE = 100;

/**
 * Approvals of the deployment that this very job makes; a job that is started again makes another one. They may be older
 * than the second look, so they count with its code only.
 *
 * @see https://docs.gitlab.com/api/deployments/
 * @throws ApiError
 */
export async function gitlabReleases(
  { gitlab, call }: GitlabClient,
  project: string,
  environment: string,
  { run, job }: AskingJob,
): Promise<Releases> {
  const newest = await call(`for the deployments to ${environment}`, () =>
    gitlab.Deployments.all(project, { environment, orderBy: 'id', sort: 'desc', perPage: PER_PAGE, maxPages: 1 }),
  );
  const own = newest.find((one) => job !== undefined && String(inner(one, 'deployable', 'id')) === job);
  if (own === undefined || run === undefined) return { given: [], startedBy: [], afterOneLook: false };
  const deployment: unknown = await call(`who approved the deployment to ${environment}`, () =>
    gitlab.Deployments.show(project, own.id),
  );
  const pipeline: unknown = await call('who started the pipeline', () => gitlab.Pipelines.show(project, Number(run)));
  const startedBy = [
    inner(deployment, 'user', 'username'),
    inner(deployment, 'deployable', 'user', 'username'),
    inner(pipeline, 'user', 'username'),
  ].filter((name) => typeof name === 'string');
  const approvals = list(inner(deployment, 'approvals'));
  if (approvals.some((approval) => inner(approval, 'status') === 'rejected')) {
    return { given: [], startedBy, afterOneLook: false };
  }
  return { given: approvals.flatMap(releaseOf), startedBy, afterOneLook: false };
}

function releaseOf(approval: unknown): readonly Release[] {
  const [by, comment] = [inner(approval, 'user', 'username'), inner(approval, 'comment')];
  if (typeof by !== 'string' || inner(approval, 'status') !== 'approved') return [];
  return [{ by, comment: typeof comment === 'string' ? comment : '' }];
}
