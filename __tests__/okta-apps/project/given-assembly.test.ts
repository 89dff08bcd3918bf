import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findProject } from '../../../okta-apps/project/find-project';
import { withAssembly } from '../../../okta-apps/project/given-assembly';
import { UserError } from '../../../okta-apps/shared/errors';
import { plainProject, writeAssembly, type PlainStack } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const GIVEN = { 'shop-dev': {} };
const END = '--assembly takes what "okta-apps synth" wrote in another job, and nothing else; nothing of it was read.';

/** A project whose app leaves a trace, and beside its output a folder that another job synthesized. */
function projectWith(stacks: Readonly<Record<string, PlainStack>> = GIVEN) {
  const { folder: cwd } = plainProject(folder.path, {}, "require('node:fs').writeFileSync('ran.txt', '');\n");
  const given = join(cwd, 'given');
  writeAssembly(given, stacks);
  return { cwd, given, stack: join(given, 'stacks', 'shop-dev') };
}

test('the folder takes the place of the output; its assets, and what earlier commands left, are allowed; records are elsewhere', () => {
  const { cwd, given, stack } = projectWith();
  mkdirSync(join(stack, 'assets/logo/x'), { recursive: true });
  writeFileSync(join(stack, 'assets/logo/x/logo.png'), '');
  mkdirSync(join(given, 'run/shop-dev/.terraform'), { recursive: true });
  mkdirSync(join(given, 'records'));
  const project = findProject(cwd);
  expect(withAssembly(project, 'given', { cwd })).toEqual({
    ...project,
    outdir: given,
    output: 'given',
    records: 'okta-apps-records',
  });
});

test.each<[string, (place: ReturnType<typeof projectWith>) => void, readonly string[]]>([
  [
    'no folder',
    ({ given }) => {
      rmSync(given, { recursive: true });
    },
    [' does not exist'],
  ],
  [
    'a link to one',
    ({ cwd, given }) => {
      renameSync(given, join(cwd, 'other'));
      symlinkSync('other', given);
    },
    [' is no folder'],
  ],
  [
    'a file of Terraform',
    ({ stack }) => {
      writeFileSync(join(stack, 'x.tf'), '');
    },
    ['/stacks/shop-dev/x.tf is no file of a synth'],
  ],
  [
    'what init installs',
    ({ stack }) => {
      mkdirSync(join(stack, '.terraform'));
    },
    ['/stacks/shop-dev/.terraform is no file of a synth'],
  ],
  [
    'a program',
    ({ given }) => {
      writeFileSync(join(given, 'package.json'), '');
    },
    ['/package.json is no file of a synth'],
  ],
  [
    'a link in place of a document',
    ({ stack }) => {
      rmSync(join(stack, 'cdk.tf.json'));
      symlinkSync('/etc/passwd', join(stack, 'cdk.tf.json'));
    },
    ['/stacks/shop-dev/cdk.tf.json is a symbolic link'],
  ],
  [
    'a folder in place of a manifest',
    ({ stack }) => {
      rmSync(join(stack, 'okta-apps.json'));
      mkdirSync(join(stack, 'okta-apps.json'));
    },
    ['/stacks/shop-dev/okta-apps.json is no regular file'],
  ],
  [
    'a link to a stack',
    ({ given }) => {
      symlinkSync('shop-dev', join(given, 'stacks', 'desk-dev'));
    },
    ['/stacks/desk-dev is no folder of a stack'],
  ],
  [
    'a link among assets',
    ({ stack }) => {
      mkdirSync(join(stack, 'assets'));
      symlinkSync('/', join(stack, 'assets', 'x'));
    },
    ['/stacks/shop-dev/assets/x is a symbolic link'],
  ],
  [
    'a huge document',
    ({ stack }) => {
      truncateSync(join(stack, 'cdk.tf.json'), 129 * 2 ** 20);
    },
    ['/stacks/shop-dev/cdk.tf.json is larger than 128 MiB'],
  ],
  [
    'folders without end',
    ({ stack }) => {
      mkdirSync(join(stack, 'assets', 'a/'.repeat(60)), { recursive: true });
    },
    [`/stacks/shop-dev/assets${'/a'.repeat(51)} is more than 50 folders deep`],
  ],
  [
    'names that hide',
    ({ stack }) => {
      writeFileSync(join(stack, 'a\u202eb'), '');
    },
    ['/stacks/shop-dev/a\\u202eb is no file of a synth'],
  ],
  [
    'several',
    ({ given, stack }) => {
      writeFileSync(join(given, 'a'), '');
      writeFileSync(join(stack, 'b'), '');
    },
    ['/a is no file of a synth', '/stacks/shop-dev/b is no file of a synth'],
  ],
])('%s is refused', (_, arrange, problems) => {
  const place = projectWith();
  arrange(place);
  const message = [...problems.map((problem) => `given${problem}`), END].join('\n');
  expect(() => withAssembly(findProject(place.cwd), 'given', place)).toThrow(new UserError(message));
});

test('a folder elsewhere is refused: relative paths of backends would mean other files', () => {
  const { cwd } = projectWith();
  const elsewhere = mkdtempSync(join(folder.path, 'elsewhere-'));
  expect(() => withAssembly(findProject(cwd), elsewhere, { cwd })).toThrow(
    new UserError(
      `${elsewhere} must be a folder in ${cwd}, as cdktf.out is: otherwise relative paths of backends in it would point to other files. Move it there and pass that`,
    ),
  );
});

const CREDENTIALS = { ACME_PLAN: 'plan-token-81fe', ACME_APPLY: 'apply-token-90ab' };

test.each(['plan', 'apply'])('%s of it runs no code of the project, also in CI', async (command) => {
  const { cwd } = projectWith();
  const args = command === 'apply' ? ['--auto-approve'] : [];
  const { code, stdout } = await runCli([command, '--assembly', 'given', ...args], {
    cwd,
    env: { ...CREDENTIALS, CI: 'true' },
  });
  expect({ code, ran: existsSync(join(cwd, 'ran.txt')) }).toEqual({ code: 0, ran: false });
  expect(stdout).toContain('\nUnchanged: 1 stack (shop-dev).\n');
});

test('what one command leaves there is nothing that stops the next', async () => {
  const { cwd } = projectWith();
  const env = { ...CREDENTIALS, CI: 'true' };
  for (const command of [['plan'], ['plan'], ['apply', '--auto-approve']])
    expect(await runCli([...command, '--assembly', 'given'], { cwd, env })).toMatchObject({ code: 0 });
});

const TODO =
  'In CI, a job that holds a credential runs nothing of the project: synthesize in a job without credentials ' +
  '(okta-apps synth), and pass the folder that it wrote with --assembly <folder>.\n';

test.each(['plan', 'apply'])(
  '%s without it is refused in CI, before the app runs where a credential is known by its name',
  async (command) => {
    const { cwd } = projectWith();
    const env = { OKTA_PROD_APPLY_PRIVATE_KEY: 'canary-key-1', GITHUB_ACTIONS: 'true' };
    const { code, stdout, stderr } = await runCli([command], { cwd, env });
    expect({ code, stdout, ran: existsSync(join(cwd, 'ran.txt')) }).toEqual({ code: 1, stdout: '', ran: false });
    expect(stderr).toContain(`This job holds OKTA_PROD_APPLY_PRIVATE_KEY. ${TODO}`);
  },
);

test.each(['plan', 'apply'])(
  '%s without it is refused in CI for stacks of Okta orgs, whatever their variables are called',
  async (command) => {
    const { folder: cwd } = plainProject(folder.path, GIVEN);
    const result = await runCli([command], { cwd, env: { ...CREDENTIALS, CI: 'true' } });
    expect(result).toEqual({ code: 1, stdout: '', stderr: `shop-dev: of an Okta org. ${TODO}` });
  },
);

test.each<[readonly string[], string]>([
  [['plan', '--assembly', 'given', '--rehearse'], 'a rehearsal holds no credential; leave out --assembly\n'],
  [
    ['apply', '--assembly', 'given', '--skip-synth'],
    "error: option '--assembly <folder>' cannot be used with option '--skip-synth'\n",
  ],
])('%j do not go together', async (argv, stderr) => {
  const { cwd } = projectWith();
  expect(await runCli(argv, { cwd })).toEqual({ code: 1, stdout: '', stderr });
});
