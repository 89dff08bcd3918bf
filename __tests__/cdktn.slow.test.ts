import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './support/temporary-folder';

const ROOT = join(__dirname, '..');
const BOUND = 240_000;
const ROOMS = ['constructs', 'rules', 'stacks'];
/** What is tested, by the project of Jest. */
const TESTED: readonly (readonly [project: string, folders: readonly string[]])[] = [
  ['fast', ROOMS],
  ['slow', ['okta-apps/testing']],
];
const ALIASED = ['cdktf', '@cdktf', 'constructs'];
const folder = temporaryFolder();

/** The dependencies with `cdktf` as an alias of its successor; the bindings ask for cdktf, so theirs is overridden. */
function packageFile(): string {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const { constructs, '@cdktf/provider-okta': bindings } = devDependencies;
  return JSON.stringify({
    private: true,
    dependencies: { cdktf: 'npm:cdktn@0.24.0', constructs, '@cdktf/provider-okta': bindings },
    overrides: { '@cdktf/provider-okta': { cdktf: '$cdktf' } },
  });
}

beforeAll(() => {
  const modules = join(folder.path, 'node_modules');
  writeFileSync(join(folder.path, 'package.json'), packageFile());
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', install, { cwd: folder.path, timeout: BOUND, stdio: 'pipe' });
  rmSync(join(modules, '.package-lock.json'));
  const others = readdirSync(join(ROOT, 'node_modules')).filter((name) => !ALIASED.includes(name));
  for (const name of others) {
    rmSync(join(modules, name), { recursive: true, force: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  mkdirSync(join(folder.path, '__tests__'));
  const tests = [...TESTED.flatMap(([, folders]) => folders), 'support', 'fixtures'].map((name) =>
    join('__tests__', name),
  );
  for (const name of [
    ...ROOMS,
    ...tests,
    'env',
    'docs',
    'okta-apps',
    'package.json',
    'tsconfig.json',
    'jest.config.cjs',
  ]) {
    cpSync(join(ROOT, name), join(folder.path, name), { recursive: true });
  }
}, BOUND);

describe('with cdktn 0.24 in the place of cdktf', () => {
  it('cdktf is cdktn', () => {
    const { name } = JSON.parse(readFileSync(join(folder.path, 'node_modules/cdktf/package.json'), 'utf8')) as {
      name: string;
    };
    expect(name).toBe('cdktn');
  });

  it.each(TESTED)(
    'the %s tests of %j pass',
    (project, folders) => {
      const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
      const paths = folders.map((name) => join('__tests__', name));
      const { status, stderr } = spawnSync('node', [jest, ...paths, '--selectProjects', project, '--ci'], {
        cwd: folder.path,
        encoding: 'utf8',
        timeout: BOUND,
      });
      expect(status === 0 ? 'passed' : stderr).toBe('passed');
    },
    BOUND,
  );
});
