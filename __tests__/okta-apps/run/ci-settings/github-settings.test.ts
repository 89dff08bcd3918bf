import { doctor, expectMissing, GITHUB, GONE, type Answers } from './support/ci-answers';

test('all is right', async () => {
  expect(await doctor('github', {})).toEqual({
    code: 0,
    stderr: '',
    stdout: `ok      environment prod: deploys from the default branch only [environment/branch]
ok      environment prod: the variable OKTA_APPS_TOOL pins the tool [tool/pinned]
ok      environment prod: has required reviewers, who do not approve their own runs [environment/reviewers]
ok      environment prod: administrators do not bypass its rules [environment/bypass]
ok      environment prod-plan: deploys from the default branch only [environment/branch]
ok      environment prod-plan: the variable OKTA_APPS_TOOL pins the tool [tool/pinned]
ok      no secret of Okta, a backend or a sink is in the repository [secrets/repository]
ok      no secret of Okta, a backend or a sink is in the organization [secrets/organization]
ok      the default branch is protected [branch/protected]
ok      branches are up to date before they are merged [branch/up-to-date]
ok      tags are protected [tags/protected]
ok      actions must be pinned to a commit [actions/pinned]
ok      only chosen actions may run [actions/allowed]
ok      the token of jobs only reads unless a job asks for more [actions/token]
note    pipeline files: not compared with env/. Run "okta-apps synth", then this with --assembly cdktf.out [pipeline/files]

Nothing is missing.
`,
  });
});

const R = '/repos/acme/apps';
const ENVIRONMENT = GITHUB[`${R}/environments/prod`] as object;
const STRICT = { type: 'required_status_checks', parameters: { strict_required_status_checks_policy: true } };
const PROTECTING = ['pull_request', 'non_fast_forward', 'deletion'].map((type) => ({ type }));
/** Branch protection as it was before rulesets. */
const CLASSIC = {
  required_pull_request_reviews: {},
  enforce_admins: { enabled: true },
  required_status_checks: { strict: true },
  allow_force_pushes: { enabled: false },
  allow_deletions: { enabled: false },
};
const OFF = { protected_branches: false, custom_branch_policies: false };

const WRONG: readonly (readonly [string, Answers, string])[] = [
  [
    'every branch deploys',
    { [`${R}/environments/prod`]: { ...ENVIRONMENT, deployment_branch_policy: null } },
    'environment prod: deploys from the default branch only: every branch may. Set it in Settings > Environments > prod > Deployment branches and tags [environment/branch]',
  ],
  [
    'every protected branch deploys',
    { [`${R}/environments/prod`]: { ...ENVIRONMENT, deployment_branch_policy: { ...OFF, protected_branches: true } } },
    'environment prod: deploys from the default branch only: every protected branch may. Set it in Settings > Environments > prod > Deployment branches and tags [environment/branch]',
  ],
  [
    'a tag of the same name deploys',
    { [`${R}/environments/prod/deployment-branch-policies`]: { branch_policies: [{ name: 'main', type: 'tag' }] } },
    'environment prod: deploys from the default branch only: so may tag main. Set it in Settings > Environments > prod > Deployment branches and tags [environment/branch]',
  ],
  [
    'there are no reviewers',
    { [`${R}/environments/prod`]: { ...ENVIRONMENT, protection_rules: [] } },
    'environment prod: has required reviewers, who do not approve their own runs: it has none. Set it in Settings > Environments > prod > Required reviewers [environment/reviewers]',
  ],
  [
    'administrators bypass',
    { [`${R}/environments/prod`]: { ...ENVIRONMENT, can_admins_bypass: true } },
    'environment prod: administrators do not bypass its rules: they may. Set it in Settings > Environments > prod > Allow administrators to bypass configured protection rules [environment/bypass]',
  ],
  [
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
    'secrets of the second look are in the repository',
    { [`${R}/actions/secrets`]: { total_count: 1, secrets: [{ name: 'SPLUNK' }] } },
    'no secret of Okta, a backend or a sink is in the repository: SPLUNK can be read by every job. Set it in Settings > Secrets and variables > Actions, and move it to the environment [secrets/repository]',
  ],
  [
    'the branch is not protected',
    { [`${R}/branches/main`]: { protected: false }, [`${R}/rules/branches/main`]: [{ type: 'deletion' }, STRICT] },
    'the default branch is protected: it is not; no active ruleset of it and no branch protection rule has pull_request, non_fast_forward. Set it in Settings > Rules > Rulesets [branch/protected]',
  ],
  [
    'classic protection spares administrators and lets push by force',
    {
      [`${R}/rules/branches/main`]: [{ type: 'deletion' }],
      [`${R}/branches/main/protection`]: { ...CLASSIC, enforce_admins: {}, allow_force_pushes: { enabled: true } },
    },
    'the default branch is protected: no active ruleset of it and no branch protection rule has pull_request, non_fast_forward. Set it in Settings > Rules > Rulesets [branch/protected]',
  ],
  [
    'a branch need not be up to date',
    { [`${R}/rules/branches/main`]: [...PROTECTING, { ...STRICT, parameters: {} }] },
    'branches are up to date before they are merged: neither a required check nor a merge queue asks for it. Set it in Settings > Rules > Rulesets > Require status checks to pass > Require branches to be up to date [branch/up-to-date]',
  ],
  [
    'the tool is not pinned',
    { [`${R}/environments/prod/variables/OKTA_APPS_TOOL`]: GONE },
    'environment prod: the variable OKTA_APPS_TOOL pins the tool: it does not have it. Set it in Settings > Environments > prod > Environment variables, to what "bash .ci/tool" prints [tool/pinned]',
  ],
  [
    'the pin is none',
    { [`${R}/environments/prod-plan/variables/OKTA_APPS_TOOL`]: { value: 'latest' } },
    'environment prod-plan: the variable OKTA_APPS_TOOL pins the tool: its value is no SHA-256. Set it in Settings > Environments > prod-plan > Environment variables, to what "bash .ci/tool" prints [tool/pinned]',
  ],
  [
    'there is no environment for the second look',
    { [`${R}/environments/prod-plan`]: GONE },
    'environment prod-plan: deploys from the default branch only: there is no such environment. Set it in Settings > Environments > prod-plan > Deployment branches and tags [environment/branch]',
  ],
  [
    'every action runs',
    { [`${R}/actions/permissions`]: { sha_pinning_required: true, allowed_actions: 'all' } },
    'only chosen actions may run: every action may. Set it in Settings > Actions > General > Actions permissions [actions/allowed]',
  ],
  [
    'chosen are those of every owner',
    { [`${R}/actions/permissions/selected-actions`]: { patterns_allowed: ['hashicorp/*', '*/*'] } },
    'only chosen actions may run: the pattern */* allows those of every owner. Set it in Settings > Actions > General > Actions permissions [actions/allowed]',
  ],
  [
    'the ruleset of tags is off',
    { [`${R}/rulesets`]: [{ target: 'tag', enforcement: 'disabled' }] },
    'tags are protected: no active ruleset is for tags. Set it in Settings > Rules > Rulesets > New tag ruleset [tags/protected]',
  ],
  [
    'actions need no commit',
    { [`${R}/actions/permissions`]: { allowed_actions: 'selected' } },
    'actions must be pinned to a commit: it is not required. Set it in Settings > Actions > General > Require actions to be pinned to a full-length commit SHA [actions/pinned]',
  ],
  [
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
    'it may not read the settings',
    { [`${R}/actions/permissions/workflow`]: undefined },
    'the token of jobs only reads unless a job asks for more: not looked at. GitHub answered 403 when asked for /repos/acme/apps/actions/permissions/workflow: Resource not accessible; the job needs the permission "administration: read". It is in Settings > Actions > General > Workflow permissions [actions/token]',
  ],
];

test('classic branch protection is as good as a ruleset', async () => {
  const changed = { [`${R}/rules/branches/main`]: [], [`${R}/branches/main/protection`]: CLASSIC };
  expect(await doctor('github', changed)).toMatchObject({ code: 0 });
});

test.each(WRONG)('it is missing when %s', async (_, changed, says) => {
  await expectMissing('github', changed, says);
});
