import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeProgram, VERSION_ONLY } from '../../../support/fake-program';
import { lockFile, OKTA_LOCK } from '../../../support/lock-files';
import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const LOCK = '.terraform.lock.hcl';
const PLATFORMS = 'linux_amd64, linux_arm64, darwin_amd64, darwin_arm64, windows_amd64, windows_arm64';

function project(required: object = { okta: { source: 'okta/okta', version: '>= 6.9.0' } }): string {
  return plainProject(folder.path, { 'shop-dev': { terraform: { terraform: { required_providers: required } } } })
    .folder;
}

/** A terraform that locks okta/okta. */
function locking(): ReturnType<typeof fakeProgram> {
  const body = `${VERSION_ONLY}
if (args[0] === 'providers') require('node:fs').writeFileSync('${LOCK}', ${JSON.stringify(lockFile(OKTA_LOCK))});`;
  return fakeProgram(mkdtempSync(join(folder.path, 'bin-')), 'terraform', body);
}

test('it writes the lock file beside cdktf.json, and says what is in it', async () => {
  const cwd = project();
  const env = { TERRAFORM_BINARY_NAME: locking().path };
  expect(await runCli(['lock'], { cwd, env })).toEqual({
    code: 0,
    stdout: `Wrote ${LOCK}: registry.terraform.io/okta/okta 6.12.0 for ${PLATFORMS}. Commit it.\n`,
    stderr: 'Asking the registry for registry.terraform.io/okta/okta\n',
  });
  expect(readFileSync(join(cwd, LOCK), 'utf8')).toBe(lockFile(OKTA_LOCK));
  expect(existsSync(join(cwd, 'cdktf.out'))).toBe(false);
  const { code, stdout } = await runCli(['lock', '--json'], { cwd, env });
  expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
    code: 0,
    document: {
      file: LOCK,
      providers: [{ source: 'registry.terraform.io/okta/okta', version: '6.12.0' }],
      platforms: PLATFORMS.split(', '),
    },
  });
});

test('Terraform gets no credential, and is attached to nothing', async () => {
  const terraform = locking();
  const secrets = { ACME_PLAN: 'plan-token', ACME_APPLY: 'apply-token', OKTA_API_TOKEN: 'stray' };
  const env = { ...secrets, TF_REATTACH_PROVIDERS: '{}', HTTPS_PROXY: 'http://proxy.example.org' };
  await runCli(['lock'], { cwd: project(), env: { ...env, TERRAFORM_BINARY_NAME: terraform.path } });
  const variables = terraform.calls().find(({ args }) => args[0] === 'providers')?.env ?? {};
  expect(variables).toMatchObject({ HTTPS_PROXY: 'http://proxy.example.org', TF_INPUT: '0' });
  for (const name of [...Object.keys(secrets), 'TF_REATTACH_PROVIDERS']) expect(variables).not.toHaveProperty(name);
});

test('real Terraform, where the registry cannot be reached: one message, nothing half-written', async () => {
  const cwd = project();
  writeFileSync(join(cwd, LOCK), 'as it was');
  const env = { HTTPS_PROXY: 'http://127.0.0.1:1' };
  const { code, stdout, stderr } = await runCli(['lock'], { cwd, env });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    new RegExp(
      `\\n${LOCK} was not made, and nothing was changed: registry.(terraform.io|opentofu.org) cannot be reached from ` +
        'here. Run this where it can be \\(HTTPS_PROXY is followed\\).\\n  Error: ',
    ),
  );
  expect(readFileSync(join(cwd, LOCK), 'utf8')).toBe('as it was');
  expect(readdirSync(cwd).sort()).toEqual([LOCK, 'app.js', 'cdktf.json', 'stacks.json']);
});

test('where no stack requires a provider there is nothing to lock', async () => {
  const env = { TERRAFORM_BINARY_NAME: locking().path };
  expect(await runCli(['lock'], { cwd: project({}), env })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'No stack requires a provider; there is nothing to lock\n',
  });
});
