import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The program, and what people's tests import. The app loads `constructs/`, which is not bundled: see docs/decisions/0012. */
const ENTRIES = ['okta-apps/cli/main.ts', 'okta-apps/testing'];

/** As deep below `dist/` as `okta-apps/shared`, by which the code finds the files that it reads. */
const CHUNKS = 'okta-apps/chunks';

/**
 * Files that are loaded whole, in this order: each has all that its modules import, without what those above it have.
 * What no group has is put together by who needs it. Only `import()` loads another file later.
 */
const GROUPS = [
  ['start', /okta-apps[\\/]cli[\\/]run\.ts$/],
  ['project', /okta-apps[\\/]project[\\/](?:stacks|synth)\.ts$/],
  ['plan', /okta-apps[\\/]run[\\/](?:plan|evaluate)\.ts$/],
  ['shared', /okta-apps[\\/]shared[\\/]/],
  ['org', /okta-apps[\\/]local[\\/](?:org[\\/](?:server|errors)|provider[\\/]serve)\.ts$/],
  ['rehearsal', /okta-apps[\\/]run[\\/]rehearsal\.ts$/],
];

/** Packages that become part of the bundle: every command loads them first. */
const INSIDE = ['commander'];
const LICENSES = `${CHUNKS}/LICENSES.txt`;

/**
 * Writes the tool into dist/ as a few files: to find and compile a module costs more than what is in it.
 *
 * @returns {Promise<string[]>} the files, by their paths below dist/
 */
export async function bundle(root) {
  const { rolldown } = await import('rolldown');
  const bundled = await rolldown({
    cwd: root,
    input: Object.fromEntries(entryFiles(root).map((file) => [file.replace(/\.ts$/, ''), join(root, file)])),
    platform: 'node',
    tsconfig: false,
    external: (id) => !/^(?:\.{0,2}[\\/]|[a-z]:)/i.test(id) && !INSIDE.includes(id),
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    onLog: (level, { code, message }) => {
      // A module that one command imports when it runs and another imports at once is not loaded later by either.
      if (level === 'warn' && code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(message);
    },
  });
  const { output } = await bundled.write({
    dir: join(root, 'dist'),
    format: 'cjs',
    strict: true,
    // As require(): Node's loader of ES modules would take 15 ms more.
    dynamicImportInCjs: false,
    entryFileNames: '[name].js',
    chunkFileNames: `${CHUNKS}/[name].js`,
    comments: { legal: true, annotation: false, jsdoc: false },
    codeSplitting: { groups: GROUPS.map(([name, test]) => ({ name, test })) },
  });
  await bundled.close();
  return [...output.map(({ fileName }) => fileName), ...writeLicenses(root)];
}

function entryFiles(root) {
  return ENTRIES.flatMap((place) =>
    place.endsWith('.ts') ? [place] : readdirSync(join(root, place)).map((name) => `${place}/${name}`),
  );
}

/** What the licenses of the packages inside ask for. */
function writeLicenses(root) {
  const texts = INSIDE.map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return `${name} ${version}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trimEnd()}\n`;
  });
  const file = join(root, 'dist', LICENSES);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, texts.join('\n'));
  return [LICENSES];
}
