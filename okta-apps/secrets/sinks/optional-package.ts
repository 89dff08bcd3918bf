import { createRequire } from 'node:module';
import path from 'node:path';

/** What to do where a package is missing that only one sink needs; nothing where it is installed. */
export function missingPackage(name: string, folder: string): readonly string[] {
  return finderOf(name, folder) === undefined
    ? [`${name} is not installed, and the sink needs it; run: npm install --save-dev ${name}`]
    : [];
}

/** A package that only one sink needs, loaded when it is used; `missingPackage` was asked before. */
export function optionalPackage(name: string, folder: string): unknown {
  const load = finderOf(name, folder) ?? createRequire(__filename);
  return load(name) as unknown;
}

/** The project's packages, then the tool's own. */
function finderOf(name: string, folder: string): NodeJS.Require | undefined {
  const places = [path.join(folder, 'package.json'), __filename].map((from) => createRequire(from));
  return places.find((load) => {
    try {
      load.resolve(name);
      return true;
    } catch {
      return false;
    }
  });
}
