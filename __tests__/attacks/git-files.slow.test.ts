import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findBase } from '../../okta-apps/project/base/base-commit';
import { gitIn } from '../../okta-apps/project/base/git';
import { reviewOf } from '../okta-apps/review/support/reviews';
import { gitProject, type GitProject } from '../support/git-project';
import { neverStopped } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';
import { writeText } from '../support/write-text';

type Change = (cwd: string, git: GitProject['git']) => unknown;

const folder = temporaryFolder();
let made: GitProject;
let main: string;

beforeAll(() => {
  made = gitProject(folder.path, {});
  const files = ['stacks/shop.ts', 'env/prod.ts', 'scripts/run.sh', 'apps/stacks/shop.ts'];
  for (const name of files) writeText(made.folder, name);
  main = made.commit('more');
});

/** What the review says of the files of a change that is committed, for a project in a folder of the repository. */
async function unusual(change: Change, inFolder = ''): Promise<readonly string[]> {
  const { git, commit } = made;
  const cwd = join(made.folder, inFolder);
  git('checkout', '--quiet', '--force', '--detach', main);
  git('clean', '--quiet', '-ffdx');
  change(cwd, git);
  const head = commit('change');
  const tool = gitIn(cwd, { PATH: process.env['PATH'], HOME: folder.path }, neverStopped());
  const { changes } = await findBase('the project', main, tool, { head });
  const { findings } = reviewOf([], { changes });
  return findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
}

const file =
  (name: string, text = 'x'): Change =>
  (cwd) => {
    writeText(cwd, name, text);
  };

function gitlink(cwd: string, git: GitProject['git'], path: string): void {
  git('update-index', '--add', '--cacheinfo', `160000,${main},${path}`);
  mkdirSync(join(cwd, 'stacks/shared'));
}

test.each<[string, Change, string]>([
  ['.gitattributes of a team', file('stacks/.gitattributes'), 'stacks/.gitattributes (git reads it)'],
  ['.gitattributes of the project', file('.gitattributes'), '.gitattributes (git reads it)'],
  ['.gitattributes in another case', file('docs/.GitAttributes'), 'docs/.GitAttributes (git reads it)'],
  ['.gitmodules', file('.gitmodules', ''), '.gitmodules (git reads it)'],
  ['.npmrc', file('stacks/.npmrc'), 'stacks/.npmrc (npm reads it)'],
  ['package.json', file('stacks/package.json', '{"type":"module"}'), 'stacks/package.json (npm reads it)'],
  [
    'a package',
    (cwd, git) => {
      writeText(cwd, 'stacks/node_modules/cdktf/index.ts');
      git('add', '--force', 'stacks');
    },
    'stacks/node_modules/cdktf/index.ts (Node.js loads it as a package)',
  ],
  [
    'a symbolic link',
    (cwd) => {
      symlinkSync('../scripts', join(cwd, 'stacks/more.ts'));
    },
    'stacks/more.ts (symbolic link)',
  ],
  [
    'a link in place of a file',
    (cwd) => {
      rmSync(join(cwd, 'env/prod.ts'));
      symlinkSync('../cdktf.out/prod.ts', join(cwd, 'env/prod.ts'));
    },
    'env/prod.ts (symbolic link)',
  ],
  [
    'a gitlink',
    (cwd, git) => {
      gitlink(cwd, git, 'stacks/shared');
    },
    'stacks/shared (submodule)',
  ],
  [
    'another mode',
    (cwd) => {
      chmodSync(join(cwd, 'stacks/shop.ts'), 0o755);
    },
    'stacks/shop.ts (file → executable)',
  ],
  [
    'a program',
    (cwd) => {
      writeText(cwd, 'stacks/run.sh');
      chmodSync(join(cwd, 'stacks/run.sh'), 0o755);
    },
    'stacks/run.sh (executable)',
  ],
  ['JavaScript', file('stacks/shop.js'), 'stacks/shop.js (not a kind of file that stacks are made of)'],
  ['Terraform', file('stacks/module/main.tf.json'), 'stacks/module/main.tf.json (Terraform reads it)'],
  ['settings of the compiler', file('stacks/tsconfig.json'), 'stacks/tsconfig.json (a tool reads it as its settings)'],
  [
    'a name equal but for case',
    file('stacks/Shop.ts'),
    'stacks/Shop.ts (some file systems take it for stacks/shop.ts)',
  ],
  ['a folder equal but for case', file('Stacks/more.ts'), 'Stacks/more.ts (some file systems take it for stacks)'],
  [
    'a name equal but for an unseen character',
    file('stacks/sh\u200cop.ts'),
    'its name has characters that are not shown, some file systems take it for stacks/shop.ts',
  ],
  [
    'a name equal but for its accents’ form',
    (cwd) => {
      writeText(cwd, 'stacks/caf\u00e9.ts');
      writeText(cwd, 'stacks/cafe\u0301.ts');
    },
    'some file systems take it for stacks/caf\u00e9.ts',
  ],
])('attack: %s is a finding', async (_, change, said) => {
  const findings = await unusual(change);
  // A folder of packages is ignored, too.
  const [finding, ...more] = findings.filter((one) => !one.startsWith('block review/ignored-file'));
  expect(more).toEqual([]);
  expect(finding).toContain('high review/changes-the-review: unusual files must be changed on purpose');
  expect(finding).toContain(said);
});

test('attack: a .gitmodules above the project’s folder that hides its submodules from git', async () => {
  const settings = '[submodule "x"]\n\tpath = apps/stacks/shared\n\turl = ./x\n\tignore = all\n';
  const [finding] = await unusual((cwd, git) => {
    writeText(cwd, '../.gitmodules', settings);
    gitlink(cwd, git, 'apps/stacks/shared');
  }, 'apps');
  expect(finding).toContain('["../.gitmodules (git reads it)","stacks/shared (submodule)"]');
});

test('attack: a file that git ignores is in the commit: what is built is not what its source says', async () => {
  const forced: Change = (cwd, git) => {
    writeText(cwd, '.gitignore', 'dist\n');
    git('add', '.gitignore');
    git('commit', '--quiet', '--message', 'ignore');
    writeText(cwd, 'dist/okta-apps/main.js');
    git('add', '--force', 'dist');
  };
  expect(await unusual(forced)).toContain(
    'block review/ignored-file: ignored files must not be tracked, got ["dist/okta-apps/main.js"]; remove it from the commit (git rm --cached), or stop ignoring it [review/ignored-file]',
  );
});

test('attack: in the working tree too, committed or not', async () => {
  const { git } = made;
  git('checkout', '--quiet', '--force', '--detach', main);
  git('clean', '--quiet', '-ffdx');
  chmodSync(join(made.folder, 'stacks/shop.ts'), 0o755);
  symlinkSync('shop.ts', join(made.folder, 'stacks/link.ts'));
  mkdirSync(join(made.folder, 'stacks/own'));
  git('init', '--quiet', 'stacks/own');
  const tool = gitIn(made.folder, { PATH: process.env['PATH'], HOME: folder.path }, neverStopped());
  expect((await findBase('the project', main, tool)).changes).toEqual([
    { path: 'stacks/link.ts', after: 'symbolic link' },
    { path: 'stacks/own/', after: 'submodule' },
    { path: 'stacks/shop.ts', before: 'file', after: 'executable' },
  ]);
});

test.each<[string, Change]>([
  ['a stack', file('stacks/shop.ts')],
  ['a new stack', file('stacks/team/another.ts')],
  ['data', file('stacks/team/routes.json', '{}')],
  ['an environment', file('env/prod.ts')],
  ['a new environment', file('env/eu.ts')],
  ['a note', file('docs/how.md')],
  ['a picture', file('docs/how.PNG')],
  ['a drawing', file('docs/how.svg')],
  ['the README', file('README.md')],
  ['a test', file('__tests__/stacks/shop.test.ts')],
  ['a snapshot', file('__tests__/stacks/__snapshots__/shop.test.ts.snap')],
  ['a name with an accent', file('stacks/caf\u00e9.ts')],
  ['a name with spaces', file('docs/how to.md')],
  ['a file that is removed', (_, git) => git('rm', '-q', 'stacks/shop.ts')],
  ['a file that is renamed', (_, git) => git('mv', 'stacks/shop.ts', 'stacks/store.ts')],
  [
    'a file whose case changes',
    (cwd) => {
      renameSync(join(cwd, 'stacks/shop.ts'), join(cwd, 'stacks/Shop.ts'));
    },
  ],
  ['a program elsewhere', file('tools/report.py')],
  ['what git ignores', file('.gitignore', 'cdktf.out\nnode_modules\n*.log\n')],
  ['an editor’s settings', file('.editorconfig')],
  ['the license', file('LICENSE')],
  ['the project’s own packages, which are a finding of the tool', file('package.json', '{}')],
])('everyday: %s is no finding', async (_, change) => {
  expect(await unusual(change)).toEqual([]);
});
