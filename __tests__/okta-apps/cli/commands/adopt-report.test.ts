import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const { path: parent } = temporaryFolder();
const { folder } = plainProject(parent, { 'shop-dev': {} });
const adopt = async (...argv: readonly string[]) => {
  const { code, stdout, stderr } = await runCli(['adopt', ...argv], { cwd: folder });
  return [code, stdout, stderr];
};

test.each([
  [['--report', 'app.json'], '--report is about every app of the org, so it takes no names\n'],
  [['--report'], 'okta-apps adopt --report is about one environment, got none; pass --env <name>\n'],
  [['--deep'], '--deep requires --report\n'],
  [['app.json', '--html', 'x.html'], '--html requires --report\n'],
  [['app.json', '--skip-synth'], '--skip-synth requires --report\n'],
])('%j is refused', async (argv, message) => {
  expect(await adopt(...argv)).toEqual([1, '', message]);
});

test('--report and what writes code exclude each other', async () => {
  const [code, , stderr] = await adopt('--report', '--stack', 'shop', '--env', 'dev');
  expect(code).toBe(1);
  expect(stderr).toContain("option '--report' cannot be used with option '--stack <team>'");
});
