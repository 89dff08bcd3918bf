import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Review } from '../../../okta-apps/review/review-model';
import { runGit } from '../../support/git-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const ROOT = join(__dirname, '../../..');
const SOURCES = [
  'cdktf.json',
  'constructs',
  'env',
  'main.ts',
  'okta-apps/shared',
  'package.json',
  'rules',
  'stacks',
  'tsconfig.json',
];
const LIMIT_MS = 60_000;
const folder = temporaryFolder();

/** This project's own stacks in a repository of their own, with the packages and the build of this checkout. */
function ownProject() {
  const cwd = mkdtempSync(join(folder.path, 'own-'));
  for (const source of SOURCES) cpSync(join(ROOT, source), join(cwd, source), { recursive: true });
  symlinkSync(join(ROOT, 'dist'), join(cwd, 'dist'));
  // One by one, so that the cache is the project's own.
  mkdirSync(join(cwd, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter((name) => name !== '.cache')) {
    symlinkSync(join(ROOT, 'node_modules', name), join(cwd, 'node_modules', name));
  }
  writeFileSync(join(cwd, '.gitignore'), 'node_modules\ndist\ncdktf.out\n');
  runGit(cwd, ['init', '--quiet', '--initial-branch', 'main']);
  runGit(cwd, ['add', '--all']);
  runGit(cwd, ['commit', '--quiet', '--message', 'base']);
  return {
    cwd,
    edit: (file: string, from: string, to: string) => {
      const text = readFileSync(join(cwd, file), 'utf8');
      expect(text).toContain(from);
      writeFileSync(join(cwd, file), text.replace(from, to));
    },
  };
}

test(
  'the stacks of this project, every environment but local ones, synthesized by its own loader',
  async () => {
    const { cwd, edit } = ownProject();
    edit('stacks/storefront-stack.ts', "label: 'Storefront',", "label: 'Shop',");
    const { code, stdout } = await runCli(['plan', '--rehearse', '--json'], { cwd });
    const { stacks } = JSON.parse(stdout) as Review;
    const planned = stacks.filter(({ outcome }) => outcome !== 'unchanged');
    expect(planned.map(({ stack, changes }) => [stack, changes.map(({ kind, address }) => [kind, address])])).toEqual(
      ['dev', 'staging', 'prod'].map((name) => [`storefront-${name}`, [['update', 'okta_app_oauth.storefront-web']]]),
    );
    expect(code).toBe(2);
  },
  LIMIT_MS,
);

test(
  'every stack of this project can be rehearsed from nothing',
  async () => {
    const { cwd } = ownProject();
    runGit(cwd, ['checkout', '--quiet', '--orphan', 'empty']);
    runGit(cwd, ['rm', '--quiet', '-r', '--cached', '.']);
    runGit(cwd, ['commit', '--quiet', '--allow-empty', '--message', 'nothing']);
    const { code, stdout } = await runCli(['plan', '--rehearse', '--base', 'empty', '--env', 'dev,prod,local'], {
      cwd,
    });
    expect(stdout).toContain('The merge base has no stacks: everything looks new.\n');
    expect(stdout).not.toMatch(/Terraform error|not rehearsed/);
    expect([2, 3]).toContain(code);
  },
  LIMIT_MS,
);
