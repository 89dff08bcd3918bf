import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTerraform } from '../../../okta-apps/terraform/binary';
import { fakeProgram } from '../../support/fake-program';
import { neverStopped } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const INSTALL =
  'Install Terraform 1.11 or later (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.11 or later ' +
  '(https://opentofu.org/docs/intro/install/), or name the program in TERRAFORM_BINARY_NAME.';

/** A folder for PATH with programs that answer to `version`. */
function pathWith(answers: Readonly<Record<string, string>>): string {
  const path = join(folder.path, String(Math.random()).slice(2));
  mkdirSync(path);
  for (const [name, answer] of Object.entries(answers)) {
    fakeProgram(path, name, `console.log(${JSON.stringify(answer)});`);
  }
  return path;
}

function find(env: Readonly<Record<string, string>>) {
  return findTerraform(env, { cwd: folder.path, stop: neverStopped() });
}

test('terraform is taken before tofu', async () => {
  const PATH = pathWith({ terraform: 'Terraform v1.11.4\non linux_amd64', tofu: 'OpenTofu v1.12.6' });
  expect(await find({ PATH })).toEqual({ command: 'terraform', product: 'Terraform', version: '1.11.4' });
});

test('tofu is taken where there is no terraform', async () => {
  const PATH = pathWith({ tofu: 'OpenTofu v1.12.6\non linux_amd64' });
  expect(await find({ PATH })).toEqual({ command: 'tofu', product: 'OpenTofu', version: '1.12.6' });
});

test('TERRAFORM_BINARY_NAME comes first; a path is relative to the project', async () => {
  fakeProgram(folder.path, 'mine', "console.log('Terraform v2.0.0-rc1');");
  expect(await find({ PATH: '', TERRAFORM_BINARY_NAME: './mine' })).toEqual({
    command: join(folder.path, 'mine'),
    product: 'Terraform',
    version: '2.0.0-rc1',
  });
});

test('it is asked for its version without any of the user’s variables', async () => {
  const program = fakeProgram(folder.path, 'asked', "console.log('Terraform v1.11.0');");
  await find({ PATH: '/bin', TERRAFORM_BINARY_NAME: program.path, OKTA_API_TOKEN: 'canary', TF_VAR_x: 'canary' });
  expect(program.calls()).toMatchObject([{ args: ['version'], env: { PATH: '/bin', CHECKPOINT_DISABLE: '1' } }]);
  expect(JSON.stringify(program.calls())).not.toContain('canary');
});

test('where there is none, the message says what to install', async () => {
  await expect(find({ PATH: pathWith({}) })).rejects.toThrow(
    new Error(`Terraform is missing: there is neither terraform nor tofu on the PATH. ${INSTALL}`),
  );
});

test('a TERRAFORM_BINARY_NAME that is not there is named', async () => {
  await expect(find({ PATH: '', TERRAFORM_BINARY_NAME: 'terrafrom' })).rejects.toThrow(
    new Error(`TERRAFORM_BINARY_NAME is terrafrom, but there is no such program. ${INSTALL}`),
  );
});

test.each([
  ['Terraform v1.10.5', 'Terraform 1.10.5 (terraform) is too old'],
  ['Terraform v0.15.0', 'Terraform 0.15.0 (terraform) is too old'],
  ['hello\nworld', '"terraform version" does not respond like Terraform (it says "hello")'],
  ['', '"terraform version" does not respond like Terraform'],
])('a program that answers %j is refused', async (answer, message) => {
  await expect(find({ PATH: pathWith({ terraform: answer }) })).rejects.toThrow(new Error(`${message}. ${INSTALL}`));
});

test('a program that cannot be started is refused', async () => {
  const name = join(folder.path, 'a-folder');
  mkdirSync(name);
  await expect(find({ PATH: '', TERRAFORM_BINARY_NAME: name })).rejects.toThrow(
    new Error(`${name} cannot be started (EACCES). ${INSTALL}`),
  );
});

describe('a wrapper is recognized', () => {
  const ADVICE =
    'A wrapper around Terraform does that, such as the one that hashicorp/setup-terraform installs by default: ' +
    'set "terraform_wrapper: false" for that action, or name the program itself in TERRAFORM_BINARY_NAME.';

  test.each([
    ['[command]/opt/terraform-bin version\nTerraform v1.11.4', '"[command]/opt/terraform-bin version"'],
    [
      'Terraform v1.11.4\non linux_amd64\n\n::set-output name=stdout::Terraform v1.11.4',
      '"::set-output name=stdout::Terraform v1.11.4"',
    ],
    ['::debug::starting\nTerraform v1.11.4', '"::debug::starting"'],
  ])('by what it prints: %j', async (answer, line) => {
    await expect(find({ PATH: pathWith({ terraform: answer }) })).rejects.toThrow(
      new Error(`"terraform version" prints ${line} beside its version. ${ADVICE}`),
    );
  });

  test('by the program that it hides, before it is started', async () => {
    const PATH = pathWith({ terraform: 'Terraform v1.11.4', 'terraform-bin': 'Terraform v1.11.4' });
    await expect(find({ PATH })).rejects.toThrow(
      new Error(`terraform is a script that hides the exit codes of ${join(PATH, 'terraform-bin')}. ${ADVICE}`),
    );
    const named = { PATH: '', TERRAFORM_BINARY_NAME: join(PATH, 'terraform-bin') };
    expect(await find(named)).toMatchObject({ version: '1.11.4' });
  });

  test('by the program that it hides, for OpenTofu', async () => {
    const PATH = pathWith({ tofu: 'OpenTofu v1.12.6', 'tofu-bin': 'OpenTofu v1.12.6' });
    await expect(find({ PATH })).rejects.toThrow(
      'A wrapper around OpenTofu does that, such as the one that opentofu/setup-opentofu installs by default: ' +
        'set "tofu_wrapper: false" for that action',
    );
  });

  test('and a script that only starts the program is none', async () => {
    const PATH = pathWith({ terraform: '\nTerraform v1.11.4\n\nYour version of Terraform is out of date!' });
    writeFileSync(join(PATH, 'other-bin'), '');
    expect(await find({ PATH })).toMatchObject({ version: '1.11.4' });
  });
});
