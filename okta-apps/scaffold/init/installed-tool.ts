import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inner, textField, object } from '../../shared/json';
import { jsonOf } from '../../shared/read-file';

const PACKAGE = 'okta-oidc-cdktf';

/**
 * What `package.json` of a project says of this tool, so that it gets the one that runs: as the folder that this copy
 * was installed into has it, a package file or a folder stays one, and otherwise its version.
 *
 * @param projectFolder of the project that is made.
 * @param start A file of this copy of the tool.
 */
export function toolDependency(projectFolder: string, start: string): string {
  const own = packageFolder(start);
  const installer = path.dirname(path.dirname(own));
  const isInstalled = path.basename(path.dirname(own)) === 'node_modules';
  if (!isInstalled) return fileSpecifier(projectFolder, own);
  const known = textField(object(inner(packageJson(installer), 'dependencies')), PACKAGE);
  const other = textField(object(inner(packageJson(installer), 'devDependencies')), PACKAGE);
  const specifier = known ?? other;
  if (specifier?.startsWith('file:')) {
    return fileSpecifier(projectFolder, path.resolve(installer, specifier.slice('file:'.length)));
  }
  return specifier ?? `^${textField(object(packageJson(own)), 'version') ?? '0.0.0'}`;
}

function fileSpecifier(from: string, to: string): string {
  const relative = path.relative(from, to).replaceAll('\\', '/');
  return `file:${relative.startsWith('.') ? '' : './'}${relative}`;
}

/** The folder with the `package.json` of this tool. */
function packageFolder(start: string): string {
  for (let folder = path.dirname(start); ; folder = path.dirname(folder)) {
    if (inner(packageJson(folder), 'name') === PACKAGE || folder === path.dirname(folder)) return folder;
  }
}

function packageJson(folder: string): unknown {
  try {
    return jsonOf(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
