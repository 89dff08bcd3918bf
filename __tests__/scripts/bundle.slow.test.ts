import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/pages';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
const MAIN = join(ROOT, 'dist/okta-apps/cli/main.js');

/** Writes the files that were loaded, as they are when the process ends. */
const SPY = `process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.LOADED, JSON.stringify(Object.keys(require.cache)));
});`;

/** The files that a command loads, below the tool or the packages. */
function loadedBy(...args: readonly string[]): readonly string[] {
  const at = mkdtempSync(join(folder.path, 'loaded-'));
  const [spy, loaded] = [join(at, 'spy.js'), join(at, 'loaded.json')];
  writeFileSync(spy, SPY);
  execFileSync(process.execPath, ['-r', spy, MAIN, ...args], { cwd: ROOT, env: { ...process.env, LOADED: loaded } });
  const files = JSON.parse(readFileSync(loaded, 'utf8')) as readonly string[];
  return files.filter((file) => file !== spy).map((file) => file.slice(ROOT.length + 1));
}

const START = [
  'dist/okta-apps/cli/main.js',
  'dist/okta-apps/chunks/start.js',
  'dist/okta-apps/chunks/rolldown-runtime.js',
];

test('the help loads three files, and no package', () => {
  expect(loadedBy('--help')).toEqual(START);
});

test('what is about files of the project loads neither the plan nor the local org', () => {
  const files = loadedBy('synth', '--env', 'dev');
  expect(files).toEqual(expect.arrayContaining([...START, 'dist/okta-apps/chunks/project.js']));
  expect(files.filter((file) => /chunks\/(?:plan|org)\.js$|fastify|grpc/.test(file))).toEqual([]);
});

test('what reads an Okta org loads neither the local org nor its packages', () => {
  const files = ['run-drift', 'credentials', 'rotate-apps'].map((name) => `dist/okta-apps/chunks/${name}.js`);
  for (const file of files) {
    const code = `require(${JSON.stringify(join(ROOT, file))}); process.stdout.write(Object.keys(require.cache).join('\\n'))`;
    const loaded = execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' });
    expect(loaded).toContain('chunks/plan.js');
    expect(loaded).not.toMatch(/chunks\/org\.js|fastify|grpc/);
  }
});

test('the bundled code finds the files that it reads', () => {
  const cwd = mkdtempSync(join(folder.path, 'project-'));
  execFileSync('git', ['init', '--quiet'], { cwd });
  execFileSync(process.execPath, [MAIN, 'init', '--yes', '--name', 'harbor', '--ci', 'gitlab'], { cwd, stdio: 'pipe' });
  expect(readFileSync(join(cwd, '.ci/tool'), 'utf8')).toContain('of the files that decide which tool applies');
  expect(JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'))).toMatchObject({ name: 'harbor' });
});
