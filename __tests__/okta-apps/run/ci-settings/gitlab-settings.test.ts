import { DEPLOYED, doctor, expectMissing, GITLAB, GONE, PROJECT, type Answers } from './support/ci-answers';

test('all is right', async () => {
  expect(await doctor('gitlab', {})).toEqual({
    code: 0,
    stderr: '',
    stdout: `ok      environment prod: is protected, and needs an approval [environment/protected]
ok      environment prod: only chosen people deploy to it [environment/deployers]
ok      environment plan/prod: is protected [environment/second-look]
ok      the default branch is protected, and changes only by merge requests [branch/protected]
ok      merge requests are up to date before they are merged [branch/up-to-date]
ok      tags are protected, and Developers create none [tags/protected]
ok      pipelines take no variables from the person who starts them [variables/pipeline]
ok      variables of the project are protected, of an environment, and masked when they are secrets [variables/project]
ok      no variable of Okta, a backend or a sink is in a group above the project [variables/group]
ok      the variable OKTA_APPS_TOOL of each environment pins the tool [tool/pinned]
ok      authors and committers do not approve [approvals/authors]
note    pipeline files: not compared with env/. Run "okta-apps synth", then this with --assembly cdktf.out [pipeline/files]

Nothing is missing.
`,
  });
});

const PINS = (GITLAB[`${PROJECT}/variables`] as readonly object[]).slice(1);

const WRONG: readonly (readonly [string, Answers, string])[] = [
  [
    'developers set variables',
    { [PROJECT]: { ...(GITLAB[PROJECT] as object), ci_pipeline_variables_minimum_override_role: 'developer' } },
    'pipelines take no variables from the person who starts them: it is developer. Set it in Settings > CI/CD > Variables > Minimum role to use pipeline variables [variables/pipeline]',
  ],
  [
    'some push',
    { [`${PROJECT}/protected_branches/main`]: { allow_force_push: true, push_access_levels: [{ access_level: 40 }] } },
    'the default branch is protected, and changes only by merge requests: it may be force-pushed; some may push to it. Set it in Settings > Repository > Protected branches [branch/protected]',
  ],
  [
    'a variable is of all',
    {
      [`${PROJECT}/variables`]: [
        ...PINS,
        { key: 'OKTA_TOKEN', protected: false, masked: false, environment_scope: '*' },
      ],
    },
    'variables of the project are protected, of an environment, and masked when they are secrets: OKTA_TOKEN is not protected and of all environments and not masked. Set it in Settings > CI/CD > Variables [variables/project]',
  ],
  [
    'a variable is in the group',
    { '/api/v4/groups/9/variables': [{ key: 'AWS_SECRET' }] },
    'no variable of Okta, a backend or a sink is in a group above the project: AWS_SECRET of acme/identity can be read by every project of it. Set it in Settings > CI/CD > Variables of the group, and move it to the project [variables/group]',
  ],
  [
    'a variable is in a group above that',
    { '/api/v4/groups/3/variables': [{ key: 'OKTA_TOKEN' }] },
    'no variable of Okta, a backend or a sink is in a group above the project: OKTA_TOKEN of acme can be read by every project of it. Set it in Settings > CI/CD > Variables of the group, and move it to the project [variables/group]',
  ],
  [
    'every Developer deploys',
    { [`${PROJECT}/protected_environments/prod`]: { ...DEPLOYED, deploy_access_levels: [{ access_level: 30 }] } },
    'environment prod: only chosen people deploy to it: every Developer may. Set it in Settings > CI/CD > Protected environments > Allowed to deploy [environment/deployers]',
  ],
  [
    'the second look has no environment',
    { [`${PROJECT}/protected_environments/plan%2Fprod`]: GONE },
    'environment plan/prod: is protected: not looked at. GitLab answered 404 when asked for the protected environment plan/prod: Not Found; the token needs the scope "read_api" and the role Maintainer in the project. It is in Settings > CI/CD > Protected environments [environment/second-look]',
  ],
  [
    'Developers create tags',
    { [`${PROJECT}/protected_tags`]: [{ name: 'v*', create_access_levels: [{ access_level: 30 }] }] },
    'tags are protected, and Developers create none: no rule is for all tags (*); Developers create v*. Set it in Settings > Repository > Protected tags [tags/protected]',
  ],
  [
    'merge requests may be behind',
    { [PROJECT]: { ...(GITLAB[PROJECT] as object), merge_method: 'merge' } },
    'merge requests are up to date before they are merged: the merge method does not ask for it. Set it in Settings > Merge requests > Merge method, "Merge commit with semi-linear history" or "Fast-forward merge" [branch/up-to-date]',
  ],
  [
    'the second look has no pinned tool',
    { [`${PROJECT}/variables`]: PINS.slice(0, 1) },
    'the variable OKTA_APPS_TOOL of each environment pins the tool: plan/prod has none that is a SHA-256. Set it in Settings > CI/CD > Variables, to what "bash .ci/tool" prints [tool/pinned]',
  ],
  [
    'authors approve',
    { [`${PROJECT}/approvals`]: { merge_requests_author_approval: true } },
    'authors and committers do not approve: authors may; committers may. Set it in Settings > Merge requests > Approval settings [approvals/authors]',
  ],
  [
    'the environment needs no approval',
    { [`${PROJECT}/protected_environments/prod`]: { ...DEPLOYED, approval_rules: [] } },
    'environment prod: is protected, and needs an approval: it needs none. Set it in Settings > CI/CD > Protected environments [environment/protected]',
  ],
  [
    'it may not read the group',
    { '/api/v4/groups/9/variables': undefined },
    'no variable of Okta, a backend or a sink is in a group above the project: not looked at. GitLab answered 403 when asked for the variables of a group: Resource not accessible; the token needs the scope "read_api" and the role Maintainer in the project. It is in Settings > CI/CD > Variables of the group, and move it to the project [variables/group]',
  ],
];

test.each(WRONG)('it is missing when %s', async (_, changed, says) => {
  await expectMissing('gitlab', changed, says);
});
