import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBase, type FindBaseOptions } from '../../okta-apps/project/base/base-commit';
import { checkOut } from '../../okta-apps/project/base/check-out';
import { gitIn } from '../../okta-apps/project/base/git';
import { gitProject, type GitProject } from '../support/git-project';
import { neverStopped } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';
import { writeText } from '../support/write-text';

const folder = temporaryFolder();

/** A project with a branch of its own, whose remote has the same main. */
function project() {
  const made = gitProject(folder.path, {});
  const main = made.git('rev-parse', 'main').trim();
  made.git('update-ref', 'refs/remotes/origin/main', main);
  writeText(made.folder, 'stacks/shop.ts', '// hostile\n');
  return { ...made, main, hostile: made.commit('hostile') };
}

function base(cwd: string, ref?: string, options: FindBaseOptions & { env?: Record<string, string> } = {}) {
  const { env = {}, ...rest } = options;
  const git = gitIn(cwd, { PATH: process.env['PATH'], HOME: folder.path, ...env }, neverStopped());
  return findBase('the project', ref, git, rest);
}

describe('what a name stands for', () => {
  /** `main` and `hostile` in an expected text are the short ids of these commits. */
  const said = (text: string, { main, hostile }: ReturnType<typeof project>) =>
    text.replaceAll('<main>', main.slice(0, 12)).replaceAll('<hostile>', hostile.slice(0, 12));

  test.each([
    ['a tag main', ['tag', 'main'], 'main', 'refs/tags/main (<hostile>), refs/heads/main (<main>)'],
    [
      'a tag origin/main',
      ['tag', 'origin/main'],
      'origin/main',
      'refs/tags/origin/main (<hostile>), refs/remotes/origin/main (<main>)',
    ],
    [
      'a branch origin/main',
      ['branch', 'origin/main'],
      'origin/main',
      'refs/heads/origin/main (<hostile>), refs/remotes/origin/main (<main>)',
    ],
    [
      'a tag heads/main',
      ['tag', 'heads/main'],
      'heads/main',
      'refs/heads/main (<main>), refs/tags/heads/main (<hostile>)',
    ],
    [
      'a tag for the commits before main',
      ['tag', 'main'],
      'main~0',
      'refs/tags/main (<hostile>), refs/heads/main (<main>)',
    ],
    [
      'a ref that only a fetch makes',
      ['update-ref', 'refs/main', 'HEAD'],
      'main',
      'refs/main (<hostile>), refs/heads/main (<main>)',
    ],
  ])('attack: %s is an error that lists the refs', async (_, args, ref, refs) => {
    const made = project();
    made.git(...args);
    await expect(base(made.folder, ref)).rejects.toThrow(`in this repository: ${said(refs, made)}. Pass the full name`);
    const head = base(made.folder, made.main, { head: ref });
    await expect(head).rejects.toThrow('is ambiguous in this repository');
  });

  test.each([
    ['a tag origin/main', ['tag', 'origin/main'], undefined],
    ['a tag origin/HEAD', ['tag', 'origin/HEAD'], undefined],
    ['a branch origin/main', ['branch', 'origin/main'], undefined],
    ['a tag main', ['tag', 'main'], 'refs/heads/main'],
    ['a tag refs/heads/main', ['tag', 'refs/heads/main'], 'refs/heads/main'],
    ['a tag HEAD', ['tag', 'HEAD', 'main'], undefined],
  ])('attack: %s changes nothing for %j', async (_, args, ref) => {
    const made = project();
    made.git(...args);
    expect(await base(made.folder, ref)).toMatchObject({ commit: made.main, changedFiles: ['stacks/shop.ts'] });
  });

  test('attack: a tag refs/heads/gone is not the branch gone', async () => {
    const { folder: cwd, git } = project();
    git('tag', 'refs/heads/gone');
    await expect(base(cwd, 'refs/heads/gone')).rejects.toThrow('There is no commit gone in this repository');
  });

  test('attack: a branch that is named like a commit', async () => {
    const { folder: cwd, git, main, hostile } = project();
    git('update-ref', `refs/heads/${main}`, hostile);
    git('branch', main.slice(0, 10), hostile);
    expect((await base(cwd, main)).commit).toBe(main);
    await expect(base(cwd, main.slice(0, 10))).rejects.toThrow(
      `${main.slice(0, 10)} is ambiguous in this repository: refs/heads/${main.slice(0, 10)} ` +
        `(${hostile.slice(0, 12)}), the commit ${main}. Pass the full name of the ref, or the full commit id.`,
    );
  });

  test.each([
    [undefined, 'origin/main'],
    ['main', 'main'],
    ['origin/main', 'origin/main'],
    ['heads/main', 'heads/main'],
    ['refs/remotes/origin/main', 'origin/main'],
    ['HEAD~1', 'HEAD~1'],
    ['change^', 'change^'],
    ['release-1', 'release-1'],
    ['<id>', '<id>'],
    ['<short id>', '<short id>'],
  ])('everyday: %j is the base, named %s', async (name, shown) => {
    const { folder: cwd, git, main } = project();
    git('tag', '--annotate', '--message', 'a release', 'release-1', 'main');
    const fill = (text: string) => text.replace('<id>', main).replace('<short id>', main.slice(0, 9));
    const found = await base(cwd, name && fill(name));
    expect(found).toMatchObject({ commit: main, ref: fill(shown), changedFiles: ['stacks/shop.ts'] });
  });
});

describe('what else git listens to', () => {
  /** A program that leaves a mark, and passes its input on. */
  function marker(cwd: string): { readonly program: string; readonly ran: () => boolean } {
    const program = join(cwd, '.git', 'marker');
    writeFileSync(program, `#!/bin/sh\ntouch '${program}.ran'\ncat\n`);
    chmodSync(program, 0o755);
    return { program, ran: () => existsSync(`${program}.ran`) };
  }

  async function checkedOut({ folder: cwd }: GitProject): Promise<string> {
    const into = join(cwd, '..', `checkout-${String(Math.random()).slice(2)}`);
    mkdirSync(into);
    const found = await base(cwd);
    return await checkOut(found, found.app.packages, into, gitIn(cwd, { PATH: process.env['PATH'] }, neverStopped()));
  }

  test('attack: a replace ref puts the hostile tree into the base', async () => {
    const { folder: cwd, git, main, hostile } = project();
    git('replace', main, hostile);
    expect((await base(cwd)).changedFiles).toEqual(['stacks/shop.ts']);
  });

  test('attack: a graft makes another commit the merge base', async () => {
    const { folder: cwd, git, main, commit } = project();
    git('checkout', '--quiet', '--orphan', 'alone');
    const alone = commit('alone');
    writeFileSync(join(cwd, '.git', 'info', 'grafts'), `${main} ${alone}\n`);
    await expect(base(cwd, 'main')).rejects.toThrow('have no commit in common');
  });

  test('attack: the caller’s GIT_DIR, index, objects and configuration', async () => {
    const { folder: cwd, main } = project();
    const other = gitProject(folder.path, {});
    const env = {
      GIT_DIR: join(other.folder, '.git'),
      GIT_WORK_TREE: other.folder,
      GIT_INDEX_FILE: join(other.folder, '.git', 'index'),
      GIT_OBJECT_DIRECTORY: join(other.folder, '.git', 'objects'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.worktree',
      GIT_CONFIG_VALUE_0: other.folder,
      GIT_CONFIG_SYSTEM: join(other.folder, 'no-such-file'),
      GIT_NAMESPACE: 'other',
    };
    expect(await base(cwd, undefined, { env })).toMatchObject({ commit: main, root: cwd });
  });

  test('attack: attributes of the head say how the base is written', async () => {
    const made = project();
    writeText(made.folder, '.gitattributes', '*.js text eol=crlf working-tree-encoding=UTF-16LE ident\n');
    // Not all files: git would read one again that is as old as its index, and refuse it, since its text is no UTF-16.
    made.git('add', '.gitattributes');
    made.git('commit', '--quiet', '--message', 'attributes');
    const app = readFileSync(join(made.folder, 'app.js'));
    expect(readFileSync(join(await checkedOut(made), 'app.js'))).toEqual(app);
  });

  test.each([
    ['a smudge filter', (git: GitProject['git'], program: string) => git('config', 'filter.evil.smudge', program)],
    ['a clean filter', (git: GitProject['git'], program: string) => git('config', 'filter.evil.clean', program)],
    ['a filter process', (git: GitProject['git'], program: string) => git('config', 'filter.evil.process', program)],
    ['a file system monitor', (git: GitProject['git'], program: string) => git('config', 'core.fsmonitor', program)],
    ['an external diff', (git: GitProject['git'], program: string) => git('config', 'diff.external', program)],
  ])('attack: %s is not run', async (_, configure) => {
    const made = project();
    writeText(made.folder, '.gitattributes', '*.js filter=evil diff=evil\n');
    made.commit('attributes');
    const { program, ran } = marker(made.folder);
    made.git('config', 'filter.evil.required', 'true');
    configure(made.git, program);
    writeFileSync(join(made.folder, 'app.js'), 'changed');
    expect((await base(made.folder)).changedFiles).toEqual(['.gitattributes', 'app.js', 'stacks/shop.ts']);
    expect(readFileSync(join(await checkedOut(made), 'app.js'), 'utf8')).not.toBe('');
    expect(ran()).toBe(false);
  });

  test('attack: a hook is not run', async () => {
    const made = project();
    const { program, ran } = marker(made.folder);
    mkdirSync(join(made.folder, '.git', 'hooks'), { recursive: true });
    for (const name of ['post-index-change', 'post-checkout', 'reference-transaction'])
      symlinkSync(program, join(made.folder, '.git', 'hooks', name));
    await checkedOut(made);
    expect(ran()).toBe(false);
  });

  test('everyday: line ends and a filter that the base itself asks for leave its text as it was committed', async () => {
    const made = gitProject(folder.path, {});
    writeText(made.folder, 'stacks/shop.ts', 'one\ntwo\n');
    const main = made.commit('more');
    made.git('update-ref', 'refs/heads/main', main);
    writeText(made.folder, 'README.md', 'a\r\nb\r\n');
    made.commit('text');
    const tree = await checkedOut(made);
    expect(readFileSync(join(tree, 'stacks/shop.ts'), 'utf8')).toBe('one\ntwo\n');
    expect((await base(made.folder)).changedFiles).toEqual(['README.md']);
  });

  test('everyday: a repository of another user that the machine allows is read', async () => {
    const { folder: cwd, main } = project();
    const env = { XDG_CONFIG_HOME: join(folder.path, 'xdg') };
    writeText(env.XDG_CONFIG_HOME, 'git/config', `[safe]\n\tdirectory = ${cwd}\n[core]\n\thooksPath = ${cwd}\n`);
    expect((await base(cwd, undefined, { env })).commit).toBe(main);
  });
});
