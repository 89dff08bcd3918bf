import { githubClient, type GithubClient } from '../../review/post/github';
import { ApiError, PATIENCE, type Patience } from '../../review/post/api-call';
import type { GithubRepository } from '../../review/post/ci-context';
import { inner, isObject, textField, object, list } from '../../shared/json';
import { exposed, type SettingCheck } from './setting-check';

const PER_PAGE = 100;

/** Reads an endpoint of the repository, or the names in all pages of one. */
interface Reader {
  readonly get: (path: string, permission: string) => Promise<unknown>;
  readonly names: (path: string, permission: string) => Promise<readonly string[]>;
}

/** What GitHub must be set to. Each request needs a token with the permission that its row gives. */
export function githubSettings(
  repository: GithubRepository,
  { token, environments, patience = PATIENCE }: SettingsOptions,
): readonly SettingCheck[] {
  const read = reader(githubClient(repository, token, patience));
  return [
    ...environments.flatMap((name) => environmentChecks(name, read)),
    secrets('repository', '/actions/secrets', { environments, read }),
    secrets('organization', '/actions/organization-secrets', { environments, read }),
    {
      id: 'branch/protected',
      right: 'the default branch is protected',
      where: 'Settings > Rules > Rulesets',
      look: async () => {
        const branch = encodeURIComponent(await defaultBranch(read));
        const found = await read.get(`/branches/${branch}`, 'contents: read');
        const rules = list(await read.get(`/rules/branches/${branch}?per_page=${PER_PAGE}`, 'metadata: read'));
        const types = rules.map((rule) => inner(rule, 'type'));
        const missing = ['pull_request', 'non_fast_forward', 'deletion'].filter((type) => !types.includes(type));
        return [
          ...(inner(found, 'protected') === true ? [] : ['it is not']),
          ...(missing.length === 0 ? [] : [`no active ruleset of it has the rules ${missing.join(', ')}`]),
        ];
      },
    },
    {
      id: 'tags/protected',
      right: 'tags are protected',
      where: 'Settings > Rules > Rulesets > New tag ruleset',
      look: async () => {
        const found = list(await read.get(`/rulesets?targets=tag&per_page=${PER_PAGE}`, 'metadata: read'));
        const active = found.some((one) => inner(one, 'target') === 'tag' && inner(one, 'enforcement') === 'active');
        return active ? [] : ['no active ruleset is for tags'];
      },
    },
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
  readonly patience?: Patience;
}

function environmentChecks(name: string, read: Reader): readonly SettingCheck[] {
  const path = `/environments/${encodeURIComponent(name)}`;
  const where = `Settings > Environments > ${name}`;
  const environment = () => read.get(path, 'actions: read');
  const rules = async (): Promise<readonly unknown[]> => list(inner(await environment(), 'protection_rules'));
  return [
    {
      id: 'environment/branch',
      right: `environment ${name}: deploys from the default branch only`,
      where: `${where} > Deployment branches and tags`,
      look: async () => {
        const policy = inner(await environment(), 'deployment_branch_policy');
        if (inner(policy, 'custom_branch_policies') !== true) {
          return [inner(policy, 'protected_branches') === true ? 'every protected branch may' : 'every branch may'];
        }
        const found = await read.get(`${path}/deployment-branch-policies?per_page=${PER_PAGE}`, 'actions: read');
        const branch = await defaultBranch(read);
        const policies = list(inner(found, 'branch_policies'));
        if (policies.length === 0) return ['the API lists no branch of it'];
        const others = policies
          .map(object)
          .map((one) => `${textField(one, 'type') ?? 'branch'} ${textField(one, 'name') ?? 'without a name'}`)
          .filter((one) => one !== `branch ${branch}`);
        return others.length === 0 ? [] : [`so may ${others.join(', ')}`];
      },
    },
    {
      id: 'environment/reviewers',
      right: `environment ${name}: has required reviewers, who do not approve their own runs`,
      where: `${where} > Required reviewers`,
      look: async () => {
        const rule = (await rules()).find((one) => inner(one, 'type') === 'required_reviewers');
        if (list(inner(rule, 'reviewers')).length === 0) return ['it has none'];
        return inner(rule, 'prevent_self_review') === true ? [] : ['who starts a run may approve it'];
      },
    },
    {
      id: 'environment/bypass',
      right: `environment ${name}: administrators do not bypass its rules`,
      where: `${where} > Allow administrators to bypass configured protection rules`,
      look: async () => (inner(await environment(), 'can_admins_bypass') === false ? [] : ['they may']),
    },
  ];
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
      for (const name of environments) {
        own.push(...(await read.names(`/environments/${encodeURIComponent(name)}/secrets`, 'environments: read')));
      }
      const found = exposed(names, own);
      return found.length === 0 ? [] : [`${found.join(', ')} can be read by every job`];
    },
  };
}

async function defaultBranch(read: Reader): Promise<string> {
  const branch = textField(object(await read.get('', 'metadata: read')), 'default_branch');
  if (branch === undefined) throw new ApiError('GitHub does not say what the default branch is');
  return branch;
}

function reader({ octokit, target, call }: GithubClient): Reader {
  const seen = new Map<string, Promise<unknown>>();
  const url = (path: string): string => `/repos/${target.owner}/${target.repo}${path}`;
  return {
    get: (path, permission) => {
      const found =
        seen.get(path) ??
        call(`for ${url(path)}`, permission, async () => (await octokit.request(`GET ${url(path)}`)).data as unknown);
      seen.set(path, found);
      return found;
    },
    names: (path, permission) =>
      call(`for ${url(path)}`, permission, async () => {
        const pages = await octokit.paginate(`GET ${url(path)}`, { per_page: PER_PAGE });
        return list(pages).map((one) => {
          const name = isObject(one) ? textField(one, 'name') : undefined;
          if (name === undefined) throw new ApiError(`GitHub answered something else than names for ${url(path)}`);
          return name;
        });
      }),
  };
}
