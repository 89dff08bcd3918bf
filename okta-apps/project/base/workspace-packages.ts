import path from 'node:path';
import type { AppFiles } from '../../shared/app-files';
import { field, object, textField } from '../../shared/json';
import { sideBySide } from '../../shared/side-by-side';
import type { Git } from './git';

type Packages = Pick<AppFiles, 'packages' | 'otherPackages'>;

interface Package {
  /** From the repository's root, with `/` at the end; empty at the root. */
  readonly folder: string;
  readonly name: string | undefined;
  readonly dependencies: readonly string[];
}

const FILE = /^(?:.*\/)?package\.json$/;
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
const AT_ONCE = 8;

/**
 * The packages of a commit that the project depends on, through others too, and those in its folder that it does not.
 * The commit is the base: what changes the graph is a change of a `package.json`, and a finding by itself.
 */
export async function packagesAt(
  { commit, prefix }: { readonly commit: string; readonly prefix: string },
  git: Git,
): Promise<Packages> {
  const listed = await git(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]);
  const files = listed.split('\0').filter((name) => FILE.test(name) && !name.includes('node_modules/'));
  // A project with a package of its own and no other: most are.
  if (files.every((file) => file === `${prefix}package.json`)) return { packages: [], otherPackages: [] };
  const all = await sideBySide(files, AT_ONCE, async (file) =>
    packageOf(file, await git(['cat-file', 'blob', `${commit}:${file}`])),
  );
  return chosenPackages(all, prefix);
}

/** @param all Every package of the repository. */
function chosenPackages(all: readonly Package[], prefix: string): Packages {
  const around = all.filter(({ folder }) => prefix.startsWith(folder));
  const reached = new Set(around);
  for (const { dependencies } of reached) {
    for (const found of all) {
      if (found.name !== undefined && dependencies.includes(found.name)) reached.add(found);
    }
  }
  const folders = (some: readonly Package[]): string[] =>
    some.map(({ folder }) => `${path.posix.relative(prefix, folder) || '.'}/`).sort();
  return {
    packages: folders([...reached].filter((one) => !around.includes(one))),
    otherPackages: folders(all.filter((one) => one.folder.startsWith(prefix) && !reached.has(one))),
  };
}

/** One that cannot be read depends on nothing; a change of it is a finding whatever it holds. */
function packageOf(file: string, text: string): Package {
  const folder = file.slice(0, -'package.json'.length);
  try {
    const json = object(JSON.parse(text));
    const dependencies = DEPENDENCIES.flatMap((name) => Object.keys(object(field(json, name))));
    return { folder, name: textField(json, 'name'), dependencies };
  } catch {
    return { folder, name: undefined, dependencies: [] };
  }
}
