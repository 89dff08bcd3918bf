import { GITHUB_TOKEN, startGithub, type FakeGithub } from '../../../review/post/support/fake-github';
import { GITLAB_TOKEN, startGitlab, type FakeGitlab } from '../../../review/post/support/fake-gitlab';
import { runCli, type CliRun } from '../../../../support/run-cli';
import { temporaryFolder } from '../../../../support/temporary-folder';

const folder = temporaryFolder();

export type Answers = Readonly<Record<string, unknown>>;

const PIN = { name: 'OKTA_APPS_TOOL', value: 'a'.repeat(64) };

/** A repository that is set as `docs/security.md` says. */
export const GITHUB: Answers = {
  '/repos/acme/apps': { default_branch: 'main' },
  '/repos/acme/apps/environments/prod': {
    protection_rules: [{ type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'Team' }] }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    can_admins_bypass: false,
  },
  '/repos/acme/apps/environments/prod/deployment-branch-policies': {
    branch_policies: [{ name: 'main', type: 'branch' }],
  },
  '/repos/acme/apps/environments/prod/variables/OKTA_APPS_TOOL': PIN,
  '/repos/acme/apps/environments/prod-plan': {
    protection_rules: [],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  },
  '/repos/acme/apps/environments/prod-plan/deployment-branch-policies': {
    branch_policies: [{ name: 'main', type: 'branch' }],
  },
  '/repos/acme/apps/environments/prod-plan/variables/OKTA_APPS_TOOL': PIN,
  '/repos/acme/apps/environments/prod-plan/secrets': { total_count: 1, secrets: [{ name: 'SPLUNK' }] },
  '/repos/acme/apps/environments/prod/secrets': { total_count: 1, secrets: [{ name: 'DATADOG' }] },
  '/repos/acme/apps/actions/secrets': { total_count: 1, secrets: [{ name: 'NPM_MIRROR' }] },
  '/repos/acme/apps/actions/organization-secrets': { total_count: 0, secrets: [] },
  '/repos/acme/apps/branches/main': { protected: true },
  '/repos/acme/apps/rules/branches/main': [
    { type: 'pull_request' },
    { type: 'non_fast_forward' },
    { type: 'deletion' },
    { type: 'required_status_checks', parameters: { strict_required_status_checks_policy: true } },
  ],
  '/repos/acme/apps/rulesets': [{ target: 'tag', enforcement: 'active' }],
  '/repos/acme/apps/actions/permissions': { enabled: true, sha_pinning_required: true, allowed_actions: 'selected' },
  '/repos/acme/apps/actions/permissions/selected-actions': {
    github_owned_allowed: true,
    patterns_allowed: ['hashicorp/*'],
  },
  '/repos/acme/apps/actions/permissions/workflow': {
    default_workflow_permissions: 'read',
    can_approve_pull_request_reviews: false,
  },
};

export const PROJECT = '/api/v4/projects/5';
export const DEPLOYED = {
  approval_rules: [{ required_approvals: 1 }],
  deploy_access_levels: [{ access_level: 40 }, { access_level: 30, user_id: 7 }],
};
export const GITLAB: Answers = {
  [PROJECT]: {
    default_branch: 'main',
    ci_pipeline_variables_minimum_override_role: 'no_one_allowed',
    namespace: { kind: 'group', id: 9 },
    merge_method: 'rebase_merge',
  },
  [`${PROJECT}/protected_environments/prod`]: DEPLOYED,
  [`${PROJECT}/protected_environments/plan%2Fprod`]: { deploy_access_levels: [{ access_level: 30 }] },
  [`${PROJECT}/protected_tags`]: [{ name: '*', create_access_levels: [{ access_level: 40 }] }],
  [`${PROJECT}/protected_branches/main`]: { allow_force_push: false, push_access_levels: [{ access_level: 0 }] },
  [`${PROJECT}/variables`]: [
    { key: 'OKTA_TOKEN', protected: true, masked: true, environment_scope: 'prod' },
    { key: 'OKTA_APPS_TOOL', protected: true, environment_scope: 'prod', value: PIN.value },
    { key: 'OKTA_APPS_TOOL', protected: true, environment_scope: 'plan/*', value: PIN.value },
  ],
  '/api/v4/groups/9': { full_path: 'acme/identity', parent_id: 3 },
  '/api/v4/groups/9/variables': [{ key: 'NPM_MIRROR' }],
  '/api/v4/groups/3': { full_path: 'acme', parent_id: null },
  '/api/v4/groups/3/variables': [],
  [`${PROJECT}/approvals`]: { merge_requests_author_approval: false, merge_requests_disable_committers_approval: true },
};

const fakes: (FakeGithub | FakeGitlab)[] = [];
afterEach(async () => {
  for (const { close } of fakes.splice(0)) await close();
});

/** An endpoint without an answer. */
export const GONE = Symbol('gone');

/** What is undefined is refused with 403. */
export async function doctor(
  where: 'github' | 'gitlab',
  changed: Answers,
  argv = ['--env', 'prod'],
  cwd = folder.path,
): Promise<CliRun> {
  const answers = { ...(where === 'github' ? GITHUB : GITLAB), ...changed };
  const fake = await (where === 'github' ? startGithub() : startGitlab());
  fakes.push(fake);
  fake.also.push(({ path }) =>
    path in answers && answers[path] !== GONE
      ? answers[path] === undefined
        ? { status: 403, json: { message: 'Resource not accessible' } }
        : { status: 200, json: answers[path] }
      : { status: 404, json: { message: 'Not Found' } },
  );
  const env: Readonly<Record<string, string>> =
    where === 'github'
      ? { GITHUB_TOKEN, GITHUB_API_URL: fake.url, GITHUB_REPOSITORY: 'acme/apps' }
      : { GITLAB_TOKEN, CI_API_V4_URL: `${fake.url}/api/v4`, CI_PROJECT_ID: '5' };
  const run = await runCli(['doctor', '--ci', where, ...argv], { cwd, env });
  expect(run.stdout + run.stderr).not.toContain(where === 'github' ? GITHUB_TOKEN : GITLAB_TOKEN);
  return run;
}

/** The one line that says what is missing. */
export async function expectMissing(where: 'github' | 'gitlab', changed: Answers, says: string): Promise<void> {
  const { code, stdout } = await doctor(where, changed);
  expect(stdout.split('\n').filter((line) => line.startsWith('missing'))).toEqual([`missing ${says}`]);
  expect(code).toBe(1);
}
