import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..');
/** The compiled command line. */
export const CLI = join(ROOT, 'dist', 'okta-apps', 'cli', 'main.js');

const OWN = ['constructs', 'env', 'rules', 'stacks', 'okta-apps/shared', 'main.ts', 'package.json', 'tsconfig.json'];

/** This project in a temporary folder, with another `app` command when one is given. */
export function projectCopy(app?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'okta-apps-bench-'));
  for (const name of OWN) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of ['node_modules', 'dist']) symlinkSync(join(ROOT, name), join(folder, name));
  const config = JSON.parse(readFileSync(join(ROOT, 'cdktf.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ ...config, ...(app !== undefined && { app }) }));
  return folder;
}

/** The pinned cdktf-cli's own program, so that npx is not part of the measurement; npx fetches it the first time. */
export function cdktf(): string {
  const find = ['exec', '--yes', '--package=cdktf-cli@0.21.0', '-c', 'command -v cdktf'];
  return execFileSync('npm', find, { cwd: ROOT, encoding: 'utf8' }).trim();
}
