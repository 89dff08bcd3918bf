import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where teams have their stacks, and what builds them. */
const FOLDER = 'stacks';

interface SourceFile {
  /** As the project names it: `stacks/returns-stack.ts`. */
  readonly name: string;
  /** Without comments and imports. */
  readonly code: string;
}

/**
 * Stack files of the project that nothing builds, a sentence each: their apps are in no environment, and nothing else
 * would say so. By the text of the files, so that a stack of some environments only counts as built.
 *
 * @param project Absolute path of the folder with `cdktf.json`.
 * @param built Names of the classes of which there are stacks.
 */
export function unusedStackFiles(project: string, built: ReadonlySet<string>): readonly string[] {
  const stacks = sourcesIn(project, FOLDER);
  const suspects = stacks.flatMap((file) =>
    stackClasses(file, stacks)
      .filter((name) => !built.has(name))
      .map((name) => ({ file, name })),
  );
  if (suspects.length === 0) return [];
  const all = [...stacks, ...sourcesIn(project, '')];
  const builder = all.find(({ code }) => [...built].some((name) => code.includes(`new ${name}(`)));
  const where = builder === undefined ? 'where the other stacks are built' : `in ${builder.name}`;
  return suspects
    .filter(({ file, name }) => !isUsed(name, file, all))
    .map(
      ({ file, name }) =>
        `${file.name}: nothing builds ${name}, so its apps are in no environment; build it ${where}, or delete the file`,
    );
}

/** Classes of the file that derive from `OktaStack`, also by a class of another file. */
function stackClasses({ code }: SourceFile, stacks: readonly SourceFile[]): readonly string[] {
  const derived = stacks.flatMap((file) => classesIn(file.code));
  const isStack = (base: string, depth = 0): boolean =>
    base === 'OktaStack' ||
    (depth < derived.length && derived.some((one) => one.name === base && isStack(one.base, depth + 1)));
  return classesIn(code).flatMap(({ name, base, isAbstract }) => (!isAbstract && isStack(base) ? [name] : []));
}

function classesIn(code: string) {
  return [...code.matchAll(/(abstract\s+)?class\s+(\w+)\s+extends\s+(\w+)/g)].map(
    ([, abstract, name = '', base = '']) => ({ name, base, isAbstract: abstract !== undefined }),
  );
}

function isUsed(name: string, own: SourceFile, all: readonly SourceFile[]): boolean {
  const anywhere = new RegExp(`\\b${name}\\b`);
  const built = new RegExp(`\\bnew\\s+${name}\\b|\\bextends\\s+${name}\\b`);
  return all.some((file) => (file.name === own.name ? built : anywhere).test(file.code));
}

/** The sources of a folder; of the project's own folder without those below it. */
function sourcesIn(project: string, folder: string): readonly SourceFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(path.join(project, folder), { recursive: folder !== '', encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .filter((name) => /\.[cm]?[jt]s$/.test(name) && !/\.(?:d|test|spec)\.[cm]?[jt]s$/.test(name))
    .sort()
    .flatMap((name) => {
      const shown = path.join(folder, name).replaceAll(path.sep, '/');
      const code = codeOf(path.join(project, shown));
      return code === undefined ? [] : [{ name: shown, code }];
    });
}

function codeOf(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return text
      .replace(/\/\*[^]*?\*\/|(?<![:'"])\/\/.*$/gm, '')
      .replace(/^import\b[^;]*?from\s*['"][^'"]+['"];?/gm, '');
  } catch {
    return undefined;
  }
}
