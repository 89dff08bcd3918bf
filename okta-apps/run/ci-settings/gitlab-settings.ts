import { PATIENCE } from '../../review/post/api-call';
import type { GitlabProject } from '../../review/post/ci-context';
import { gitlabClient, type GitlabClient } from '../../review/post/gitlab';
import { inner, list } from '../../shared/json';
import type { SettingsOptions } from './github-settings';
import { exposed, type SettingCheck } from './setting-check';

const HINT = 'the token needs the scope "read_api" and the role Maintainer in the project';
/** The access level of no one. */
const NO_ONE = 0;
const HOLDS_SECRET = /TOKEN|SECRET|PASSWORD|KEY/;

/** What GitLab must be set to. */
export function gitlabSettings(
  { host, project }: GitlabProject,
  { token, environments, patience = PATIENCE }: SettingsOptions,
): readonly SettingCheck[] {
  const client = gitlabClient(host, token, HINT, patience);
  const { gitlab, call } = client;
  const own = () => call('for the project', () => gitlab.Projects.show(project));
  return [
    ...environments.map((name) => environmentCheck(name, project, client)),
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
      id: 'variables/pipeline',
      right: 'pipelines take no variables from the person who starts them',
      where: 'Settings > CI/CD > Variables > Minimum role to use pipeline variables',
      look: async () => {
        const role: unknown = inner(await own(), 'ci_pipeline_variables_minimum_override_role');
        return role === 'no_one_allowed' ? [] : [`it is ${typeof role === 'string' ? role : 'not told by the API'}`];
      },
    },
    {
      id: 'variables/project',
      right: 'variables of the project are protected, of an environment, and masked when they are secrets',
      where: 'Settings > CI/CD > Variables',
      look: async () => {
        const found = await call('for the variables of the project', () => gitlab.ProjectVariables.all(project));
        return list(found).flatMap((variable) => wrongWith(variable));
      },
    },
    {
      id: 'variables/group',
      right: 'no variable of Okta, a backend or a sink is in the group',
      where: 'Settings > CI/CD > Variables of the group, and move it to the project',
      look: async () => {
        const space = inner(await own(), 'namespace');
        if (inner(space, 'kind') === 'user') return [];
        const group = Number(inner(space, 'id'));
        const found = await call('for the variables of the group', () => gitlab.GroupVariables.all(group));
        const names = exposed(list(found).map((one) => String(inner(one, 'key'))));
        return names.length === 0 ? [] : [`${names.join(', ')} can be read by every project of the group`];
      },
    },
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

function environmentCheck(name: string, project: string, { gitlab, call }: GitlabClient): SettingCheck {
  return {
    id: 'environment/protected',
    right: `environment ${name}: is protected, and needs an approval`,
    where: 'Settings > CI/CD > Protected environments',
    look: async () => {
      const found = await call(`for the protected environment ${name}`, () =>
        gitlab.ProjectProtectedEnvironments.show(project, name),
      );
      const rules = list(inner(found, 'approval_rules'));
      const needed = [inner(found, 'required_approval_count'), ...rules.map((one) => inner(one, 'required_approvals'))];
      return needed.some((count) => typeof count === 'number' && count > 0) ? [] : ['it needs none'];
    },
  };
}

function wrongWith(variable: unknown): readonly string[] {
  const key = String(inner(variable, 'key'));
  const wrong = [
    ...(inner(variable, 'protected') === true ? [] : ['not protected']),
    ...((inner(variable, 'environment_scope') ?? '*') === '*' ? ['of all environments'] : []),
    ...(HOLDS_SECRET.test(key) && inner(variable, 'masked') !== true ? ['not masked'] : []),
  ];
  return wrong.length === 0 ? [] : [`${key} is ${wrong.join(' and ')}`];
}
