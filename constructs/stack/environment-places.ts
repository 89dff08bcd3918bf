import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourcePlace } from '../../okta-apps/shared/source-places';
import type { Environment } from '../environment';
import { inProject, projectFolder } from './project-frames';

/**
 * The line of `env/` that a problem of an environment is about. An object remembers no place, so the module that
 * exports it is looked up, else the file that says its name; only where there is a problem.
 *
 * @param prop As problems have it: `credentials.plan.tokenVariable`, `apps["shop"]`.
 */
export function environmentPlace(environment: Environment, prop: string): SourcePlace | undefined {
  const file = loadedFrom(environment) ?? namedIn(environment);
  const text = file === undefined ? undefined : read(file);
  return file === undefined || text === undefined ? undefined : inProject({ file, line: lineOf(text, prop) });
}

/** The module of Node.js that exports the environment; in a list only where none exports it alone. */
function loadedFrom(environment: Environment): string | undefined {
  const modules = Object.values(require.cache).filter((one) => one !== undefined);
  const exporting = (isIt: (value: unknown) => boolean) => modules.find((one) => exportsOf(one).some(isIt))?.filename;
  return (
    exporting((value) => value === environment) ??
    exporting((value) => Array.isArray(value) && value.includes(environment))
  );
}

function exportsOf({ filename, exports }: NodeJS.Module): readonly unknown[] {
  if (inProject({ file: filename, line: 1 }) === undefined) return [];
  try {
    return [exports, ...Object.values<unknown>(exports as Readonly<Record<string, unknown>>)];
  } catch {
    // An export that cannot be read yet is no environment.
    return [];
  }
}

/** The file of `env/` with the names of the environment and of its org: what a runner of ES modules loads is in no cache. */
function namedIn({ name, org }: Environment): string | undefined {
  const folder = path.join(projectFolder(process.cwd()), 'env');
  const says = (text: string, value: string) => text.includes(`'${value}'`) || text.includes(`"${value}"`);
  return filesIn(folder).find((file) => {
    const text = read(file) ?? '';
    return says(text, name) && says(text, (org as Partial<Environment>['org'])?.name ?? name);
  });
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .sort()
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Goes down the names of the prop as far as the text has them; else the line of the environment's name. */
function lineOf(text: string, prop: string): number {
  const lines = text.split(/\r?\n/);
  const from = (start: number, name: string) => {
    const key = new RegExp(`(?:^|[\\s{,])(['"]?)${name.replace(/[^\w-]/g, '\\$&')}\\1\\s*[:,}]`);
    return lines.findIndex((line, at) => at >= start && key.test(line));
  };
  let found = -1;
  for (const name of prop.split(/[.[\]"]+/).filter((part) => part !== '' && !/^\d+$/.test(part))) {
    const next = from(Math.max(found, 0), name);
    if (next === -1) break;
    found = next;
  }
  return Math.max(found === -1 ? from(0, 'name') : found, 0) + 1;
}
