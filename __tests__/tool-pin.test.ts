import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { inner, isList, object } from '../okta-apps/shared/json';
import { runGit } from './support/git-project';
import { temporaryFolder } from './support/temporary-folder';

const ROOT = join(__dirname, '..');
const folder = temporaryFolder();
const gitlab = (): string => readFileSync(join(ROOT, '.gitlab/okta-apps.yml'), 'utf8');
const applyJob = (): unknown =>
  inner(load(readFileSync(join(ROOT, '.github/workflows/apply.yml'), 'utf8')), 'jobs', 'apply');

/** The shell with which each pipeline compares the tool. */
function comparison(where: 'github' | 'gitlab'): string {
  if (where === 'gitlab') {
    const lines = inner(load(gitlab()), 'apply', 'script');
    return String((isList(lines) ? lines : []).find((line) => String(line).includes('ls-files')));
  }
  const steps = inner(applyJob(), 'steps');
  const step = object((isList(steps) ? steps : []).find((one) => String(inner(one, 'run')).includes('ls-files')));
  return String(step['run']);
}

/** A checkout with a tool of a few files, and the project beside it. */
function checkout(): string {
  const cwd = mkdtempSync(join(folder.path, 'checkout-'));
  for (const name of [
    'okta-apps/cli',
    'rules',
    'constructs',
    'scripts',
    '.ci',
    '.github/workflows',
    '.gitlab',
    'stacks',
  ]) {
    mkdirSync(join(cwd, name), { recursive: true });
    writeFileSync(join(cwd, name, 'a b.ts'), name);
  }
  for (const name of [
    'package.json',
    'package-lock.json',
    '.npmrc',
    'tsconfig.json',
    'tsconfig.build.json',
    '.gitlab-ci.yml',
  ])
    writeFileSync(join(cwd, name), name);
  cpSync(join(ROOT, '.ci/tool'), join(cwd, '.ci/tool'));
  runGit(cwd, ['init', '--quiet', '--initial-branch', 'main']);
  runGit(cwd, ['add', '--all']);
  runGit(cwd, ['commit', '--quiet', '--message', 'base']);
  return cwd;
}

const toolOf = (cwd: string): string => execFileSync('bash', ['.ci/tool'], { cwd, encoding: 'utf8' }).trim();

function compare(where: 'github' | 'gitlab', cwd: string, pinned: string) {
  const ran = spawnSync('bash', ['-e', '-c', comparison(where)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], OKTA_APPS_TOOL: pinned },
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

test.each(['github', 'gitlab'] as const)('%s: what .ci/tool prints is what the pipeline compares with', (where) => {
  const cwd = checkout();
  const tool = toolOf(cwd);
  expect(tool).toMatch(/^[0-9a-f]{64}$/);
  expect(compare(where, cwd, tool)).toEqual({ code: 0, stdout: '', stderr: '' });
  for (const other of ['', tool.slice(1), toolOf(checkout()).replace(/.$/, 'x')]) {
    expect(compare(where, cwd, other)).toEqual({
      code: 1,
      stdout:
        'The tool of this commit is not the one that the variable OKTA_APPS_TOOL of this environment pins.\n' +
        'Review what changed in it, then print the new value in a checkout of this commit: bash .ci/tool\n',
      stderr: '',
    });
  }
});

test('the pinned value changes with every byte, name and mode of the tool, and with nothing else', () => {
  const cwd = checkout();
  const tool = toolOf(cwd);
  const file = join(cwd, 'okta-apps/cli/a b.ts');
  const after = (change: () => void): string => {
    change();
    runGit(cwd, ['add', '--all', '--force']);
    const found = toolOf(cwd);
    runGit(cwd, ['reset', '--quiet', '--hard']);
    return found;
  };
  const others = [
    () => {
      writeFileSync(file, 'other');
    },
    () => {
      chmodSync(file, 0o755);
    },
    () => {
      rmSync(file);
    },
    () => {
      rmSync(file);
      symlinkSync('../../rules/a b.ts', file);
    },
    () => {
      writeFileSync(join(cwd, 'okta-apps', 'new.ts'), '');
    },
    () => {
      writeFileSync(join(cwd, 'package-lock.json'), '{}');
    },
    () => {
      writeFileSync(join(cwd, '.github/workflows', 'a b.ts'), '');
    },
  ].map(after);
  expect(new Set([tool, ...others]).size).toBe(others.length + 1);
  expect(
    after(() => {
      writeFileSync(join(cwd, 'stacks', 'a b.ts'), 'other');
    }),
  ).toBe(tool);
});
