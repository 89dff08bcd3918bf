import { ApiError } from '../post/api-call';
import type { GitlabClient } from '../post/gitlab';
import { byText, field, inner, textField, list, type JsonObject } from '../../shared/json';
import type { GivenApprovals } from './server';

/** An account, as GitLab names who opened a merge request. */
export interface Author {
  readonly id: unknown;
  readonly username?: unknown;
}

interface Request {
  readonly project: string;
  readonly iid: number;
  /** Who opened it; undefined where it was not asked for. */
  readonly author: Author | undefined;
}

/** What a project must be set to: only GitLab itself knows who pushed a commit. */
const SETTINGS: readonly { readonly name: string; readonly wanted: boolean; readonly text: string }[] = [
  { name: 'merge_requests_author_approval', wanted: false, text: 'Prevent approval by merge request creator' },
  {
    name: 'merge_requests_disable_committers_approval',
    wanted: true,
    text: 'Prevent approvals by users who add commits',
  },
];

/**
 * Whose approval of a merge request counts: of other people than its author, after its last version was pushed, and
 * only where the project forbids approvals by authors and by everyone who pushed to it.
 *
 * @throws ApiError
 */
export async function gitlabApprovals(client: GitlabClient, request: Request): Promise<GivenApprovals> {
  const [given, since] = [await approvalsOf(client, request), await lastChange(client, request)];
  const counted: string[] = [];
  const notCounted: string[] = [];
  for (const { name, id, at } of given) {
    if (id === request.author?.id) notCounted.push(`${name} opened it`);
    else if (at === undefined) notCounted.push(`this GitLab does not say when ${name} approved`);
    else if (at >= since) counted.push(name);
    else notCounted.push(`${name} approved an older version`);
  }
  const open = counted.length === 0 ? undefined : await openSettings(client, request.project);
  const opener = request.author?.username;
  const parts = typeof opener === 'string' ? [opener] : [];
  return {
    approvedBy: counted,
    notCounted,
    parts,
    mayHaveOtherParts: true,
    ...(open !== undefined && { unknown: open }),
  };
}

/** Which setting lets a person approve what they pushed; undefined when none does. */
async function openSettings({ gitlab, call }: GitlabClient, project: string): Promise<string | undefined> {
  let settings: JsonObject;
  try {
    settings = await call('for the approval settings of the project', () =>
      gitlab.MergeRequestApprovals.showConfiguration(project),
    );
  } catch (error) {
    if (!(error instanceof ApiError) || !error.forbidden) throw error;
    return `whether the project forbids approvals by people who pushed is not known: ${error.message}`;
  }
  const open = SETTINGS.filter(({ name, wanted }) => field(settings, name) !== wanted);
  if (open.length === 0) return undefined;
  const names = open.map(({ text }) => `"${text}"`).join(' and ');
  return `the project lets people approve what they pushed; switch on ${names} in its merge request settings`;
}

/** When the last version was pushed; what was said before that is of another one. */
async function lastChange({ gitlab, call }: GitlabClient, { project, iid }: Request): Promise<number> {
  const versions = await call('for the versions of a merge request', () =>
    gitlab.MergeRequests.allDiffVersions(project, iid),
  );
  const times = versions.map((version) => Date.parse(textField(version, 'created_at') ?? ''));
  return times.length === 0 ? NaN : Math.max(...times);
}

interface GivenApproval {
  readonly name: string;
  readonly id: unknown;
  /** Milliseconds; older GitLabs do not say. */
  readonly at: number | undefined;
}

async function approvalsOf(
  { gitlab, call }: GitlabClient,
  { project, iid }: Request,
): Promise<readonly GivenApproval[]> {
  const state = await call('for the approvals of a merge request', () =>
    gitlab.MergeRequestApprovals.showConfiguration(project, { mergerequestIId: iid }),
  );
  const approvals: unknown = field(state, 'approved_by');
  return list(approvals)
    .flatMap((approval): readonly GivenApproval[] => {
      const name = inner(approval, 'user', 'username');
      const at = inner(approval, 'approved_at');
      if (typeof name !== 'string') return [];
      return [{ name, id: inner(approval, 'user', 'id'), at: typeof at === 'string' ? Date.parse(at) : undefined }];
    })
    .sort((a, b) => byText(a.name, b.name));
}
