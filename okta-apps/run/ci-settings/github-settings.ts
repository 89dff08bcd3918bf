import { rotationOf, secondLookOf } from '../../pipelines/pipeline-facts';
import { githubClient } from '../../review/post/github';
import { PATIENCE, type Patience } from '../../review/post/api-call';
import type { GithubRepository } from '../../review/post/ci-context';
import { inner, list } from '../../shared/json';
import { once } from '../../shared/schema';
import { branchChecks } from './github-branches';
import { environmentChecks, jobChecks } from './github-environments';
import { githubReader, type Reader } from './github-reader';
import { exposed, type SettingCheck } from './setting-check';

const EVERY_OWNER = /^\*/;

/** What GitHub must be set to. Each request needs a token with the permission that its row gives. */
export function githubSettings(
  repository: GithubRepository,
  { token, environments, rotating = [], patience = PATIENCE }: SettingsOptions,
): readonly SettingCheck[] {
  const read = githubReader(githubClient(repository, token, patience));
  const rotations = rotating.map((name) => rotationOf('github', name));
  const looks = environments.flatMap((name) => [name, secondLookOf('github', name)]);
  const own = once(() => secretsOf([...looks, ...rotations], read));
  return [
    ...environments.flatMap((name) => environmentChecks(name, read)),
    ...rotations.flatMap((name) => jobChecks(name, read)),
    secretCheck('repository', '/actions/secrets', { own, read }),
    secretCheck('organization', '/actions/organization-secrets', { own, read }),
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

export interface SettingsOptions {
  readonly token: string;
  /** Names of the CI environments, one for each Okta org. */
  readonly environments: readonly string[];
  /** Those of them whose secrets a scheduled job rotates. @default [] */
  readonly rotating?: readonly string[];
  readonly patience?: Patience;
}

/** No secret that belongs to one environment is readable by the jobs of all. */
function secretCheck(
  level: string,
  path: string,
  { own, read }: { readonly own: () => Promise<readonly string[]>; readonly read: Reader },
): SettingCheck {
  return {
    id: `secrets/${level}`,
    right: `no secret of Okta, a backend or a sink is in the ${level}`,
    where: `Settings > Secrets and variables > Actions, and move it to the environment`,
    look: async () => {
      const names = await read.names(path, 'secrets: read');
      const found = exposed(names, await own());
      return found.length === 0 ? [] : [`${found.join(', ')} can be read by every job`];
    },
  };
}

/** The names of all secrets of environments: the API does not give their values. */
async function secretsOf(all: readonly string[], read: Reader): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of all) {
    names.push(...(await read.names(`/environments/${encodeURIComponent(name)}/secrets`, 'environments: read')));
  }
  return names;
}
