import { PATIENCE, type Patience } from '../post/api-call';
import { gitlabClient, type GitlabClient } from '../post/gitlab';
import { byText, field, inner, isList, textField } from '../../shared/json';
import { short, type GitlabPush } from './pushed';

const PER_PAGE = 100;
const HINT = 'the token needs the scope "read_api" and at least the role Reporter in the project';

/** Who approved what a push merged. */
export interface MergeApproval {
  readonly approvedBy: readonly string[];
  /** `merge request 3`, or why there is none. */
  readonly place: string;
  /** Names of people whose approval does not say when it was given: it could be one of an older version. */
  readonly untimed: readonly string[];
}

interface MergedRequest {
  readonly iid: number;
  readonly author: unknown;
}

/**
 * Finds the merge request that a push merged, and who approved its last version. GitLab itself sees to it that only
 * people approve who may.
 *
 * @throws ApiError when the API does not answer.
 */
export async function approvalsOnGitlab(
  push: GitlabPush,
  token: string,
  patience: Patience = PATIENCE,
): Promise<MergeApproval> {
  const client = gitlabClient(push.host, token, HINT, patience);
  const [request, ...others] = await mergedRequests(client, push);
  if (request === undefined || others.length > 0) {
    const what = request === undefined ? 'a merge request' : 'one merge request only';
    const place = `no merge request (${short(push.commit)} is not the merge of ${what})`;
    return { approvedBy: [], untimed: [], place };
  }
  const [approvals, last] = await Promise.all([approvalsOf(client, push, request), lastChange(client, push, request)]);
  return {
    approvedBy: approvals.filter(({ at }) => at !== undefined && at >= last).map(({ name }) => name),
    untimed: approvals.filter(({ at }) => at === undefined).map(({ name }) => name),
    place: `merge request ${request.iid}`,
  };
}

async function mergedRequests({ gitlab, call }: GitlabClient, push: GitlabPush): Promise<readonly MergedRequest[]> {
  const { project, commit, branch } = push;
  const requests = await call('for the merge request of a commit', () =>
    gitlab.Commits.allMergeRequests(project, commit, { perPage: PER_PAGE }),
  );
  return requests
    .filter((request) => request.state === 'merged' && request.target_branch === branch && mergeOf(request) === commit)
    .map(({ iid, author }) => ({ iid, author: author.id }));
}

/** A merge commit, a squashed one, or with a fast-forward the head itself. */
function mergeOf(request: Readonly<Record<string, unknown>>): unknown {
  return request['merge_commit_sha'] ?? request['squash_commit_sha'] ?? request['sha'];
}

/** When the last version was pushed; what was said before that is of another one. */
async function lastChange({ gitlab, call }: GitlabClient, { project }: GitlabPush, { iid }: MergedRequest) {
  const versions = await call('for the versions of a merge request', () =>
    gitlab.MergeRequests.allDiffVersions(project, iid),
  );
  const times = versions.map((version) => Date.parse(textField(version, 'created_at') ?? ''));
  return times.length === 0 ? NaN : Math.max(...times);
}

interface GivenApproval {
  readonly name: string;
  /** Milliseconds; older GitLabs do not say. */
  readonly at: number | undefined;
}

/** Those of other people than the author, by name. */
async function approvalsOf(
  { gitlab, call }: GitlabClient,
  { project }: GitlabPush,
  { iid, author }: MergedRequest,
): Promise<readonly GivenApproval[]> {
  const state = await call('for the approvals of a merge request', () =>
    gitlab.MergeRequestApprovals.showConfiguration(project, { mergerequestIId: iid }),
  );
  const approvals: unknown = field(state, 'approved_by');
  return (isList(approvals) ? approvals : [])
    .flatMap((approval): readonly GivenApproval[] => {
      const name = inner(approval, 'user', 'username');
      if (typeof name !== 'string' || inner(approval, 'user', 'id') === author) return [];
      const at = inner(approval, 'approved_at');
      return [{ name, at: typeof at === 'string' ? Date.parse(at) : undefined }];
    })
    .sort((a, b) => byText(a.name, b.name));
}
