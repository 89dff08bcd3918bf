import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { bundle } from './bundle.mjs';

const CONFIG = [
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
  'scripts/build-dist.mjs',
  'scripts/bundle.mjs',
];
/** What the app loads: the files of the first folder, a file, and all that they import. */
const LIBRARY = ['constructs', 'okta-apps/register.ts'];
const STAMP = 'sources.sha256';

/** Every file below a folder, or the file itself; sorted. */
function filesOf(place) {
  if (!existsSync(place)) return [];
  if (/\.\w+$/.test(place)) return [place];
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** The files that go into the build: what tsconfig.build.json includes. */
function sourcesOf(root) {
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8'));
  return include.flatMap((place) => filesOf(join(root, place)));
}

function digestOf(root, files) {
  const hash = createHash('sha256');
  for (const file of [...CONFIG.map((name) => join(root, name)), ...files]) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Writes the JavaScript of the library, a file for each of its modules, so that two parts of a project have one copy of
 * each. By swc, as the app's own files are compiled; tsc checks the types and writes the declarations.
 *
 * @returns {Promise<string[]>} the files, by their paths below dist/
 */
async function compileLibrary(root) {
  const { transformFile } = createRequire(join(root, 'package.json'))('@swc/core');
  const options = {
    swcrc: false,
    configFile: false,
    // The annotation lets ES modules import by name from what is built.
    module: { type: 'commonjs', exportInteropAnnotation: true },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  };
  const written = new Set();
  const compile = async (file) => {
    const name = relative(root, file).replace(/\.ts$/, '.js');
    if (written.has(name)) return;
    written.add(name);
    const { code } = await transformFile(file, options);
    const target = join(root, 'dist', name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
    await Promise.all(importsOf(code).map((one) => compile(resolve(dirname(file), `${one}.ts`))));
  };
  await Promise.all(LIBRARY.flatMap((place) => modulesAt(join(root, place))).map(compile));
  return [...written];
}

/** The modules at the top of a folder, or the one file. */
function modulesAt(place) {
  return filesOf(place).filter((file) => file === place || (dirname(file) === place && file.endsWith('.ts')));
}

/** The files that compiled code loads, sooner or later. */
function importsOf(code) {
  return [...code.matchAll(/\brequire\w*\((["'])(\.[^"']+?)(?:\.js)?\1\)/g)].map(([, , name]) => name);
}

/** What the compiler leaves alone: files that the code reads. */
function copyData(root, files) {
  for (const file of files.filter((name) => !name.endsWith('.ts'))) {
    const target = join(root, 'dist', relative(root, file));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
}

/** What no source made would still be found by `require`. */
function removeStale(root, files, written) {
  const dist = join(root, 'dist');
  const sources = files.map((file) => join(dist, relative(root, file)).replace(/\.ts$/, '.d.ts'));
  const expected = new Set([...sources, ...written.map((name) => join(dist, name))]);
  for (const file of filesOf(dist)) {
    if (/\.(js|d\.ts|json|proto|yml|sh|txt)$/.test(file) && !expected.has(file)) rmSync(file);
  }
}

/**
 * Compiles what the package holds into dist/, unless the sources are those of the last build; in CI always.
 *
 * @returns {Promise<boolean>} whether dist/ is that of the sources
 */
export async function build(root) {
  const dist = join(root, 'dist');
  const stamp = join(dist, STAMP);
  const files = sourcesOf(root);
  const digest = digestOf(root, files);
  // A stamp can be committed, together with another dist/ than that of the sources: in CI nothing is taken as built.
  if (!process.env.CI && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return true;
  if (!existsSync(join(root, 'node_modules', 'rolldown'))) {
    console.error('Set-up: node_modules is older than package-lock.json; run "npm ci --ignore-scripts"');
    return false;
  }
  console.log('Set-up: building dist/');
  rmSync(stamp, { force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error('Set-up: the build failed');
    return false;
  }
  const written = [...(await compileLibrary(root)), ...(await bundle(root))];
  copyData(root, files);
  removeStale(root, files, written);
  writeFileSync(stamp, digest);
  return true;
}
