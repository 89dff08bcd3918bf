import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../../../okta-apps/project/assembly';
import { findProject } from '../../../../okta-apps/project/find-project';
import { fileChecks } from '../../../../okta-apps/run/ci/file-checks';
import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const parent = temporaryFolder();

const stack = (environment: string) => ({
  terraform: { terraform: { backend: { s3: { bucket: 'b' } } } },
  manifest: { environment },
});

async function written(where: 'github' | 'gitlab') {
  const { folder, change } = plainProject(parent.path, { 'shop-dev': stack('dev') });
  const lock = { lockfileVersion: 3, packages: { '': {}, 'node_modules/okta-oidc-cdktf': { integrity: 'sha512-AA' } } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  expect((await runCli(['ci', `--${where}`], { cwd: folder })).code).toBe(0);
  const look = async () => {
    expect((await runCli(['synth'], { cwd: folder })).code).toBe(0);
    const project = findProject(folder);
    return fileChecks(where, { project, stacks: readAssembly(project.outdir, project.output) });
  };
  return { folder, change, look };
}

const texts = (checks: Awaited<ReturnType<Awaited<ReturnType<typeof written>>['look']>>) =>
  checks.filter(({ status }) => status !== 'ok').map(({ text }) => text);

test('github: each file that is out of date, edited or missing is a line with the command', async () => {
  const { folder, change, look } = await written('github');
  expect((await look()).map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'ok'));
  change({ 'shop-dev': stack('dev'), 'shop-qa': stack('qa') });
  const review = join(folder, '.github/workflows/review.yml');
  writeFileSync(review, `${readFileSync(review, 'utf8')}# mine\n`);
  rmSync(join(folder, '.ci/tool'));
  writeFileSync(join(folder, '.github/workflows/comment.yml'), 'on: push\n');
  expect(texts(await look())).toEqual([
    '.ci/tool does not exist. Run "okta-apps ci --github" and commit what it writes [pipeline/files]',
    ...['applied', 'apply'].map(
      (name) =>
        `.github/workflows/${name}.yml is out of date with env/ or with the tool. Run "okta-apps ci --github" and commit what it writes [pipeline/files]`,
    ),
    '.github/workflows/comment.yml was not written by okta-apps ci. Move or delete it, then run "okta-apps ci --github" and commit what it writes [pipeline/files]',
    '.github/workflows/drift.yml is out of date with env/ or with the tool. Run "okta-apps ci --github" and commit what it writes [pipeline/files]',
    '.github/workflows/review.yml was edited since okta-apps ci wrote it. Move or delete it, then run "okta-apps ci --github" and commit what it writes [pipeline/files]',
  ]);
});

test('gitlab: that .gitlab-ci.yml includes the file is looked at, too', async () => {
  const { folder, look } = await written('gitlab');
  expect(texts(await look())).toEqual([]);
  writeFileSync(join(folder, '.gitlab-ci.yml'), 'apply: {}\n');
  expect(texts(await look())).toEqual([
    '.gitlab-ci.yml has apply too, which GitLab would mix with the jobs of .gitlab/okta-apps.yml; rename or remove them there [pipeline/files]',
    'Add to .gitlab-ci.yml, so that GitLab reads it:\n\ninclude:\n  - local: .gitlab/okta-apps.yml [pipeline/files]',
  ]);
});

test('without an assembly it says that nothing was compared, and a project that no pipeline can be written for is missing', async () => {
  expect(fileChecks('github', undefined)).toEqual([
    {
      status: 'note',
      text: 'pipeline files: not compared with env/. Run "okta-apps synth", then this with --assembly cdktf.out [pipeline/files]',
    },
  ]);
  const { folder, look } = await written('github');
  rmSync(join(folder, 'package-lock.json'));
  expect(texts(await look())).toEqual([
    `pipeline files: There is no package-lock.json in ${folder}, which pipelines install from; run "npm install" and commit it [pipeline/files]`,
  ]);
});
