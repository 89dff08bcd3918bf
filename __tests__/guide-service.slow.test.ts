import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFiles } from '../okta-apps/scaffold/templates/project-texts';
import { read, ROOT } from './support/pages';
import { temporaryFolder } from './support/temporary-folder';

const folder = temporaryFolder();
const TESTS = '__tests__/service.test.ts';

/** The files of the guide: each is a block of code, before which its path is written. */
function filesOf(guide: string): readonly (readonly [path: string, code: string])[] {
  const text = read(guide);
  return [...text.matchAll(/^```(?:ts|js|typescript)\n([^]*?)^```$/gm)].map(({ index, 1: code = '' }) => {
    const [path] = [...text.slice(0, index).matchAll(/`([\w/.-]+\.[jt]s)`/g)].slice(-1).map((match) => match[1] ?? '');
    return [path ?? '', code] as const;
  });
}

const write = (path: string, text: string): void => {
  mkdirSync(join(folder.path, dirname(path)), { recursive: true });
  writeFileSync(join(folder.path, path), text);
};

/** What the project of the guide has installed: this package, what it needs, and the libraries of the service. */
function install(): void {
  const modules = join(folder.path, 'node_modules');
  mkdirSync(modules);
  const known = new Set(['.bin', '.package-lock.json', 'okta-oidc-cdktf']);
  for (const from of [join(ROOT, 'node_modules'), join(ROOT, '__tests__/tools/node_modules')])
    for (const name of readdirSync(from).filter((one) => !known.has(one))) {
      symlinkSync(join(from, name), join(modules, name));
      known.add(name);
    }
  symlinkSync(ROOT, join(modules, 'okta-oidc-cdktf'));
}

test('the service of the guide signs users in with its declared app, and its test ends', () => {
  const project = projectFiles({ name: 'billing', environments: ['prod'], org: 'acme', tool: '*' });
  for (const [path, text] of Object.entries(project)) if (!path.startsWith('__tests__')) write(path, text);
  const files = filesOf('docs/guides/develop-against-it.md');
  expect(files.map(([path]) => path)).toEqual(['stacks/billing-stack.ts', 'service.js', TESTS]);
  for (const [path, code] of files) write(path, code);
  install();
  const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--ci', '--detectOpenHandles', TESTS];
  const { status, stderr } = spawnSync(process.execPath, jest, {
    cwd: folder.path,
    encoding: 'utf8',
    timeout: 120_000,
  });
  expect(stderr).toContain('Tests:       3 passed, 3 total');
  expect(stderr).not.toContain('open handle');
  expect(status).toBe(0);
}, 150_000);
