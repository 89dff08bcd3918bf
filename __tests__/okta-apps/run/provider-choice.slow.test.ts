import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeTerraform } from '../../support/fake-terraform';
import { lockFile, OKTA_LOCK } from '../../support/lock-files';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

test('auto tries the registry once, and gives up after five seconds', async () => {
  const stacks = { 'desk-local': localStack(['desk']), 'shop-local': localStack(['web']) };
  const { folder: cwd } = plainProject(folder.path, stacks);
  writeFileSync(join(cwd, '.terraform.lock.hcl'), lockFile(OKTA_LOCK));
  const hangs =
    "if (args.includes('-lockfile=readonly')) { process.on('SIGINT', () => 0); setInterval(() => 0, 1000); }";
  const terraform = fakeTerraform(mkdtempSync(join(folder.path, 'bin-')), hangs);
  const began = Date.now();
  const { code, stdout } = await runCli(['plan'], { cwd, env: { TERRAFORM_BINARY_NAME: terraform.path } });
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(code).toBe(0);
  expect(stdout).toContain('local stand-in for okta/okta 6.12.0');
  const tried = terraform.calls().filter(({ args }) => args.includes('-lockfile=readonly'));
  expect(tried).toHaveLength(1);
}, 30_000);
