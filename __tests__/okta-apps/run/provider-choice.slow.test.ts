import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../../support/fake-program';
import { fakeTerraform } from '../../support/fake-terraform';
import { lockFile, OKTA_LOCK, RANDOM_LOCK } from '../../support/lock-files';
import { localStack, plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const LOCAL_PROVIDER = 'local provider in place of okta/okta 6.12.0';
const OKTA = 'okta/okta 6.12.0';
/** An init that cannot get what the lock file says. */
const NO_REGISTRY = "if (args.includes('-lockfile=readonly')) process.exit(1);";

const backend = { local: { path: '../../../state/shop-dev.tfstate' } };
const required_providers = { okta: { source: 'okta/okta' } };
const REAL = { 'shop-dev': { terraform: { terraform: { backend, required_providers } } } };

/** Plans a project with a fake terraform. */
async function plan(
  argv: readonly string[],
  {
    lock,
    init,
    stacks = { 'shop-local': localStack(['web']) },
  }: {
    lock?: string;
    init?: string;
    stacks?: Parameters<typeof plainProject>[1];
  },
) {
  const { folder: cwd } = plainProject(folder.path, stacks);
  const lockPath = join(cwd, '.terraform.lock.hcl');
  if (lock !== undefined) writeFileSync(lockPath, lock);
  const terraform = fakeTerraform(mkdtempSync(join(folder.path, 'bin-')), init);
  const env = {
    TERRAFORM_BINARY_NAME: terraform.path,
    HOME: '/home/me',
    ACME_PLAN: 'token',
  };
  const { code, stdout, stderr } = await runCli(['plan', '--json', ...argv], { cwd, env });
  const calls = terraform.calls().filter(({ args }) => args[0] === 'init' || args[0] === 'plan');
  const { stacks: planned = [] } = JSON.parse(stdout) as { stacks?: { tools: string }[] };
  return { code, tools: planned.map(({ tools }) => tools), stderr, calls, cwd };
}

function summary(calls: readonly Call[]): readonly string[] {
  return calls.map(({ args, env }) => {
    const how = env['TF_REATTACH_PROVIDERS'] === undefined ? 'installed' : 'attached';
    return [args[0], how, ...args.filter((arg) => arg.startsWith('-lockfile'))].join(' ');
  });
}

test.each([[[]], [['--provider', 'auto']], [['--provider', 'endpoint']]])(
  'without a lock file %j is the endpoint at once',
  async (argv) => {
    const { code, tools, calls, stderr } = await plan(argv, {});
    expect({ code, tools, stderr }).toEqual({
      code: 0,
      tools: [`Terraform 1.12.0, ${LOCAL_PROVIDER}`],
      stderr: 'shop-local: init\nshop-local: plan\n',
    });
    expect(summary(calls)).toEqual(['init attached', 'plan attached']);
  },
);

test('with a lock file auto is okta/okta in that version, against the local org and with a HOME of its own', async () => {
  const { tools, calls, cwd } = await plan([], { lock: lockFile(OKTA_LOCK, RANDOM_LOCK) });
  expect(tools).toEqual([`Terraform 1.12.0, ${OKTA}`]);
  expect(new Set(summary(calls))).toEqual(new Set(['init installed -lockfile=readonly', 'plan installed']));
  for (const { env } of calls) {
    expect(env['OKTA_HTTP_PROXY']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(env['OKTA_API_TOKEN']).not.toBe('');
    expect(env['HOME']).not.toBe('/home/me');
  }
  expect(readFileSync(join(cwd, 'cdktf.out/run/shop-local/.terraform.lock.hcl'), 'utf8')).toBe(OKTA_LOCK);
});

test('where init cannot get the locked version auto is the endpoint, and says so', async () => {
  const { code, tools, calls, stderr, cwd } = await plan([], { lock: lockFile(OKTA_LOCK), init: NO_REGISTRY });
  expect({ code, tools }).toEqual({ code: 0, tools: [`Terraform 1.12.0, ${LOCAL_PROVIDER}`] });
  expect(summary(calls)).toEqual(['init installed -lockfile=readonly', 'init attached', 'plan attached']);
  expect(stderr).toBe(
    `okta/okta could not be installed within 5 s; using the ${LOCAL_PROVIDER}. ` +
      '--provider registry shows why.\nshop-local: init\nshop-local: plan\n',
  );
  expect(existsSync(join(cwd, 'cdktf.out/run/shop-local/.terraform.lock.hcl'))).toBe(false);
});

test('registry does not fall back', async () => {
  const { code, calls } = await plan(['--provider', 'registry'], { lock: lockFile(OKTA_LOCK), init: NO_REGISTRY });
  expect(code).toBe(1);
  expect(summary(calls)).toEqual(['init installed -lockfile=readonly']);
});

test('registry without a lock file takes what the stacks allow, and the output says which version that is', async () => {
  const { code, tools, calls } = await plan(['--provider', 'registry'], {});
  expect({ code, tools }).toEqual({ code: 0, tools: [`Terraform 1.12.0, ${OKTA}`] });
  expect(summary(calls)).toEqual(['init installed', 'plan installed']);
});

test('endpoint needs no lock file, and looks into none', async () => {
  const { tools, calls } = await plan(['--provider', 'endpoint'], { lock: 'broken' });
  expect(tools).toEqual([`Terraform 1.12.0, ${LOCAL_PROVIDER}`]);
  expect(summary(calls)).toEqual(['init attached', 'plan attached']);
});

test('a lock file without okta/okta: auto is the endpoint, registry refuses', async () => {
  const lock = lockFile(RANDOM_LOCK);
  expect((await plan([], { lock })).tools).toEqual([`Terraform 1.12.0, ${LOCAL_PROVIDER}`]);
  const refused = await plan(['--provider', 'registry'], { lock });
  expect(refused).toMatchObject({
    code: 1,
    stderr:
      '.terraform.lock.hcl has no registry.terraform.io/okta/okta, required by shop-local. ' +
      'Write it again with okta-apps lock, and commit it.\n',
  });
});

test('an Okta org needs the lock file of the project, read-only; one in cdktf.out does not count', async () => {
  const without = await plan([], { stacks: REAL });
  expect(without).toMatchObject({
    code: 1,
    calls: [],
    stderr:
      `.terraform.lock.hcl is missing in ${without.cwd}: it says which providers shop-dev may install. ` +
      'Make it with okta-apps lock, and commit it.\n',
  });
  const locked = await plan([], { stacks: REAL, lock: lockFile(OKTA_LOCK) });
  expect(locked).toMatchObject({ code: 0, tools: [`Terraform 1.12.0, ${OKTA}`] });
  expect(summary(locked.calls)).toEqual(['init installed -lockfile=readonly', 'plan installed']);
});

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
  expect(stdout).toContain('local provider in place of okta/okta 6.12.0');
  const tried = terraform.calls().filter(({ args }) => args.includes('-lockfile=readonly'));
  expect(tried).toHaveLength(1);
}, 30_000);
