import { commitPeople } from '../../project/base/commit-people';
import { fetchCommit, isHere } from '../../project/base/fetch-commit';
import type { Git } from '../../project/base/git';
import { isMergeOf, lineOf } from '../../project/base/history';
import type { Merge } from '../../review/merged/gate';
import { short } from '../../review/merged/pushed';
import type { MergedRequest } from '../../review/merged/server';
import { Refused } from '../../shared/errors';
import type { AskedServer } from './ci-server';

/**
 * The merges by which the pushed branch went on from a commit, oldest first. Each has exactly the files that merging
 * the last commit of its request onto the merge before gives, whether the platform merged, squashed or rebased it.
 *
 * @param environments to which that commit was applied last.
 * @throws Refused when the branch was never at that commit, or a merge brought more than its request.
 * @throws ApiError
 */
export async function mergesSince(
  asked: AskedServer,
  git: Git,
  from: string,
  environments: readonly string[],
): Promise<readonly Merge[]> {
  const { commit: to, branch } = asked.push;
  if (!(await isHere(git, from))) {
    throw new Refused(
      `${short(from)}, which was applied last to ${environments.join(', ')}, is not in this repository: ` +
        `either this clone is incomplete (in GitHub Actions "fetch-depth: 0"), or the history of ${branch} was ` +
        'rewritten: then apply it at a terminal.',
    );
  }
  const line = await lineOf(git, from, to);
  if (line === undefined) {
    throw new Refused(
      `${branch} was never at ${short(from)}, which was applied last: its history was rewritten. ` +
        'Apply it at a terminal.',
    );
  }
  const merges: Merge[] = [];
  // States of the branch that belong to no request so far; a rebase adds one commit after the other.
  let open = [from];
  for (const { commit } of line) {
    const request = await requestOf(asked, commit);
    if (request === undefined) {
      open.push(commit);
      continue;
    }
    await fetchCommit(git, request.head, `the last commit of ${request.name}`, asked.access);
    const base = await baseOf(git, commit, { open, request });
    if (base !== open[0]) merges.push(direct(base));
    const given = await asked.server.approvals(request, await commitPeople(git, base, request.head));
    merges.push({ commit, request, given });
    open = [commit];
  }
  const [, ...rest] = open;
  const last = rest.at(-1);
  return last === undefined ? merges : [...merges, direct(last)];
}

/** A push that is no merge of a request has no approvals. */
function direct(commit: string): Merge {
  return { commit, given: { approvedBy: [], notCounted: [] } };
}

async function requestOf({ server, push }: AskedServer, commit: string): Promise<MergedRequest | undefined> {
  const [request, ...others] = await server.mergedAs(commit, push.branch);
  if (request === undefined || others.length === 0) return request;
  const names = [request, ...others].map(({ name }) => name).join(', ');
  throw new Refused(
    `${short(commit)} is the merge of more than one request (${names}), so it is not clear whose approvals count. ` +
      'Apply it at a terminal.',
  );
}

/** The first state of the branch on which the request gives these files. */
async function baseOf(
  git: Git,
  commit: string,
  { open, request }: { readonly open: readonly string[]; readonly request: MergedRequest },
): Promise<string> {
  for (const base of open) if (await isMergeOf(git, commit, base, request.head)) return base;
  throw new Refused(
    `${short(commit)} is not the merge of ${request.name} at ${short(request.head)}: its files differ from the ` +
      'result of that merge, so what was approved is not what was pushed. Apply it at a terminal, or revert it.',
  );
}
