import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
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
  const allowed = allowedScripts(root);
  if (!npm(root, ['ci', '--ignore-scripts'])) return false;
  if (allowed.length === 0 || npm(root, ['rebuild', ...allowed])) return true;
  // Otherwise the next set-up would take this for installed.
  rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true });
  return false;
}

/**
 * The packages whose install scripts are run: `allowScripts` of package.json says so. Never by `.npmrc`: with
 * `ignore-scripts` there, npm would also skip what comes before `npm start` and `npm test`.
 */
function allowedScripts(root) {
  const { allowScripts = {} } = readJson(join(root, 'package.json')) ?? {};
  // Those for other systems are in package.json only.
  const { packages = {} } = readJson(join(root, 'package-lock.json')) ?? {};
  return Object.keys(allowScripts).filter(
    (name) => allowScripts[name] === true && fits(packages[`node_modules/${name}`]),
  );
}

/** Whether a package of the lock file is for this system. */
function fits({ os = [process.platform], cpu = [process.arch] } = { os: [] }) {
  return os.includes(process.platform) && cpu.includes(process.arch);
}

/** @returns {boolean} whether it succeeded */
function npm(root, args) {
  const own = process.env.npm_execpath;
  const [command, all] = own ? [process.execPath, [own, ...args]] : ['npm', args];
  const shell = !own && process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(command, all, { cwd: root, shell, encoding: 'utf8' });
  if (status === 0) return true;
  const why = error ? ` (${error.message})` : '';
  console.error(`${stdout ?? ''}${stderr ?? ''}Set-up: npm ${args[0]} failed${why}`);
  return false;
}
