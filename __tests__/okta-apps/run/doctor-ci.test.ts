import { GITHUB_TOKEN, startGithub, type FakeGithub } from '../review/post/support/fake-github';
import { GITLAB_TOKEN, startGitlab, type FakeGitlab } from '../review/post/support/fake-gitlab';
import { runCli, type CliRun } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

type Answers = Readonly<Record<string, unknown>>;

/** A repository that is set as `docs/security.md` says. */
const GITHUB: Answers = {
  '/repos/acme/apps': { default_branch: 'main' },
  '/repos/acme/apps/environments/prod': {
    protection_rules: [{ type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'Team' }] }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    can_admins_bypass: false,
  },
  '/repos/acme/apps/environments/prod/deployment-branch-policies': {
    branch_policies: [{ name: 'main', type: 'branch' }],
  },
  '/repos/acme/apps/environments/prod/secrets': { total_count: 1, secrets: [{ name: 'DATADOG' }] },
  '/repos/acme/apps/actions/secrets': { total_count: 1, secrets: [{ name: 'NPM_MIRROR' }] },
  '/repos/acme/apps/actions/organization-secrets': { total_count: 0, secrets: [] },
  '/repos/acme/apps/branches/main': { protected: true },
  '/repos/acme/apps/rules/branches/main': [
    { type: 'pull_request' },
    { type: 'non_fast_forward' },
    { type: 'deletion' },
  ],
  '/repos/acme/apps/rulesets': [{ target: 'tag', enforcement: 'active' }],
  '/repos/acme/apps/actions/permissions': { enabled: true, sha_pinning_required: true },
  '/repos/acme/apps/actions/permissions/workflow': {
    default_workflow_permissions: 'read',
    can_approve_pull_request_reviews: false,
  },
};

const PROJECT = '/api/v4/projects/5';
const GITLAB: Answers = {
  [PROJECT]: {
    default_branch: 'main',
    ci_pipeline_variables_minimum_override_role: 'no_one_allowed',
    namespace: { kind: 'group', id: 9 },
  },
  [`${PROJECT}/protected_environments/prod`]: { approval_rules: [{ required_approvals: 1 }] },
  [`${PROJECT}/protected_branches/main`]: { allow_force_push: false, push_access_levels: [{ access_level: 0 }] },
  [`${PROJECT}/variables`]: [{ key: 'OKTA_TOKEN', protected: true, masked: true, environment_scope: 'prod' }],
  '/api/v4/groups/9/variables': [{ key: 'NPM_MIRROR' }],
  [`${PROJECT}/approvals`]: { merge_requests_author_approval: false, merge_requests_disable_committers_approval: true },
};

const fakes: (FakeGithub | FakeGitlab)[] = [];
afterEach(async () => {
  for (const { close } of fakes.splice(0)) await close();
});

/** What is undefined is refused with 403. */
async function doctor(where: 'github' | 'gitlab', changed: Answers, argv = ['--env', 'prod']): Promise<CliRun> {
  const answers = { ...(where === 'github' ? GITHUB : GITLAB), ...changed };
  const fake = await (where === 'github' ? startGithub() : startGitlab());
  fakes.push(fake);
  fake.also.push(({ path }) =>
    path in answers
      ? answers[path] === undefined
        ? { status: 403, json: { message: 'Resource not accessible' } }
        : { status: 200, json: answers[path] }
      : { status: 404, json: { message: 'Not Found' } },
  );
  const env: Readonly<Record<string, string>> =
    where === 'github'
      ? { GITHUB_TOKEN, GITHUB_API_URL: fake.url, GITHUB_REPOSITORY: 'acme/apps' }
      : { GITLAB_TOKEN, CI_API_V4_URL: `${fake.url}/api/v4`, CI_PROJECT_ID: '5' };
  const run = await runCli(['doctor', '--ci', where, ...argv], { cwd: folder.path, env });
  expect(run.stdout + run.stderr).not.toContain(where === 'github' ? GITHUB_TOKEN : GITLAB_TOKEN);
  return run;
}

test('GitHub: all is right', async () => {
  expect(await doctor('github', {})).toEqual({
    code: 0,
    stderr: '',
    stdout: `ok      environment prod: deploys from the default branch only [environment/branch]
ok      environment prod: has required reviewers, who do not approve their own runs [environment/reviewers]
ok      environment prod: administrators do not bypass its rules [environment/bypass]
ok      no secret of Okta, a backend or a sink is in the repository [secrets/repository]
ok      no secret of Okta, a backend or a sink is in the organization [secrets/organization]
ok      the default branch is protected [branch/protected]
ok      tags are protected [tags/protected]
ok      actions must be pinned to a commit [actions/pinned]
ok      the token of jobs only reads unless a job asks for more [actions/token]

Nothing is missing.
`,
  });
});

test('GitLab: all is right', async () => {
  expect(await doctor('gitlab', {})).toEqual({
    code: 0,
    stderr: '',
    stdout: `ok      environment prod: is protected, and needs an approval [environment/protected]
ok      the default branch is protected, and changes only by merge requests [branch/protected]
ok      pipelines take no variables from the person who starts them [variables/pipeline]
ok      variables of the project are protected, of an environment, and masked when they are secrets [variables/project]
ok      no variable of Okta, a backend or a sink is in the group [variables/group]
ok      authors and committers do not approve [approvals/authors]

Nothing is missing.
`,
  });
});

const R = '/repos/acme/apps';
const ENVIRONMENT = GITHUB[`${R}/environments/prod`] as object;
const OFF = { protected_branches: false, custom_branch_policies: false };
const WRONG: readonly (readonly ['github' | 'gitlab', string, Answers, string])[] = [
  [
    'github',
    'every branch deploys',
    { [`${R}/environments/prod`]: { ...ENVIRONMENT, deployment_branch_policy: null } },
    'environment prod: deploys from the default branch only: every branch may. Set it in Settings > Environments > prod > Deployment branches and tags [environment/branch]',
  ],
  [
    'github',
    'every protected branch deploys',
    { [`${R}/environments/prod`]: { ...ENVIRONMENT, deployment_branch_policy: { ...OFF, protected_branches: true } } },
    'environment prod: deploys from the default branch only: every protected branch may. Set it in Settings > Environments > prod > Deployment branches and tags [environment/branch]',
  ],
  [
    'github',
    'a tag of the same name deploys',
    { [`${R}/environments/prod/deployment-branch-policies`]: { branch_policies: [{ name: 'main', type: 'tag' }] } },
    'environment prod: deploys from the default branch only: so may tag main. Set it in Settings > Environments > prod > Deployment branches and tags [environment/branch]',
  ],
  [
    'github',
    'there are no reviewers',
    { [`${R}/environments/prod`]: { ...ENVIRONMENT, protection_rules: [] } },
    'environment prod: has required reviewers, who do not approve their own runs: it has none. Set it in Settings > Environments > prod > Required reviewers [environment/reviewers]',
  ],
  [
    'github',
    'administrators bypass',
    { [`${R}/environments/prod`]: { ...ENVIRONMENT, can_admins_bypass: true } },
    'environment prod: administrators do not bypass its rules: they may. Set it in Settings > Environments > prod > Allow administrators to bypass configured protection rules [environment/bypass]',
  ],
  [
    'github',
    'secrets are in the repository',
    {
      [`${R}/actions/secrets`]: {
        total_count: 3,
        secrets: [{ name: 'OKTA_PROD' }, { name: 'DATADOG' }, { name: 'X' }],
      },
    },
    'no secret of Okta, a backend or a sink is in the repository: DATADOG, OKTA_PROD can be read by every job. Set it in Settings > Secrets and variables > Actions, and move it to the environment [secrets/repository]',
  ],
  [
    'github',
    'the branch is not protected',
    { [`${R}/branches/main`]: { protected: false }, [`${R}/rules/branches/main`]: [{ type: 'deletion' }] },
    'the default branch is protected: it is not; no active ruleset of it has the rules pull_request, non_fast_forward. Set it in Settings > Rules > Rulesets [branch/protected]',
  ],
  [
    'github',
    'the ruleset of tags is off',
    { [`${R}/rulesets`]: [{ target: 'tag', enforcement: 'disabled' }] },
    'tags are protected: no active ruleset is for tags. Set it in Settings > Rules > Rulesets > New tag ruleset [tags/protected]',
  ],
  [
    'github',
    'actions need no commit',
    { [`${R}/actions/permissions`]: { enabled: true } },
    'actions must be pinned to a commit: it is not required. Set it in Settings > Actions > General > Require actions to be pinned to a full-length commit SHA [actions/pinned]',
  ],
  [
    'github',
    'tokens write',
    {
      [`${R}/actions/permissions/workflow`]: {
        default_workflow_permissions: 'write',
        can_approve_pull_request_reviews: true,
      },
    },
    'the token of jobs only reads unless a job asks for more: it may write by default; it may approve pull requests. Set it in Settings > Actions > General > Workflow permissions [actions/token]',
  ],
  [
    'github',
    'it may not read the settings',
    { [`${R}/actions/permissions`]: undefined },
    'actions must be pinned to a commit: not looked at. GitHub answered 403 when asked for /repos/acme/apps/actions/permissions: Resource not accessible; the job needs the permission "administration: read". It is in Settings > Actions > General > Require actions to be pinned to a full-length commit SHA [actions/pinned]',
  ],
  [
    'gitlab',
    'developers set variables',
    { [PROJECT]: { ...(GITLAB[PROJECT] as object), ci_pipeline_variables_minimum_override_role: 'developer' } },
    'pipelines take no variables from the person who starts them: it is developer. Set it in Settings > CI/CD > Variables > Minimum role to use pipeline variables [variables/pipeline]',
  ],
  [
    'gitlab',
    'some push',
    { [`${PROJECT}/protected_branches/main`]: { allow_force_push: true, push_access_levels: [{ access_level: 40 }] } },
    'the default branch is protected, and changes only by merge requests: it may be force-pushed; some may push to it. Set it in Settings > Repository > Protected branches [branch/protected]',
  ],
  [
    'gitlab',
    'a variable is of all',
    { [`${PROJECT}/variables`]: [{ key: 'OKTA_TOKEN', protected: false, masked: false, environment_scope: '*' }] },
    'variables of the project are protected, of an environment, and masked when they are secrets: OKTA_TOKEN is not protected and of all environments and not masked. Set it in Settings > CI/CD > Variables [variables/project]',
  ],
  [
    'gitlab',
    'a variable is in the group',
    { '/api/v4/groups/9/variables': [{ key: 'AWS_SECRET' }] },
    'no variable of Okta, a backend or a sink is in the group: AWS_SECRET can be read by every project of the group. Set it in Settings > CI/CD > Variables of the group, and move it to the project [variables/group]',
  ],
  [
    'gitlab',
    'authors approve',
    { [`${PROJECT}/approvals`]: { merge_requests_author_approval: true } },
    'authors and committers do not approve: authors may; committers may. Set it in Settings > Merge requests > Approval settings [approvals/authors]',
  ],
  [
    'gitlab',
    'the environment needs no approval',
    { [`${PROJECT}/protected_environments/prod`]: { approval_rules: [] } },
    'environment prod: is protected, and needs an approval: it needs none. Set it in Settings > CI/CD > Protected environments [environment/protected]',
  ],
  [
    'gitlab',
    'it may not read the group',
    { '/api/v4/groups/9/variables': undefined },
    'no variable of Okta, a backend or a sink is in the group: not looked at. GitLab answered 403 when asked for the variables of the group: Resource not accessible; the token needs the scope "read_api" and the role Maintainer in the project. It is in Settings > CI/CD > Variables of the group, and move it to the project [variables/group]',
  ],
];

test.each(WRONG)('%s: it is missing when %s', async (where, _, changed, says) => {
  const { code, stdout } = await doctor(where, changed);
  expect(stdout.split('\n').filter((line) => line.startsWith('missing'))).toEqual([`missing ${says}`]);
  expect(code).toBe(1);
});

test.each(['github', 'gitlab'] as const)('%s: what the API refuses is never green', async (where) => {
  const answers = where === 'github' ? GITHUB : GITLAB;
  const run = await doctor(where, Object.fromEntries(Object.keys(answers).map((path) => [path, undefined])));
  expect(run.code).toBe(1);
  const lines = run.stdout.split('\n\n')[0]!.split('\n');
  expect(lines.filter((line) => !/^missing .*: not looked at\. Git/.test(line))).toEqual([]);
});

test('without names of environments, or a token, it says so', async () => {
  expect(await doctor('github', {}, [])).toEqual({
    code: 1,
    stdout: '',
    stderr: '--ci needs --env with the names of the CI environments, separated by commas\n',
  });
  const run = await runCli(['doctor', '--ci', 'gitlab', '--env', 'prod'], { cwd: folder.path, env: {} });
  expect(run.stderr).toBe('GITLAB_TOKEN is not set: --ci gitlab reads settings with it\n');
});
