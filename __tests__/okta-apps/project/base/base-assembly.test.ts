import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBase } from '../../../../okta-apps/project/base/base-assembly';
import { findBase } from '../../../../okta-apps/project/base/base-commit';
import { gitIn } from '../../../../okta-apps/project/base/git';
import { once } from '../../../../okta-apps/shared/schema';
import { gitProject } from '../../../support/git-project';
import { neverStopped } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();

/** A project with packages, a file that only the working tree has, and a way to read its base. */
function project() {
  const made = gitProject(folder.path, {});
  const { folder: cwd, git } = made;
  for (const name of ['node_modules', 'dist']) mkdirSync(join(cwd, name));
  // The package itself: what loads its own app is built.
  writeFileSync(join(cwd, 'package.json'), '{"name": "okta-oidc-cdktf"}');
  writeFileSync(join(cwd, '.git', 'info', 'exclude'), 'dist\npackage.json\n');
  writeFileSync(join(cwd, 'new.txt'), '');
  const seen: string[] = [];
  const tool = gitIn(cwd, process.env, neverStopped());
  const found = once(() => findBase(cwd, 'main', tool));
  const read = async (key: string, synthesize: (tree: string) => string | undefined = noted) => {
    const options = {
      folder: cwd,
      key: [key],
      synthesize: (tree: string) => {
        seen.push(tree);
        return Promise.resolve(synthesize(tree));
      },
      read: (outdir: string) => readFileSync(join(outdir, 'note'), 'utf8'),
    };
    return await readBase(await found(), options, tool);
  };
  return { cwd, git, seen, read };
}

/** Writes down what the tree has. */
function noted(tree: string): string {
  const outdir = join(tree, 'out');
  mkdirSync(outdir);
  writeFileSync(join(outdir, 'note'), readdirSync(tree).sort().join(' '));
  return outdir;
}

test('the base commit’s own files, with packages and build of the working tree; removed when it is read', async () => {
  const { cwd, git, seen, read } = project();
  const links: string[] = [];
  const note = await read('dev', (tree) => {
    for (const name of ['node_modules', 'dist']) {
      expect(lstatSync(join(tree, name)).isSymbolicLink()).toBe(true);
      links.push(realpathSync(join(tree, name)));
    }
    return noted(tree);
  });
  expect(note).toBe('.git .gitignore app.js cdktf.json dist node_modules out stacks.json');
  expect(links).toEqual([join(cwd, 'node_modules'), join(cwd, 'dist')]);
  expect(seen.map((tree) => existsSync(tree))).toEqual([false]);
  expect(git('status', '--porcelain')).toBe('?? new.txt\n');
  expect(git('worktree', 'list').trimEnd().split('\n')).toHaveLength(1);
});

test('it is kept by commit and key, 20 at most', async () => {
  const { cwd, seen, read } = project();
  const kept = join(cwd, 'node_modules/.cache/okta-apps/base');
  for (let i = 0; i < 25; i++) mkdirSync(join(kept, `another commit ${i}`), { recursive: true });
  for (const key of ['dev', 'dev', 'prod', 'dev']) await read(key);
  expect(seen).toHaveLength(2);
  expect(readdirSync(kept)).toHaveLength(20);
});

const CHANGES: readonly (readonly [string, (cwd: string) => void])[] = [
  ['the lock file', (cwd) => writeFileSync(join(cwd, 'package-lock.json'), '{}')],
  ['what npm installed', (cwd) => writeFileSync(join(cwd, 'node_modules/.package-lock.json'), '{}')],
  ['what yarn installed', (cwd) => writeFileSync(join(cwd, 'node_modules/.yarn-state.yml'), '{}')],
  ['a build', (cwd) => writeFileSync(join(cwd, 'dist/register.js'), '')],
  ['the folder of generated bindings', (cwd) => mkdirSync(join(cwd, '.gen'))],
  ['generated bindings', (cwd) => writeFileSync(join(cwd, '.gen/okta.ts'), '')],
];

test('it is lost with a change of all that the synth gets besides the commit', async () => {
  const { cwd, seen, read } = project();
  await read('dev');
  const lost: string[] = [];
  for (const [what, change] of CHANGES) {
    change(cwd);
    const before = seen.length;
    await read('dev');
    await read('dev');
    if (seen.length === before + 1) lost.push(what);
  }
  expect(lost).toEqual(CHANGES.map(([what]) => what));
});

test('a base without a project is undefined, and nothing is kept of it', async () => {
  const { cwd, seen, read } = project();
  expect(await read('dev', () => undefined)).toBeUndefined();
  expect(await read('dev', () => undefined)).toBeUndefined();
  expect(seen).toHaveLength(2);
  expect(existsSync(join(cwd, 'node_modules/.cache'))).toBe(false);
});

test('a synth that fails leaves no folder behind', async () => {
  const { seen, read } = project();
  await expect(
    read('dev', () => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  expect(seen.map((tree) => existsSync(tree))).toEqual([false]);
});
