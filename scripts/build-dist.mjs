import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const CONFIG = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/build-dist.mjs'];
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
 * Writes the JavaScript. swc, because it makes `require` of `import()`: a command that loads its own modules when it
 * runs would otherwise wait 15 ms for Node's loader of ES modules. tsc checks the types and writes the declarations.
 */
async function compile(root, files) {
  const { transformFile } = createRequire(join(root, 'package.json'))('@swc/core');
  const options = {
    swcrc: false,
    configFile: false,
    // The annotation lets ES modules import by name from what is built.
    module: { type: 'commonjs', exportInteropAnnotation: true },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  };
  await Promise.all(
    files
      .filter((file) => file.endsWith('.ts'))
      .map(async (file) => {
        const target = join(root, 'dist', relative(root, file)).replace(/\.ts$/, '.js');
        const { code } = await transformFile(file, options);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, code);
      }),
  );
}

/** What the compiler leaves alone: files that the code reads. */
function copyData(root, files) {
  for (const file of files.filter((name) => !name.endsWith('.ts'))) {
    const target = join(root, 'dist', relative(root, file));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
}

/** A file whose source was renamed or deleted would still be found by `require`. */
function removeStale(root, files) {
  const dist = join(root, 'dist');
  const expected = new Set(
    files.flatMap((file) => {
      const target = join(dist, relative(root, file));
      if (!file.endsWith('.ts')) return [target];
      const base = target.slice(0, -'.ts'.length);
      return [`${base}.js`, `${base}.d.ts`];
    }),
  );
  for (const file of filesOf(dist)) {
    if (/\.(js|d\.ts|json|proto|yml|sh)$/.test(file) && !expected.has(file)) rmSync(file);
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
  console.log('Set-up: building dist/');
  rmSync(stamp, { force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error('Set-up: the build failed');
    return false;
  }
  await compile(root, files);
  copyData(root, files);
  removeStale(root, files);
  writeFileSync(stamp, digest);
  return true;
}
