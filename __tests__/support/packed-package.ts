import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './pages';

/**
 * Builds this package and packs it into a folder, as a registry would have it.
 *
 * @returns the path of the package file.
 */
export function packedPackage(folder: string): string {
  const run = (command: string, args: readonly string[]) =>
    execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', timeout: BOUND, stdio: ['ignore', 'pipe', 'pipe'] });
  run('node', [join(ROOT, 'scripts/set-up.mjs')]);
  // Some versions of npm print a list, others an object by name.
  const printed = run('npm', ['pack', '--json', '--pack-destination', folder]);
  const packed = JSON.parse(printed) as readonly Packed[] | Record<string, Packed>;
  const [{ filename } = { filename: '' }] = Object.values(packed);
  return join(folder, filename);
}

interface Packed {
  readonly filename: string;
}

const BOUND = 240_000;

/** What `env/live.ts` of a project with the package exports; the import of the type stands before it. */
export const LIVE_ENVIRONMENT = `
export const live: Environment = {
  name: 'live',
  production: true,
  org: { name: 'consumer', baseUrl: 'okta.com' },
  credentials: {
    plan: { type: 'api-token', tokenVariable: 'PLAN_TOKEN' },
    apply: { type: 'api-token', tokenVariable: 'APPLY_TOKEN' },
  },
  backend: { type: 'http', address: 'http://127.0.0.1:1/{stack}' },
  providerVersion: '>= 6.9.0, != 6.14.0, < 7.0.0',
  preventDestroy: true,
  apps: {},
};
`;
