import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startCli } from '../../support/cli-process';
import { fakeProgram } from '../../support/fake-program';
import { plainProject } from '../../support/plain-project';
import { temporaryFolder } from '../../support/temporary-folder';
import { until } from '../../support/until';

const folder = temporaryFolder();

/** A terraform that works until SIGINT, and notes its process id and how it ended. */
const worksNoting = (
  note: string,
): string => `if (args[0] === 'version') { console.log(args[1] ? '{}' : 'Terraform v1.11.4'); process.exit(); }
if (args[0] === 'init') process.exit(0);
process.on('SIGINT', () => {
  require('node:fs').writeFileSync(${JSON.stringify(note)}, 'ended by SIGINT');
  process.exit(1);
});
require('node:fs').writeFileSync(${JSON.stringify(note)}, String(process.pid));
console.error('working');
setInterval(() => {}, 1000);`;

test('Ctrl-C ends Terraform cleanly, says so, and leaves nothing behind', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': {} });
  const note = join(folder.path, 'note');
  const env = {
    ACME_PLAN: 'x',
    TERRAFORM_BINARY_NAME: fakeProgram(folder.path, 'terraform-works', worksNoting(note)).path,
  };
  const cli = startCli(['plan'], { cwd, env });
  await cli.says('shop-dev: plan');
  await until(() => existsSync(note));
  cli.child.kill('SIGINT');
  const { code, stdout, stderr } = await cli.ended;
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: 'shop-dev: init\nshop-dev: plan\nshop-dev: interrupted during plan\n',
  });
  expect(readFileSync(note, 'utf8')).toBe('ended by SIGINT');
});

test('okta-apps org prints one line when it is ready, answers, and ends cleanly on SIGTERM', async () => {
  const TMPDIR = join(folder.path, 'tmp');
  mkdirSync(TMPDIR);
  const org = startCli(['org', '--json', '--data', 'my-org'], { cwd: folder.path, env: { TMPDIR } });
  await org.says('\n');
  const data = join(folder.path, 'my-org');
  expect(statSync(data).mode & 0o777).toBe(0o700);
  expect(existsSync(join(data, 'running.json'))).toBe(true);
  const second = startCli(['org', '--json', '--data', 'my-org'], { cwd: folder.path, env: { TMPDIR } });
  const refused = await second.ended;
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toBe(
    `${data} is in use by the local org of process ${String(org.child.pid)}: stop it, or choose another folder\n`,
  );
  org.child.kill('SIGTERM');
  const { code, stdout, stderr } = await org.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(lines).toHaveLength(2);
  const ready = JSON.parse(lines[0]!) as { url: string; token: string; reattach: object };
  expect(Object.keys(ready)).toEqual(['url', 'token', 'reattach']);
  expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(Object.keys(ready.reattach)).toEqual(['registry.terraform.io/okta/okta', 'registry.opentofu.org/okta/okta']);
  expect(readdirSync(data)).toEqual(['org.json']);
  expect(readdirSync(TMPDIR)).toEqual([]);
});
