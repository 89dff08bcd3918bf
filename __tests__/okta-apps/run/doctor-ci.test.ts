import { writeAssembly } from '../../support/plain-project';
import { join } from 'node:path';
import { rotatingProject, rotatingStack, SINKS } from './ci/support/rotating-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { doctor, GITHUB, GITLAB } from './ci-settings/support/ci-answers';

const folder = temporaryFolder();

test.each(['github', 'gitlab'] as const)('%s: what the API refuses is never green', async (where) => {
  const answers = where === 'github' ? GITHUB : GITLAB;
  const run = await doctor(where, Object.fromEntries(Object.keys(answers).map((path) => [path, undefined])));
  expect(run.code).toBe(1);
  const lines = run.stdout.split('\n\n')[0]!.split('\n');
  expect(lines.slice(0, -1).filter((line) => !/^missing .*: not looked at\. Git/.test(line))).toEqual([]);
});

test('without names of environments, or a token, it says so', async () => {
  expect(await doctor('github', {}, [])).toEqual({
    code: 1,
    stdout: '',
    stderr:
      '--ci needs --assembly with the folder that "okta-apps synth" wrote, or --env with the names of the CI environments, separated by commas\n',
  });
  const run = await runCli(['doctor', '--ci', 'gitlab', '--env', 'prod'], { cwd: folder.path, env: {} });
  expect(run.stderr).toBe('GITLAB_TOKEN is not set: --ci gitlab reads settings with it\n');
});

test.each([
  [
    'github',
    [
      'environment prod-rotate: deploys from the default branch only: there is no such environment. Set it in Settings > ' +
        'Environments > prod-rotate > Deployment branches and tags [environment/branch]',
      'environment prod-rotate: the variable OKTA_APPS_TOOL pins the tool: it does not have it. Set it in Settings > ' +
        'Environments > prod-rotate > Environment variables, to what "bash .ci/tool" prints [tool/pinned]',
    ],
  ],
  [
    'gitlab',
    [
      'environment rotate/prod: is protected: not looked at. GitLab answered 404 when asked for the protected environment ' +
        'rotate/prod: Not Found; the token needs the scope "read_api" and the role Maintainer in the project. It is in Settings > ' +
        'CI/CD > Protected environments [environment/rotation]',
      'the variable OKTA_APPS_TOOL of each environment pins the tool: rotate/prod has none that is a SHA-256. Set it in ' +
        'Settings > CI/CD > Variables, to what "bash .ci/tool" prints [tool/pinned]',
    ],
  ],
] as const)('%s: the environment of a scheduled rotation is looked at, too', async (where, missing) => {
  const project = rotatingProject(folder.path, { 'shop-prod': rotatingStack({ sink: SINKS.aws }) });
  writeAssembly(join(project.folder, 'cdktf.out'), { 'shop-prod': rotatingStack({ sink: SINKS.aws }) });
  expect((await runCli(['ci', `--${where}`], { cwd: project.folder })).code).toBe(0);
  const secrets = { '/repos/acme/apps/environments/prod-rotate/secrets': { total_count: 0, secrets: [] } };
  const { code, stdout } = await doctor(where, secrets, ['--assembly', 'cdktf.out'], project.folder);
  const lines = stdout.split('\n').filter((line) => line.startsWith('missing'));
  expect([code, lines]).toEqual([1, missing.map((text) => `missing ${text}`)]);
});
