import { rotationOf, secondLookOf } from '../../pipelines/pipeline-facts';
import type { GitlabClient } from '../../review/post/gitlab';
import { inner, list } from '../../shared/json';
import type { SettingCheck } from './setting-check';

const MAINTAINER = 40;
const WHERE = 'Settings > CI/CD > Protected environments';

/** What the CI environment of one Okta org must be set to, and the environment of its second look. */
export function environmentChecks(name: string, project: string, client: GitlabClient): readonly SettingCheck[] {
  const second = secondLookOf('gitlab', name);
  return [
    {
      id: 'environment/protected',
      right: `environment ${name}: is protected, and needs an approval`,
      where: WHERE,
      look: async () => {
        const found = await environmentOf(name, project, client);
        const rules = list(inner(found, 'approval_rules'));
        const needed = [
          inner(found, 'required_approval_count'),
          ...rules.map((one) => inner(one, 'required_approvals')),
        ];
        return needed.some((count) => typeof count === 'number' && count > 0) ? [] : ['it needs none'];
      },
    },
    {
      id: 'environment/deployers',
      right: `environment ${name}: only chosen people deploy to it`,
      where: `${WHERE} > Allowed to deploy`,
      look: async () => {
        const levels = list(inner(await environmentOf(name, project, client), 'deploy_access_levels'));
        if (levels.length === 0) return ['the API lists no one who may'];
        return levels.some(isBelowMaintainer) ? ['every Developer may'] : [];
      },
    },
    protectedCheck('environment/second-look', second, project, client),
  ];
}

/** The environment of a scheduled rotation: no one releases it. */
export function rotationCheck(name: string, project: string, client: GitlabClient): SettingCheck {
  return protectedCheck('environment/rotation', rotationOf('gitlab', name), project, client);
}

function protectedCheck(id: string, name: string, project: string, client: GitlabClient): SettingCheck {
  return {
    id,
    right: `environment ${name}: is protected`,
    where: WHERE,
    look: async () => {
      await environmentOf(name, project, client);
      return [];
    },
  };
}

/** Whether a rule is for a whole role below Maintainer, and not for one person or group. */
export function isBelowMaintainer(rule: unknown): boolean {
  const level: unknown = inner(rule, 'access_level');
  const isForOne = typeof inner(rule, 'user_id') === 'number' || typeof inner(rule, 'group_id') === 'number';
  return !isForOne && typeof level === 'number' && level > 0 && level < MAINTAINER;
}

/** @throws ApiError when it is not protected, too. */
async function environmentOf(name: string, project: string, { gitlab, call }: GitlabClient): Promise<unknown> {
  return await call(`for the protected environment ${name}`, () =>
    gitlab.ProjectProtectedEnvironments.show(project, encodeURIComponent(name)),
  );
}
