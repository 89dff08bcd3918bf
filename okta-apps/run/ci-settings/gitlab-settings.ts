import { PATIENCE } from '../../review/post/api-call';
import type { GitlabProject } from '../../review/post/ci-context';
import { gitlabClient } from '../../review/post/gitlab';
import { inner, list } from '../../shared/json';
import { once } from '../../shared/schema';
import type { SettingsOptions } from './github-settings';
import { environmentChecks, isBelowMaintainer, rotationCheck } from './gitlab-environments';
import { variableChecks } from './gitlab-variables';
import type { SettingCheck } from './setting-check';

const HINT = 'the token needs the scope "read_api" and the role Maintainer in the project';
/** The access level of no one. */
const NO_ONE = 0;

/** What GitLab must be set to. */
export function gitlabSettings(
  { host, project }: GitlabProject,
  { token, environments, rotating = [], patience = PATIENCE }: SettingsOptions,
): readonly SettingCheck[] {
  const client = gitlabClient(host, token, HINT, patience);
  const { gitlab, call } = client;
  const own = once(() => call('for the project', () => gitlab.Projects.show(project)));
  return [
    ...environments.flatMap((name) => environmentChecks(name, project, client)),
    ...rotating.map((name) => rotationCheck(name, project, client)),
    {
      id: 'branch/protected',
      right: 'the default branch is protected, and changes only by merge requests',
      where: 'Settings > Repository > Protected branches',
      look: async () => {
        const branch = String(inner(await own(), 'default_branch'));
        const found = await call(`for the protected branch ${branch}`, () =>
          gitlab.ProtectedBranches.show(project, branch),
        );
        const pushers = list(inner(found, 'push_access_levels'));
        return [
          ...(inner(found, 'allow_force_push') === false ? [] : ['it may be force-pushed']),
          ...(pushers.length > 0 && pushers.every((one) => inner(one, 'access_level') === NO_ONE)
            ? []
            : ['some may push to it']),
        ];
      },
    },
    {
      id: 'branch/up-to-date',
      right: 'merge requests are up to date before they are merged',
      where:
        'Settings > Merge requests > Merge method, "Merge commit with semi-linear history" or "Fast-forward merge"',
      look: async () => {
        const method: unknown = inner(await own(), 'merge_method');
        return method === 'ff' || method === 'rebase_merge' ? [] : ['the merge method does not ask for it'];
      },
    },
    {
      id: 'tags/protected',
      right: 'tags are protected, and Developers create none',
      where: 'Settings > Repository > Protected tags',
      look: async () => {
        const found = list(await call('for the protected tags', () => gitlab.ProtectedTags.all(project)));
        const open = found.filter((tag) => list(inner(tag, 'create_access_levels')).some(isBelowMaintainer));
        return [
          ...(found.some((tag) => inner(tag, 'name') === '*') ? [] : ['no rule is for all tags (*)']),
          ...open.map((tag) => `Developers create ${String(inner(tag, 'name'))}`),
        ];
      },
    },
    ...variableChecks({ project, environments, rotating }, client, own),
    {
      id: 'approvals/authors',
      right: 'authors and committers do not approve',
      where: 'Settings > Merge requests > Approval settings',
      look: async () => {
        const found = await call('for the approval settings', () =>
          gitlab.MergeRequestApprovals.showConfiguration(project),
        );
        return [
          ...(inner(found, 'merge_requests_author_approval') === false ? [] : ['authors may']),
          ...(inner(found, 'merge_requests_disable_committers_approval') === true ? [] : ['committers may']),
        ];
      },
    },
  ];
}
