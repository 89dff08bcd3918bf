import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inner } from '../../shared/json';
import { ownPackageFolder, ownVersion } from '../../shared/own-package';
import { jsonOf } from '../../shared/read-file';

const PACKAGE = 'okta-oidc-cdktf';

/**
 * What `package.json` of a project says of this tool, so that it gets the one that runs: as the folder that this copy
 * was installed into has it, a package file or a folder stays one, and otherwise its version.
 *
 * @param projectFolder of the project that is made.
 */
export function toolDependency(projectFolder: string): string {
  const own = ownPackageFolder();
  const parent = path.dirname(own);
  if (path.basename(parent) !== 'node_modules') return fileSpecifier(projectFolder, own);
  const installer = path.dirname(parent);
  const specifier = specifierIn(installer);
  if (specifier?.startsWith('file:')) {
    return fileSpecifier(projectFolder, path.resolve(installer, specifier.slice('file:'.length)));
  }
  return specifier ?? `^${ownVersion()}`;
}

function fileSpecifier(from: string, to: string): string {
  const relative = path.relative(from, to).replaceAll('\\', '/');
  return `file:${relative.startsWith('.') ? '' : './'}${relative}`;
}

/** What the `package.json` of a folder says of this tool; undefined where it says nothing, or there is none. */
function specifierIn(folder: string): string | undefined {
  let content: unknown;
  try {
    content = jsonOf(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
  return ['dependencies', 'devDependencies']
    .map((part) => inner(content, part, PACKAGE))
    .find((one) => typeof one === 'string');
}
