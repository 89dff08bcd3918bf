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
