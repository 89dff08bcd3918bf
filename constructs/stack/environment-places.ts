import { readdirSync } from 'node:fs';
import path from 'node:path';
import { placeOfValue, type SourcePlace, type StackPlaces } from '../../okta-apps/shared/source-places';
import type { Environment } from '../environment';
import { inProject, projectFolder } from './project-frames';
import { writtenValues } from './written-values';

type Values = NonNullable<StackPlaces['values']>;

const known = new WeakMap<Environment, Values>();

/**
 * The line of `env/` that a problem of an environment is about: that of the value, or else of what it is missing in.
 *
 * @param prop As problems have it: `credentials.plan.tokenVariable`, `apps["shop"]`.
 */
export function environmentPlace(environment: Environment, prop: string): SourcePlace | undefined {
  return placeOfValue(valuePlaces(environment), prop);
}

/**
 * The lines of the values of an environment by their path. An object remembers no place, so the module that exports it
 * is looked up, else the file that writes it out.
 */
export function valuePlaces(environment: Environment): Values {
  const values = known.get(environment) ?? read(environment);
  known.set(environment, values);
  return values;
}

function read(environment: Environment): Values {
  const loaded = loadedFrom(environment);
  for (const file of loaded === undefined ? filesIn('env') : [loaded]) {
    const lines = writtenValues(file, environment);
    if (lines !== undefined) return placed(file, lines);
  }
  // One whose name is missing or wrong, or that a function makes: its file is known.
  return loaded === undefined ? {} : placed(loaded, writtenValues(loaded) ?? new Map([['', 1]]));
}

function placed(file: string, lines: ReadonlyMap<string, number>): Values {
  const places = [...lines].flatMap(([at, line]) => {
    const place = inProject({ file, line });
    return place === undefined ? [] : [[at, place] as const];
  });
  return Object.fromEntries(places);
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

/** What a runner of ES modules loads is in no cache. */
function filesIn(name: string): readonly string[] {
  const folder = path.join(projectFolder(process.cwd()), name);
  try {
    return readdirSync(folder)
      .filter((file) => /\.[cm]?[jt]s$/.test(file))
      .sort()
      .map((file) => path.join(folder, file));
  } catch {
    return [];
  }
}
