import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly, type AssembledStack } from '../../../okta-apps/project/assembly';
import {
  lockFor,
  PLATFORMS,
  requiredProviders,
  stackLocks,
  writeProjectLock,
} from '../../../okta-apps/run/provider-lock';
import { UserError } from '../../../okta-apps/shared/errors';
import { fakeProgram } from '../../support/fake-program';
import { lockFile, OKTA_LOCK, RANDOM_LOCK } from '../../support/lock-files';
import { writeAssembly } from '../../support/plain-project';
import { neverStopped } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

const OKTA = 'registry.terraform.io/okta/okta';

function requiring(...providers: readonly object[]): readonly AssembledStack[] {
  const outdir = mkdtempSync(join(folder.path, 'out-'));
  const stacks = providers.map((required, i) => [
    `shop-${i}`,
    { terraform: { terraform: { required_providers: required } } },
  ]);
  writeAssembly(outdir, Object.fromEntries(stacks) as Record<string, object>);
  return readAssembly(outdir, 'out');
}

test('what stacks require, by whole addresses and with all their constraints', () => {
  const stacks = requiring(
    { okta: { source: 'okta/okta', version: '>= 6.9.0' }, terraform: { source: 'terraform.io/builtin/terraform' } },
    { okta: { source: 'okta/okta', version: '< 7.0.0' }, random: { version: '3.6.0' } },
    { okta: { source: 'OKTA/okta', version: '>= 6.9.0' }, own: { source: 'registry.example.org/team/own' } },
    {},
  );
  expect([...requiredProviders(stacks, 'Terraform')]).toEqual([
    ['registry.example.org/team/own', []],
    ['registry.terraform.io/hashicorp/random', ['3.6.0']],
    [OKTA, ['< 7.0.0', '>= 6.9.0']],
  ]);
  expect([...requiredProviders(stacks, 'OpenTofu').keys()]).toContain('registry.opentofu.org/okta/okta');
});

test('a stack gets the blocks of its providers, and no other', () => {
  expect(lockFor(lockFile(OKTA_LOCK, RANDOM_LOCK), new Map([[OKTA, []]]))).toEqual({ text: OKTA_LOCK, missing: [] });
  expect(lockFor(lockFile(OKTA_LOCK).replaceAll('\n', '\r\n'), new Map([[OKTA, []]])).missing).toEqual([]);
  expect(lockFor('', new Map([[OKTA, []]]))).toEqual({ text: '', missing: [OKTA] });
});

describe('the lock files of stacks', () => {
  const stacks = requiring({ okta: { source: 'okta/okta' } }, {}, { okta: { source: 'okta/okta' } });

  test('come from the project’s, for those that require a provider', () => {
    const project = mkdtempSync(join(folder.path, 'project-'));
    writeFileSync(join(project, '.terraform.lock.hcl'), lockFile(OKTA_LOCK));
    expect([...stackLocks(project, stacks, 'Terraform')]).toEqual([
      ['shop-0', OKTA_LOCK],
      ['shop-2', OKTA_LOCK],
    ]);
  });

  test('are asked for in one sentence where there is none, and where a provider is missing', () => {
    const project = mkdtempSync(join(folder.path, 'project-'));
    expect(() => stackLocks(project, stacks, 'Terraform')).toThrow(
      new UserError(
        `.terraform.lock.hcl is missing in ${project}: it says which providers shop-0, shop-2 may install. ` +
          'Make it with okta-apps lock, and commit it.',
      ),
    );
    writeFileSync(join(project, '.terraform.lock.hcl'), lockFile(OKTA_LOCK));
    expect(() => stackLocks(project, stacks, 'OpenTofu')).toThrow(
      new UserError(
        '.terraform.lock.hcl has no registry.opentofu.org/okta/okta, required by shop-0, shop-2. ' +
          'Write it again with okta-apps lock, and commit it.',
      ),
    );
    expect(stackLocks(project, requiring({}), 'Terraform').size).toBe(0);
  });
});

describe('making it', () => {
  const required = new Map([[OKTA, ['!= 6.14.0', '>= 6.9.0']]]);

  async function make(body: string): Promise<{ project: string; args: readonly string[]; text: string }> {
    const project = mkdtempSync(join(folder.path, 'project-'));
    writeFileSync(join(project, '.terraform.lock.hcl'), 'before');
    const fake = fakeProgram(project, 'terraform-fake', body);
    const binary = { command: fake.path, product: 'Terraform' as const, version: '1.12.0' };
    try {
      const text = await writeProjectLock(project, required, { binary, stop: neverStopped() }, {});
      return { project, args: fake.calls()[0]?.args ?? [], text };
    } finally {
      expect(existsSync(fake.calls()[0]?.cwd ?? '')).toBe(false);
      const left = readdirSync(project).filter((name) => !name.startsWith('terraform-fake'));
      expect(left).toEqual(['.terraform.lock.hcl']);
    }
  }

  test('takes what Terraform locks for all platforms, in a folder of its own', async () => {
    const { project, args, text } = await make(
      "const fs = require('node:fs'); fs.writeFileSync('.terraform.lock.hcl', fs.readFileSync('main.tf.json'));",
    );
    expect(args).toEqual(['providers', 'lock', '-no-color', ...PLATFORMS.map((one) => `-platform=${one}`)]);
    expect(PLATFORMS).toEqual([
      'linux_amd64',
      'linux_arm64',
      'darwin_amd64',
      'darwin_arm64',
      'windows_amd64',
      'windows_arm64',
    ]);
    expect(JSON.parse(text)).toEqual({
      terraform: { required_providers: { p0: { source: OKTA, version: '!= 6.14.0, >= 6.9.0' } } },
    });
    expect(readFileSync(join(project, '.terraform.lock.hcl'), 'utf8')).toBe(text);
  });

  test.each([
    [
      'the registry cannot be reached',
      '│ Error: Could not retrieve providers for locking\n│ \n│ could not connect to\n│ registry.terraform.io: no such\n│ host',
      `registry.terraform.io cannot be reached from here. Run this where it can be (HTTPS_PROXY is followed).
  Error: Could not retrieve providers for locking

  could not connect to
  registry.terraform.io: no such
  host`,
    ],
    [
      'a platform is missing',
      'Warning: about something else\n╷\n│ Error: no package for windows_arm64\n╵\n',
      `it has no package for every platform in the versions that the stacks allow, or something else is wrong.
  Error: no package for windows_arm64`,
    ],
  ])('changes nothing when %s', async (_, stderr, said) => {
    const made = make(`process.stderr.write(${JSON.stringify(stderr)}); process.exit(1);`);
    await expect(made).rejects.toThrow(
      new UserError(`.terraform.lock.hcl was not made, and nothing was changed: ${said}`),
    );
  });
});
