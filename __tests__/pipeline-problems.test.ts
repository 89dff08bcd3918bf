import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitlabProblems, workflowProblems } from './support/pipeline-problems';

// Each row changes a pipeline that has no problem, as a person in a hurry would.
const ROOT = join(__dirname, '..');
const text = (name: string): string => readFileSync(join(ROOT, '.github/workflows', name), 'utf8');
const gitlab = (): string => readFileSync(join(ROOT, '.gitlab/okta-apps.yml'), 'utf8');

const DOCKER =
  '"docker run --rm --user $user --cap-drop ALL --security-opt no-new-privileges --volume ' +
  '$RUNNER_TEMP/project:/project --workdir /project --env HOME=/tmp --env CI=true $IMAGE sh -c TEXT"';
const PERSIST = /persist-credentials: false/;
const ON_GITHUB: readonly (readonly [string, string, RegExp | string, string, string])[] = [
  [
    'synth gets a secret',
    'review.yml',
    'run: npx --no okta-apps synth',
    'run: npx --no okta-apps synth\n        env:\n          X: ${{ secrets.X }}',
    'synth: holds X and runs "npx --no okta-apps synth"',
  ],
  [
    'synth may write',
    'review.yml',
    'contents: read',
    'contents: write',
    'synth: holds contents: write and runs "npx --no okta-apps synth"',
  ],
  [
    'synth gets an ID token',
    'review.yml',
    'contents: read',
    'id-token: write',
    'synth: holds id-token: write and runs "npx --no okta-apps synth"',
  ],
  [
    'synth keeps the token of its checkout',
    'review.yml',
    PERSIST,
    'fetch-depth: 1',
    'synth: holds the token of the checkout and runs "npx --no okta-apps synth"',
  ],
  [
    'synth is in an environment',
    'review.yml',
    'timeout-minutes: 15',
    'environment: prod',
    'synth: holds an environment and runs "npx --no okta-apps synth"',
  ],
  [
    'the whole workflow has a secret',
    'review.yml',
    'permissions: {}',
    'permissions: {}\nenv:\n  X: ${{ secrets.X }}',
    'synth: holds X and runs "npx --no okta-apps synth"',
  ],
  [
    'all permissions are those of the repository',
    'review.yml',
    /permissions: \{\}\n|    permissions:\n {6}contents: read\n/g,
    '',
    'synth: has the permissions that the repository gives by default',
  ],
  [
    'install scripts run beside the secrets',
    'apply.yml',
    /npm ci --ignore-scripts/g,
    'npm ci',
    'apply: holds AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, OKTA_DEV_APPLY_TOKEN, OKTA_STAGING_APPLY_PRIVATE_KEY, OKTA_STAGING_ORIGINS_TOKEN, OKTA_PROD_APPLY_PRIVATE_KEY, OKTA_PROD_ORIGINS_TOKEN, the token of the job, an environment and runs "npm ci"',
  ],
  [
    'the apply synthesizes',
    'apply.yml',
    'apply --assembly synthesized',
    'apply',
    'apply: holds AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, OKTA_DEV_APPLY_TOKEN, OKTA_STAGING_APPLY_PRIVATE_KEY, OKTA_STAGING_ORIGINS_TOKEN, OKTA_PROD_APPLY_PRIVATE_KEY, OKTA_PROD_ORIGINS_TOKEN, the token of the job, an environment and runs "npx --no okta-apps apply --env $ENVIRONMENT --auto-approve --reviewed reviewed/reviewed.json VALUE -- VALUE"',
  ],
  [
    'the job that synthesizes the commits gets the token of the job',
    'apply.yml',
    'COMMIT: ${{ matrix.commit }}',
    'COMMIT: ${{ matrix.commit }}\n          GITHUB_TOKEN: ${{ github.token }}',
    `synth: holds the token of the job and runs ${DOCKER}`,
  ],
  [
    'the job that lists the commits reviews them',
    'apply.yml',
    ' \\\n            --commits --env "$ENVIRONMENTS"',
    '',
    'commits: holds the token of the job and runs "npx --no okta-apps reviewed --from github --before $BEFORE --commit $GITHUB_SHA"',
  ],
  [
    'the review after the merge synthesizes',
    'apply.yml',
    '--assembly assemblies ',
    '',
    'reviewed: holds the token of the job and runs "npx --no okta-apps reviewed --from github --before $BEFORE --commit $GITHUB_SHA --out reviewed.json"',
  ],
  [
    'the second look synthesizes',
    'apply.yml',
    'plan --assembly synthesized',
    'plan',
    'plan: holds AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, OKTA_DEV_PLAN_TOKEN, OKTA_STAGING_PLAN_TOKEN, OKTA_PROD_PLAN_TOKEN, the token of the job, an environment and runs "npx --no okta-apps plan --env $ENVIRONMENT --digests planned.json -- VALUE"',
  ],
  [
    'the job that checks the settings synthesizes',
    'settings.yml',
    ' --ci github',
    '',
    'doctor: holds OKTA_APPS_SETTINGS_TOKEN, an environment and runs "npx --no okta-apps doctor --assembly synthesized"',
  ],
  [
    'the job that keeps the issue tests',
    'applied.yml',
    'run: npx --no okta-apps issue',
    'run: npm test && npx --no okta-apps issue',
    'issue: holds the token of the job, issues: write and runs "npm test"',
  ],
  [
    'the job that posts tests',
    'comment.yml',
    'run: npx --no',
    'run: npm test && npx --no',
    'post: holds the token of the job, checks: write, pull-requests: write and runs "npm test"',
  ],
  [
    'it runs in a substitution',
    'comment.yml',
    'run: npx --no',
    'run: echo "$(node main.ts)" | npx --no',
    'post: holds the token of the job, checks: write, pull-requests: write and runs "node main.ts"',
  ],
  [
    'it runs a program that no list has',
    'comment.yml',
    'run: npx --no',
    'run: if make; then npx --no',
    'post: holds the token of the job, checks: write, pull-requests: write and runs "make"',
  ],
  [
    'it reviews',
    'comment.yml',
    'okta-apps post review/review.json',
    'okta-apps review --rehearse --post github',
    'post: holds the token of the job, checks: write, pull-requests: write and runs "npx --no okta-apps review --rehearse --post github --to github"',
  ],
  [
    'it checks the pull request out',
    'comment.yml',
    PERSIST,
    'persist-credentials: false\n          ref: ${{ github.event.workflow_run.head_sha }}',
    'post: holds the token of the job, checks: write, pull-requests: write and runs "a checkout of the pull request"',
  ],
  [
    'a local action',
    'comment.yml',
    /actions\/download-artifact@\S+/,
    './.github/actions/x',
    'post: holds the token of the job, checks: write, pull-requests: write and runs "./.github/actions/x"',
  ],
  [
    'a cache beside the secrets',
    'apply.yml',
    /node-version: 22/g,
    'node-version: 22\n          cache: npm',
    'apply: holds credentials and uses a cache',
  ],
  [
    'a title in a script',
    'review.yml',
    'git clean --force --force -d -x --quiet',
    'echo "${{ github.event.pull_request.title }}"',
    'review: puts an expression into a script',
  ],
  [
    'another event',
    'review.yml',
    '  pull_request:',
    '  pull_request_target:',
    'runs for pull_request_target, with secrets',
  ],
];

test.each(ON_GITHUB)('on GitHub it is a problem when %s', (_, name, wanted, put, problem) => {
  const changed = text(name).replace(wanted, put);
  expect(changed).not.toBe(text(name));
  expect(workflowProblems(changed)).toContain(problem);
});

const ON_GITLAB: readonly (readonly [string, RegExp | string, string, string])[] = [
  [
    'synth has a token',
    'npx --no okta-apps synth',
    'NPM_TOKEN=x npx --no okta-apps synth',
    'synth: holds NPM_TOKEN and runs "npx --no okta-apps synth"',
  ],
  [
    'synth is in an environment',
    'stage: synth',
    'stage: synth\n  environment: prod',
    'synth: holds its environment and runs "npx --no okta-apps synth"',
  ],
  [
    'the review gets an ID token',
    'needs: [synth]\n',
    'needs: [synth]\n  id_tokens: { X: { aud: x } }\n',
    'review: holds its id_tokens and runs "npx --no okta-apps review --rehearse --base HEAD --head $CI_COMMIT_SHA --format json"',
  ],
  [
    'the job that lists the commits reviews them',
    '--commits --env "$OKTA_ENVIRONMENTS"',
    '',
    'commits: holds GITLAB_TOKEN, GITLAB_READ_TOKEN, its environment and runs "npx --no okta-apps reviewed --from gitlab"',
  ],
  [
    'the review after the merge synthesizes',
    ' --assembly assemblies',
    '',
    'reviewed: holds GITLAB_READ_TOKEN, GITLAB_TOKEN, its environment and runs "npx --no okta-apps reviewed --from gitlab --out reviewed.json"',
  ],
  [
    'the job that comments tests',
    'get "pipelines?$query"',
    'npm test; get "pipelines?$query"',
    'comment: holds GITLAB_TOKEN, its environment and runs "npm test"',
  ],
  [
    'the second look synthesizes',
    /plan --assembly cdktf\.out (?=--env "\$OKTA_ENVIRONMENT" --digests "planned)/,
    'plan ',
    'plan: holds its environment and runs "npx --no okta-apps plan --env $OKTA_ENVIRONMENT --digests planned/$OKTA_ENVIRONMENT.json -- VALUE"',
  ],
  [
    'the scheduled plan synthesizes',
    /plan --assembly cdktf\.out (?=--env "\$OKTA_ENVIRONMENT" --digests "plans)/,
    'plan ',
    'plan-applied: holds its environment and runs "npx --no okta-apps plan --env $OKTA_ENVIRONMENT --digests plans/$OKTA_ENVIRONMENT.json"',
  ],
  [
    'the apply synthesizes',
    'apply --assembly cdktf.out ',
    'apply ',
    'apply: holds GITLAB_READ_TOKEN, its environment and runs "npx --no okta-apps apply --env $OKTA_ENVIRONMENT --auto-approve --reviewed reviewed.json VALUE -- VALUE"',
  ],
  [
    'the apply has a cache',
    'interruptible: false',
    'interruptible: false\n  cache: { paths: [x] }',
    'apply: holds credentials and uses a cache',
  ],
  [
    'every job has a token',
    'stages: ',
    'variables: { NPM_TOKEN: x }\nstages: ',
    'synth: holds NPM_TOKEN and runs "npx --no okta-apps synth"',
  ],
  [
    'an image is a tag',
    /node:22-bookworm@\S+(?=\n  needs: \[reviewed, plan\])/,
    'node:22-bookworm',
    'apply: runs in node:22-bookworm, which is no digest',
  ],
  ['another file is included', 'stages:', 'include: x.yml\nstages:', 'includes a file of another place'],
];

test.each(ON_GITLAB)('on GitLab it is a problem when %s', (_, wanted, put, problem) => {
  const changed = gitlab().replace(wanted, put);
  expect(changed).not.toBe(gitlab());
  expect(gitlabProblems(changed)).toContain(problem);
});
