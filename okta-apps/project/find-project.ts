import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NotFound, UserError } from '../shared/errors';
import { teamGlobs } from '../shared/app-files';
import { field, isList, list, object, textField } from '../shared/json';

/** The folder that a command works for, by its `cdktf.json`. */
export interface Project {
  /** Absolute path of the folder with `cdktf.json`. */
  readonly folder: string;
  /** The command that synthesizes, as the shell takes it. */
  readonly app: string;
  /** Where it writes to, as in `cdktf.json`. */
  readonly output: string;
  /** Absolute path of `output`. */
  readonly outdir: string;
  /** Folder of the records of applies, relative to `folder`. @default - `records` in `output` */
  readonly records?: string;
  /** `context` of `cdktf.json`, with the local modules that it lists, for the app. */
  readonly context?: unknown;
  /** Names of variables that the app reads besides those that it always gets. */
  readonly variables: readonly string[];
}

const FILE = 'cdktf.json';

/**
 * Finds `cdktf.json` in `cwd` or above it.
 *
 * @throws UserError when there is none, or when it does not say how to synthesize.
 */
export function findProject(cwd: string): Project {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const text = read(path.join(folder, FILE));
    if (text !== undefined) return parse(text, folder);
    if (folder === path.dirname(folder)) break;
  }
  throw new NotFound(`There is no ${FILE} in ${cwd} or above it; run this in a folder of a CDKTF project`);
}

function read(file: string): string | undefined {
  try {
    // Editors on Windows write a byte order mark in front.
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${file} cannot be read (${String(code)})`);
  }
}

function parse(text: string, folder: string): Project {
  const file = path.join(folder, FILE);
  let config: Partial<Record<'app' | 'output' | 'context' | 'terraformModules', unknown>> | null;
  try {
    config = JSON.parse(text) as typeof config;
  } catch (error) {
    throw new UserError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const { app, output = 'cdktf.out', context, terraformModules } = config ?? {};
  if (typeof app !== 'string' || app.trim() === '') {
    throw new UserError(
      `${file} has no "app"; set it to the command that synthesizes, such as "node -r okta-oidc-cdktf/register main.ts"`,
    );
  }
  if (typeof output !== 'string' || output === '')
    throw new UserError(`${file}: "output" must be the name of a folder`);
  const outdir = path.resolve(folder, output);
  if (folder === outdir || folder.startsWith(outdir.endsWith(path.sep) ? outdir : outdir + path.sep)) {
    throw new UserError(
      `${file}: "output" must be a folder of its own, got ${JSON.stringify(output)}, which holds the project; write one such as "cdktf.out"`,
    );
  }
  const variables = listedVariables(context, file);
  checkTeam(context, file);
  const modules = localModules(terraformModules);
  const whole = modules.length === 0 ? context : { ...object(context), cdktfRelativeModules: modules };
  return { folder, app, output, outdir, variables, ...(whole !== undefined && { context: whole }) };
}

/** Modules of this folder: cdktf-cli puts them into the context in the same way, and a construct for one needs them. */
function localModules(value: unknown): readonly unknown[] {
  return list(value).filter((entry) =>
    /^\.\.?\//.test(typeof entry === 'string' ? entry : (textField(object(entry), 'source') ?? '')),
  );
}

/**
 * `context["okta-apps"].environment` of a `cdktf.json`.
 *
 * @throws UserError when it is no list of names.
 */
export function listedVariables(context: unknown, file: string): readonly string[] {
  const names = field(object(field(object(context), 'okta-apps')), 'environment') ?? [];
  if (isList(names) && names.every((name) => typeof name === 'string')) return names;
  throw new UserError(`${file}: context["okta-apps"].environment must be a list of names of environment variables`);
}

/** @throws UserError when `context["okta-apps"].team` is no list of globs. */
function checkTeam(context: unknown, file: string): void {
  if (teamGlobs(context) !== undefined) return;
  throw new UserError(
    `${file}: context["okta-apps"].team must be a list of globs of files in this folder, such as ["main.ts", "stacks/**"]; ` +
      'none may begin with "/" or "!", or hold ".."',
  );
}
