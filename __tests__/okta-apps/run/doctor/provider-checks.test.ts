import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeProgram, VERSION_ONLY } from '../../../support/fake-program';
import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
const LOCK = `provider "registry.terraform.io/okta/okta" {
  version     = "6.12.0"
  constraints = ">= 6.9.0"
  hashes = [
    "h1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=",
  ]
}
`;

/** Runs the doctor for a stack that requires okta/okta; its init with the lock file says this. */
async function doctor(lockFile: string | undefined, summary?: string, detail = '') {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': {
      terraform: {
        terraform: {
          required_providers: { okta: { source: 'okta/okta', version: '>= 6.9.0' } },
          backend: { local: { path: '../../../state/shop-dev.tfstate' } },
        },
      },
    },
  });
  if (lockFile !== undefined) writeFileSync(join(cwd, '.terraform.lock.hcl'), lockFile);
  const line = JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail } });
  const body = `if (args.includes('-lockfile=readonly') && ${summary !== undefined}) { console.log(${JSON.stringify(line)}); process.exitCode = 1; }`;
  const program = fakeProgram(cwd, 'terraform', `${VERSION_ONLY}\n${body}`);
  const { stdout } = await runCli(['doctor', '--env', 'dev', '--json'], {
    cwd,
    env: { TERRAFORM_BINARY_NAME: program.path },
  });
  const { checks } = JSON.parse(stdout) as { readonly checks: readonly { readonly text: string }[] };
  return { cwd, checks: checks.filter(({ text }) => /terraform\.lock\.hcl|okta\/okta|another Terraform/.test(text)) };
}

test('no lock file', async () => {
  const { cwd, checks } = await doctor(undefined);
  expect(checks).toEqual([
    {
      status: 'missing',
      text: `.terraform.lock.hcl is missing in ${cwd}: it says which providers shop-dev may install. Make it with okta-apps lock, and commit it.`,
      command: 'npx okta-apps lock',
    },
  ]);
});

test.each([
  [undefined, '', { status: 'ok', text: `.terraform.lock.hcl: okta/okta 6.12.0 can be installed here (${PLATFORM})` }],
  [
    'Failed to install provider',
    "Error while installing okta/okta v6.12.0: the current package for\nregistry.terraform.io/okta/okta 6.12.0 doesn't match any of the checksums\npreviously recorded in the dependency lock file",
    {
      status: 'wrong',
      text: `.terraform.lock.hcl has no checksum that fits okta/okta 6.12.0 on this platform (${PLATFORM}). If it was made for other platforms only, write it again with okta-apps lock and commit it; otherwise the package is not the one that was locked`,
    },
  ],
  [
    'Failed to query available provider packages',
    'locked provider registry.terraform.io/okta/okta 6.12.0 does not match configured version constraint >= 7.0.0',
    {
      status: 'wrong',
      text: '.terraform.lock.hcl does not fit the versions that the stacks require; write it again and commit it',
      command: 'npx okta-apps lock',
    },
  ],
  [
    'Unsupported Terraform Core version',
    'This configuration does not support Terraform version 1.11.4.',
    {
      status: 'wrong',
      text: 'the stacks require another Terraform (Unsupported Terraform Core version: This configuration does not support Terraform version 1.11.4.)',
    },
  ],
  [
    'Failed to query available provider packages',
    'could not connect to registry.terraform.io: no such host',
    {
      status: 'wrong',
      text: 'okta/okta 6.12.0 cannot be installed (Failed to query available provider packages: could not connect to registry.terraform.io: no such host); check that its registry can be reached from here (HTTPS_PROXY is followed)',
    },
  ],
])('%s: %s', async (summary, detail, check) => {
  expect((await doctor(LOCK, summary, detail)).checks).toEqual([check]);
});
