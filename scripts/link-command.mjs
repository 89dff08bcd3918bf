import { chmodSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TARGET = join('..', '..', 'dist', 'okta-apps', 'cli', 'main.js');

/** Puts okta-apps into node_modules/.bin: npm does so for a package that is installed, not in the package's own clone. */
export function linkCommand(root) {
  const bin = join(root, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  if (process.platform === 'win32') {
    writeFileSync(join(bin, 'okta-apps.cmd'), `@node "%~dp0\\${TARGET}" %*\r\n`);
    return;
  }
  chmodSync(join(bin, TARGET), 0o755);
  const link = join(bin, 'okta-apps');
  if (linksTo(link) === TARGET) return;
  rmSync(link, { force: true });
  symlinkSync(TARGET, link);
}

function linksTo(link) {
  try {
    return lstatSync(link).isSymbolicLink() ? readlinkSync(link) : '';
  } catch {
    return undefined;
  }
}
