import { secondLookOf } from '../../pipelines/pipeline-facts';
import { inner, list, object, textField } from '../../shared/json';
import { defaultBranch, PER_PAGE, type Reader } from './github-reader';
import { PINNED, TOOL, type SettingCheck } from './setting-check';

/** What the CI environment of one Okta org must be set to, and the environment of its second look. */
export function environmentChecks(name: string, read: Reader): readonly SettingCheck[] {
  return [...jobChecks(name, read), ...releaseChecks(name, read), ...jobChecks(secondLookOf('github', name), read)];
}

const NO_ENVIRONMENT = 'there is no such environment';

/** A job that holds a credential runs for the default branch only, and with the tool that was reviewed. */
export function jobChecks(name: string, read: Reader): readonly SettingCheck[] {
  const path = pathOf(name);
  return [
    {
      id: 'environment/branch',
      right: `environment ${name}: deploys from the default branch only`,
      where: `${placeOf(name)} > Deployment branches and tags`,
      look: async () => {
        const environment = await read.getIf(path, 'actions: read');
        if (environment === undefined) return [NO_ENVIRONMENT];
        const policy = inner(environment, 'deployment_branch_policy');
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
      id: 'tool/pinned',
      right: `environment ${name}: the variable ${TOOL} pins the tool`,
      where: `${placeOf(name)} > Environment variables, to what "bash .ci/tool" prints`,
      look: async () => {
        const found = await read.getIf(`${path}/variables/${TOOL}`, 'environments: read');
        if (found === undefined) return ['it does not have it'];
        return PINNED.test(String(inner(found, 'value'))) ? [] : ['its value is no SHA-256'];
      },
    },
  ];
}

/** What `apply` waits for. */
function releaseChecks(name: string, read: Reader): readonly SettingCheck[] {
  const environment = () => read.getIf(pathOf(name), 'actions: read');
  return [
    {
      id: 'environment/reviewers',
      right: `environment ${name}: has required reviewers, who do not approve their own runs`,
      where: `${placeOf(name)} > Required reviewers`,
      look: async () => {
        const rules = list(inner(await environment(), 'protection_rules'));
        const rule = rules.find((one) => inner(one, 'type') === 'required_reviewers');
        if (list(inner(rule, 'reviewers')).length === 0) return ['it has none'];
        return inner(rule, 'prevent_self_review') === true ? [] : ['who starts a run may approve it'];
      },
    },
    {
      id: 'environment/bypass',
      right: `environment ${name}: administrators do not bypass its rules`,
      where: `${placeOf(name)} > Allow administrators to bypass configured protection rules`,
      look: async () => (inner(await environment(), 'can_admins_bypass') === false ? [] : ['they may']),
    },
  ];
}

function pathOf(name: string): string {
  return `/environments/${encodeURIComponent(name)}`;
}

function placeOf(name: string): string {
  return `Settings > Environments > ${name}`;
}
