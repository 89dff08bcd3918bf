import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a JSON file; undefined when it is missing or half written. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what package-lock.json says. npm writes its own list into node_modules when an install
 * has come to its end, so an interrupted one has none. Packages for other systems are in the lock file only.
 */
function isInstalled(root) {
  const lock = readJson(join(root, 'package-lock.json'));
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (lock === undefined || installed === undefined) return false;
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .every(([path, wanted]) => {
      const found = installed.packages[path];
      if (found === undefined) return wanted.optional === true || wanted.peer === true;
      return found.version === wanted.version && found.integrity === wanted.integrity;
    });
}

/**
 * Installs what package-lock.json says, unless it is there already.
 *
 * @returns {boolean} whether it is there now
 */
export function install(root) {
  if (isInstalled(root)) return true;
  console.log('Set-up: installing packages (npm ci), which takes about 15 seconds');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  const shell = !npm && process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, shell, encoding: 'utf8' });
  if (status === 0) return true;
  console.error(`${stdout ?? ''}${stderr ?? ''}Set-up: npm ci failed${error ? ` (${error.message})` : ''}`);
  return false;
}
