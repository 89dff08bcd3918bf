import { githubClient } from '../../review/post/github';
import { PATIENCE, type Patience } from '../../review/post/api-call';
import type { GithubRepository } from '../../review/post/ci-context';
import { inner, list } from '../../shared/json';
import { branchChecks } from './github-branches';
import { environmentChecks, secondLookOf } from './github-environments';
import { githubReader, type Reader } from './github-reader';
import { exposed, type SettingCheck } from './setting-check';

/** What GitHub must be set to. Each request needs a token with the permission that its row gives. */
export function githubSettings(
  repository: GithubRepository,
  { token, environments, patience = PATIENCE }: SettingsOptions,
): readonly SettingCheck[] {
  const read = githubReader(githubClient(repository, token, patience));
  return [
    ...environments.flatMap((name) => environmentChecks(name, read)),
    secrets('repository', '/actions/secrets', { environments, read }),
    secrets('organization', '/actions/organization-secrets', { environments, read }),
    ...branchChecks(read),
    {
      id: 'actions/pinned',
      right: 'actions must be pinned to a commit',
      where: 'Settings > Actions > General > Require actions to be pinned to a full-length commit SHA',
      look: async () => {
        const found = await read.get('/actions/permissions', 'administration: read');
        return inner(found, 'sha_pinning_required') === true ? [] : ['it is not required'];
      },
    },
    {
      id: 'actions/allowed',
      right: 'only chosen actions may run',
      where: 'Settings > Actions > General > Actions permissions',
      look: async () => {
        const found = inner(await read.get('/actions/permissions', 'administration: read'), 'allowed_actions');
        if (found !== 'selected') return found === 'local_only' ? [] : ['every action may'];
        const selected = await read.get('/actions/permissions/selected-actions', 'administration: read');
        const all = list(inner(selected, 'patterns_allowed')).filter((pattern) => EVERY_OWNER.test(String(pattern)));
        return all.length === 0 ? [] : [`the pattern ${all.join(', ')} allows those of every owner`];
      },
    },
    {
      id: 'actions/token',
      right: 'the token of jobs only reads unless a job asks for more',
      where: 'Settings > Actions > General > Workflow permissions',
      look: async () => {
        const found = await read.get('/actions/permissions/workflow', 'administration: read');
        return [
          ...(inner(found, 'default_workflow_permissions') === 'read' ? [] : ['it may write by default']),
          ...(inner(found, 'can_approve_pull_request_reviews') === false ? [] : ['it may approve pull requests']),
        ];
      },
    },
  ];
}

const EVERY_OWNER = /^\*/;

export interface SettingsOptions {
  readonly token: string;
  /** Names of the CI environments, one for each Okta org. */
  readonly environments: readonly string[];
  readonly patience?: Patience;
}

/** The API gives names; values of secrets cannot be read. */
function secrets(
  level: string,
  path: string,
  { environments, read }: { readonly environments: readonly string[]; readonly read: Reader },
): SettingCheck {
  return {
    id: `secrets/${level}`,
    right: `no secret of Okta, a backend or a sink is in the ${level}`,
    where: `Settings > Secrets and variables > Actions, and move it to the environment`,
    look: async () => {
      const names = await read.names(path, 'secrets: read');
      const own: string[] = [];
      for (const name of environments.flatMap((one) => [one, secondLookOf(one)])) {
        own.push(...(await read.names(`/environments/${encodeURIComponent(name)}/secrets`, 'environments: read')));
      }
      const found = exposed(names, own);
      return found.length === 0 ? [] : [`${found.join(', ')} can be read by every job`];
    },
  };
}
