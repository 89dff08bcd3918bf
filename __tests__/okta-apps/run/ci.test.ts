import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { inner, list, object } from '../../../okta-apps/shared/json';
import { runGit } from '../../support/git-project';
import { gitlabProblems, workflowProblems } from '../../support/pipeline-problems';
import { plainProject, type PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const parent = temporaryFolder();
const WORKFLOWS = ['applied', 'apply', 'comment', 'drift', 'review', 'settings'].map(
  (name) => `.github/workflows/${name}.yml`,
);
const WRITTEN = ['.ci/tool', ...WORKFLOWS].map((name) => `Wrote ${name}\n`).join('');
const INTEGRITY = 'sha512-AAAA';
const TOOL = { 'node_modules/okta-oidc-cdktf': { version: '0.1.0', integrity: INTEGRITY } };

const s3: object = { terraform: { backend: { s3: { bucket: 'b' } } } };

function stack(environment: string, different: PlainStack['manifest'] = {}, terraform = s3): PlainStack {
  return { terraform, manifest: { environment, ...different } };
}

const STACKS: Readonly<Record<string, PlainStack>> = {
  'shop-prod': stack('prod', {
    production: true,
    approvals: 2,
    credentials: {
      plan: { type: 'api-token', tokenVariable: 'PROD_PLAN' },
      apply: { type: 'service-app', clientId: '0oa1', privateKeyVariable: 'PROD_KEY', scopes: [] },
      applyOrigins: { type: 'api-token', tokenVariable: 'PROD_ORIGINS' },
    },
    passVariables: ['TF_LOG'],
    providerAliases: [{ alias: 'brands', variable: 'brands_token' }],
    birthSecrets: [{ variable: 'shop_secret', address: 'okta_app_oauth.shop' }],
  }),
  'shop-dev': stack('dev', {}, { terraform: { cloud: { organization: 'o', hostname: 'tf-1.acme.dev' } } }),
  'shop-local': { manifest: { environment: 'local', local: true } },
};

/** A project that has the tool as a package, at the top of its repository. */
function project(stacks = STACKS, packages: object = TOOL) {
  const { folder, change } = plainProject(parent.path, stacks);
  const put = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  const lock = (own: object): void => {
    put('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...own } }));
  };
  lock(packages);
  put('package.json', JSON.stringify({ name: 'apps' }));
  const ci = (...argv: string[]) => runCli(['ci', ...argv], { cwd: folder, env: { OKTA_ENV: 'dev' } });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { folder, change, put, lock, ci, read, files: () => readdirSync(folder).sort() };
}

test('github: a project that has the tool as a package gets workflows without a problem; a second run writes nothing', async () => {
  const { ci, read } = project();
  expect(await ci('--github')).toEqual({ code: 0, stdout: WRITTEN, stderr: '' });
  for (const name of WORKFLOWS) expect(workflowProblems(read(name))).toEqual([]);
  const text = WORKFLOWS.map(read).join('');
  expect(text).not.toMatch(/set-up\.mjs|okta-apps rules|\(\([a-z/-]+\)\)/);
  expect(text).toContain('- run: npm ci --ignore-scripts\n');
  const apply = object(inner(load(read('.github/workflows/apply.yml')), 'jobs'));
  const secrets = (job: string) =>
    list(inner(apply[job], 'steps'))
      .flatMap((step) => Object.entries(object(inner(step, 'env'))))
      .filter(([, value]) => String(value).includes('secrets.'));
  const shared = [
    ['TF_TOKEN_tf__1_acme_dev', '${{ secrets.TF_TOKEN_tf__1_acme_dev }}'],
    ['AWS_ACCESS_KEY_ID', '${{ secrets.AWS_ACCESS_KEY_ID }}'],
    ['AWS_SECRET_ACCESS_KEY', '${{ secrets.AWS_SECRET_ACCESS_KEY }}'],
    ['TF_LOG', '${{ secrets.TF_LOG || vars.TF_LOG }}'],
  ];
  const own = (name: string) => [name, `\${{ secrets.${name} }}`];
  expect(secrets('plan').sort()).toEqual(
    [...shared, ...['ACME_PLAN', 'PROD_PLAN', 'TF_VAR_brands_token'].map(own)].sort(),
  );
  expect(secrets('apply').sort()).toEqual(
    [
      ...shared,
      ...['ACME_APPLY', 'PROD_KEY', 'PROD_ORIGINS', 'TF_VAR_brands_token', 'TF_VAR_shop_secret'].map(own),
    ].sort(),
  );
  expect(read('.github/workflows/apply.yml')).toContain(
    '#   prod: required reviewers, after 2 approvals of the request; OKTA_APPS_TOOL, AWS_ACCESS_KEY_ID, ' +
      'AWS_SECRET_ACCESS_KEY, TF_LOG, PROD_KEY, PROD_ORIGINS, TF_VAR_brands_token and TF_VAR_shop_secret\n',
  );
  expect(read('.github/workflows/applied.yml')).toContain('ENVIRONMENTS: dev,prod\n');
  expect(await ci('--github')).toEqual({
    code: 0,
    stdout: 'Nothing to write: the pipeline files are those of env/.\n',
    stderr: '',
  });
});

test('gitlab: one file that .gitlab-ci.yml has to include', async () => {
  const { ci, read, put } = project();
  put('.gitlab-ci.yml', 'lint:\n  script: [npm test]\n');
  const todo = 'Add to .gitlab-ci.yml, so that GitLab reads it:\n\ninclude:\n  - local: .gitlab/okta-apps.yml\n';
  expect(await ci('--gitlab')).toEqual({
    code: 0,
    stdout: `Wrote .ci/tool\nWrote .gitlab/okta-apps.yml\n${todo}`,
    stderr: '',
  });
  const text = read('.gitlab/okta-apps.yml');
  expect(gitlabProblems(text)).toEqual([]);
  expect(inner(load(text), 'apply', 'parallel', 'matrix')).toEqual([{ OKTA_ENVIRONMENT: ['dev', 'prod'] }]);
  put('.gitlab-ci.yml', 'include: [{ local: .gitlab/okta-apps.yml }]\napply:\n  script: [x]\n');
  expect(await ci('--gitlab')).toEqual({
    code: 1,
    stdout: '',
    stderr:
      '.gitlab-ci.yml has apply too, which GitLab would mix with the jobs of .gitlab/okta-apps.yml; rename or remove them there\n' +
      'Nothing was written.\n',
  });
});

test('gitlab: without a .gitlab-ci.yml, one is written that includes the file', async () => {
  const { ci, read } = project();
  expect(await ci('--gitlab')).toMatchObject({
    code: 0,
    stdout: 'Wrote .ci/tool\nWrote .gitlab/okta-apps.yml\nWrote .gitlab-ci.yml\n',
  });
  expect(load(read('.gitlab-ci.yml'))).toEqual({ include: [{ local: '.gitlab/okta-apps.yml' }] });
  expect(await ci('--gitlab')).toMatchObject({ stdout: 'Nothing to write: the pipeline files are those of env/.\n' });
});

test('after a change of env/ the files that differ are written, also where git wrote other ends of lines', async () => {
  const { ci, read, put, change } = project();
  await ci('--github');
  for (const name of WORKFLOWS) put(name, read(name).replaceAll('\n', '\r\n'));
  expect((await ci('--github')).stdout).toBe('Nothing to write: the pipeline files are those of env/.\n');
  change({ ...STACKS, 'shop-qa': stack('qa') });
  expect(await ci('--github')).toEqual({
    code: 0,
    stdout: ['applied', 'apply', 'drift'].map((name) => `Wrote .github/workflows/${name}.yml\n`).join(''),
    stderr: '',
  });
  expect(read('.github/workflows/applied.yml')).toContain('ENVIRONMENTS: dev,qa,prod\n');
});

test('a file that a person edited or wrote is left alone, and then every file is', async () => {
  const { ci, read, put, change, folder } = project();
  await ci('--github');
  change({ ...STACKS, 'shop-qa': stack('qa') });
  const edited = `${read('.github/workflows/applied.yml')}# mine\n`;
  put('.github/workflows/applied.yml', edited);
  put('.github/workflows/review.yml', 'name: mine\n');
  const before = read('.github/workflows/apply.yml');
  expect(await ci('--github')).toEqual({
    code: 1,
    stdout: '',
    stderr:
      '.github/workflows/applied.yml was edited since okta-apps ci wrote it. Move what you need of it into a file of its own, ' +
      'delete .github/workflows/applied.yml and run this again\n' +
      '.github/workflows/review.yml was not written by okta-apps ci. Rename it, or delete it if this is to take its place, and run this again\n' +
      'Nothing was written.\n',
  });
  expect([read('.github/workflows/applied.yml'), read('.github/workflows/apply.yml')]).toEqual([edited, before]);
  rmSync(join(folder, '.github/workflows/applied.yml'));
  symlinkSync('apply.yml', join(folder, '.github/workflows/applied.yml'));
  expect((await ci('--github')).stderr).toBe(
    '.github/workflows/applied.yml is a symbolic link, which is not followed\n',
  );
});

test('the branch is that of the option, then of the files, then of the clone, then main', async () => {
  const { ci, read, folder } = project();
  runGit(folder, ['init', '--quiet', '--initial-branch', 'x']);
  runGit(folder, ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk']);
  await ci('--github');
  const branches = () => inner(load(read('.github/workflows/apply.yml')), 'on', 'push', 'branches');
  expect(branches()).toEqual(['trunk']);
  expect(read('.github/workflows/apply.yml')).toMatch(
    /^# Written by "okta-apps ci --github --branch trunk" from env\/\./,
  );
  await ci('--github', '--branch', 'release/1');
  expect(branches()).toEqual(['release/1']);
  await ci('--github');
  expect(branches()).toEqual(['release/1']);
  runGit(folder, ['symbolic-ref', '--delete', 'refs/remotes/origin/HEAD']);
  for (const name of WORKFLOWS) rmSync(join(folder, name));
  await ci('--github');
  expect(branches()).toEqual(['main']);
});

const BAD_ARGUMENTS: readonly (readonly [readonly string[], string])[] = [
  [[], 'Pass one of --github and --gitlab: the system whose pipeline files are written\n'],
  [['--github', '--gitlab'], 'Pass one of --github and --gitlab: the system whose pipeline files are written\n'],
  [['--gitlab', '--branch', 'x'], '--branch is for --github only: GitLab knows its default branch\n'],
  [
    ['--github', '--branch', 'ma*n'],
    '--branch must be the name of a branch, of letters, digits, "_", ".", "/" and "-", got "ma*n"\n',
  ],
];

test.each(BAD_ARGUMENTS)('%j is refused', async (argv, stderr) => {
  expect(await project().ci(...argv)).toEqual({ code: 1, stdout: '', stderr });
});

const PROD = (name: string) => ({ ...STACKS, other: stack(name) });
const BAD_PROJECTS: readonly (readonly [string, Parameters<typeof project>, string])[] = [
  [
    'only local environments',
    [{ 'shop-local': { manifest: { environment: 'local', local: true } } }],
    'There is no environment of an Okta org, so there is nothing to plan or apply; add one in env/',
  ],
  [
    'a name that is no name of a CI environment',
    [PROD('a b: ${{ x }}')],
    'Environment "a b: ${{ x }}": its name must be letters, digits and "-" to be that of a CI environment; rename it in env/',
  ],
  [
    'the name of another second look',
    [PROD('PROD-plan')],
    'Environment PROD-plan: the second look of prod runs in a CI environment of that name, and would hold its credentials; rename it in env/',
  ],
  [
    'a name that the pipelines use',
    [PROD('okta-settings')],
    'Environment okta-settings: the pipelines have a CI environment of that name; rename it in env/',
  ],
  [
    'a state on the machine',
    [{ other: { manifest: { environment: 'qa' } } }],
    'Environment qa: its state is in a file of the machine, which a CI job loses; give it another backend in env/, such as s3',
  ],
  [
    'a variable that GitHub does not take',
    [
      {
        other: stack('qa', {
          credentials: {
            plan: { type: 'api-token', tokenVariable: 'GITHUB_OKTA' },
            apply: { type: 'api-token', tokenVariable: 'A-B' },
          },
        }),
      },
    ],
    'Environment qa: GitHub takes no variable called "GITHUB_OKTA"; rename it in env/\n' +
      'Environment qa: GitHub takes no variable called "A-B"; rename it in env/',
  ],
  [
    'a lock file without the tool',
    [STACKS, {}],
    'package-lock.json does not list okta-oidc-cdktf, so no pipeline would install it; run "npm install okta-oidc-cdktf"',
  ],
  [
    'the tool as a link',
    [STACKS, { 'node_modules/okta-oidc-cdktf': { resolved: '../tool', link: true } }],
    'package-lock.json has okta-oidc-cdktf as a link to a folder, so no pin holds it; install a package of it ("npm pack")',
  ],
  [
    'a package of which the bytes are not known',
    [STACKS, { ...TOOL, 'node_modules/a/node_modules/b': { resolved: 'git+ssh://x' } }],
    'package-lock.json has no integrity of "b", so no pin holds it; install it from a registry or a package file',
  ],
];

test.each(BAD_PROJECTS)('%s is refused, and nothing is written', async (_, given, message) => {
  const { ci, files } = project(...given);
  expect(await ci('--github')).toEqual({ code: 1, stdout: '', stderr: `${message}\n` });
  expect(files()).not.toContain('.github');
});

test('no project, no lock file, a link in its place, and a project below the top of its repository are refused', async () => {
  const nowhere = join(parent.path, 'nowhere');
  mkdirSync(nowhere);
  const none = await runCli(['ci', '--github'], { cwd: nowhere });
  expect(none).toMatchObject({ code: 1, stdout: '' });
  expect(none.stderr).toContain('There is no cdktf.json in ');
  const { ci, folder } = project();
  rmSync(join(folder, 'package-lock.json'));
  expect((await ci('--github')).stderr).toBe(
    `There is no package-lock.json in ${folder}, which pipelines install from; run "npm install" and commit it\n`,
  );
  symlinkSync('package.json', join(folder, 'package-lock.json'));
  expect((await ci('--github')).stderr).toBe('package-lock.json is a symbolic link, which is not followed\n');
  rmSync(join(folder, 'package-lock.json'));
  const repository = join(parent.path, 'repository');
  cpSync(folder, join(repository, 'apps/okta'), { recursive: true });
  runGit(repository, ['init', '--quiet']);
  expect((await runCli(['ci', '--github'], { cwd: join(repository, 'apps/okta') })).stderr).toBe(
    'The project is in apps/okta of its repository, and the pipelines are written for one at the top; ' +
      'write them by hand from docs/guides/pipelines.md\n',
  );
});
