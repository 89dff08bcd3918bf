import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { findTerraform } from '../../../okta-apps/terraform/binary';
import { dataStack, plainProject } from '../../support/plain-project';
import { neverStopped, runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const CANARY = 'canary-9b27f0d4c1';
const env = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab', TF_VAR_secret: CANARY };

/** A stack with a sensitive value in its plan, and one with nothing to change. */
function project(): string {
  const variable = { secret: { type: 'string', sensitive: true } };
  return plainProject(folder.path, {
    'shop-dev': {
      terraform: { ...dataStack({ web: '${var.secret}' }), variable },
      manifest: { passVariables: ['TF_VAR_secret'] },
    },
    'empty-dev': {},
  }).folder;
}

async function key() {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** What `terraform show -json` reads out of a kept plan. */
async function shown(cwd: string, file: string, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  writeFileSync(join(cwd, 'opened.tfplan'), await decrypter.decrypt(new Uint8Array(readFileSync(file))), {
    mode: 0o600,
  });
  const stack = join(cwd, 'cdktf.out/run/shop-dev');
  const { command } = await findTerraform({ PATH: process.env['PATH'] }, { cwd, stop: neverStopped() });
  return execFileSync(command, ['show', '-json', join(cwd, 'opened.tfplan')], { cwd: stack, encoding: 'utf8' });
}

test.each([['plan', []] as const, ['apply', ['--auto-approve']] as const])(
  '%s keeps the plans that change something, for the holders of the identity alone',
  async (command, more) => {
    const cwd = project();
    const [one, other] = [await key(), await key()];
    const recipients = [one, other].flatMap(({ recipient }) => ['--recipient', recipient]);
    const result = await runCli([command, ...more, '--keep-plans', 'kept', ...recipients], { cwd, env });
    expect(result.code).toBe(command === 'plan' ? 2 : 0);
    expect(result.stderr).toContain('\nKept, encrypted: kept/shop-dev.tfplan.age\n');
    expect(readdirSync(join(cwd, 'kept'))).toEqual(['shop-dev.tfplan.age']);
    const file = join(cwd, 'kept/shop-dev.tfplan.age');
    const content = readFileSync(file, 'latin1');
    expect(content).toMatch(/^age-encryption\.org\/v1\n(?:-> X25519 [^\n]+\n[^\n]+\n){2}--- /);
    // The plan is an archive: a value in it may be compressed, the names of its files are not.
    for (const clear of [CANARY, 'tfplan', 'tfstate', 'terraform_data', one.identity])
      expect(content).not.toContain(clear);
    expect(JSON.stringify(result)).not.toContain(CANARY);
    for (const { identity } of [one, other]) expect(await shown(cwd, file, identity)).toContain(CANARY);
  },
);

test('without the option nothing is kept', async () => {
  const cwd = project();
  const before = readdirSync(cwd);
  expect(await runCli(['plan'], { cwd, env })).toMatchObject({ code: 2 });
  expect(readdirSync(cwd).filter((name) => !before.includes(name))).toEqual(['cdktf.out', 'state']);
});

describe('what is wrong with the options is said before anything is synthesized', () => {
  const NO_RECIPIENT =
    '--keep-plans writes encrypted plans only, since a plan holds values in plain text; give --recipient with the age ' +
    'public key (age1…) of each person who may read them\n';
  const NO_KEY =
    '--recipient must be a public key of age (age1…), but number 1 is none (it is not shown); ' +
    'age-keygen -y prints that of an identity\n';

  test.each([
    [['plan', '--keep-plans', 'kept'], NO_RECIPIENT],
    [['apply', '--keep-plans', 'kept'], NO_RECIPIENT],
    [['plan', '--recipient', 'age1xyz'], '--recipient needs --keep-plans\n'],
    [['plan', '--keep-plans', 'kept', '--recipient', 'AGE-SECRET-KEY-1CANARY'], NO_KEY],
    [['apply', '--auto-approve', '--keep-plans', 'kept', '--recipient', 'AGE-SECRET-KEY-1CANARY'], NO_KEY],
    [
      ['plan', '--keep-plans', 'kept', '--recipient', 'age1xyz'],
      '--recipient must be a public key of age (age1…), got "age1xyz"; age-keygen -y prints that of an identity\n',
    ],
    [
      ['plan', '--rehearse', '--keep-plans', 'kept', '--recipient', 'age1xyz'],
      'a rehearsal keeps no plans; leave out --keep-plans and --recipient\n',
    ],
  ])('%j', async (argv, stderr) => {
    const cwd = project();
    expect(await runCli(argv, { cwd, env })).toEqual({ code: 1, stdout: '', stderr });
    expect(existsSync(join(cwd, 'cdktf.out'))).toBe(false);
    expect(existsSync(join(cwd, 'kept'))).toBe(false);
  });
});
