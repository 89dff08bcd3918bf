import { run } from '../../../okta-apps/cli/run';
import { neverStopped, runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

test.each([[], ['synth'], ['plan'], ['review'], ['reviewed'], ['apply'], ['org'], ['doctor'], ['quickstart']])(
  'help of okta-apps %s has every option and examples',
  async (...command) => {
    const { code, stdout, stderr } = await runCli([...command, '--help'], { cwd: folder.path });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\nExamples:\n {2}\$ /);
    expect(stdout).toMatchSnapshot();
  },
);

test.each([
  [['bogus'], "error: unknown command 'bogus'\n"],
  [['plan', 'review', '--bogus'], "error: unknown option '--bogus'\n"],
  [['synth', '--env'], "error: option '--env <names>' argument missing\n"],
  [['doctor', 'extra'], "error: too many arguments for 'doctor'. Expected 0 arguments but got 1.\n"],
])('%j is refused with one line and exit code 1', async (argv, stderr) => {
  expect(await runCli(argv, { cwd: folder.path })).toEqual({ code: 1, stdout: '', stderr });
});

test('an unexpected error keeps its stack', async () => {
  let stderr = '';
  const broken = {
    stdout: { write: () => true },
    stderr: { write: (text: string) => (stderr += text) },
    get env(): never {
      throw new TypeError('a bug');
    },
    cwd: folder.path,
    stop: neverStopped(),
  };
  expect(await run(['doctor'], broken)).toBe(1);
  expect(stderr).toMatch(/^TypeError: a bug\n {4}at .*run\.test\.ts/);
});

test.each(['SHOP_TOKEN', 'TF_HTTP_PASSWORD'])('what %s holds is in no message', async (name) => {
  const { code, stdout, stderr } = await runCli(['canary-1'], { cwd: folder.path, env: { [name]: 'canary-1' } });
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: "error: unknown command '(sensitive)'\n" });
});
