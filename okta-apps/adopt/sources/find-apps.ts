import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { listed } from '../../shared/lists';
import type { Target } from '../adopt-apps';
import { environmentCode } from '../code/declare-apps';
import { appsOfFile } from './from-file';
import type { SourceApps } from './source';

/** What a source found in the org of one environment. */
export interface FoundApps extends SourceApps {
  readonly environment: string;
}

/** Where the apps are. */
export interface SourceOptions {
  /** The environment that they belong to. @default - the only one of an Okta org */
  readonly env?: string;
  /** The same app in several environments: `dev=dev.json,prod=prod.json`. */
  readonly ids?: string;
}

/**
 * The apps that the user named, by environment.
 *
 * @throws UserError when one cannot be read, or it is not clear what is meant.
 */
export async function findApps(
  names: readonly string[],
  { env, ids }: SourceOptions,
  { adopting }: Pick<Target, 'adopting'>,
  io: Io,
): Promise<readonly FoundApps[]> {
  if (ids !== undefined) {
    if (names.length > 0 || env !== undefined)
      throw new UserError('--ids says environments and files itself: pass it without other names and without --env');
    const pairs = pairsOf(ids);
    for (const [environment] of pairs) environmentCode(environment, adopting);
    return Promise.all(pairs.map(([environment, name]) => oneOf(environment, name, io)));
  }
  if (names.length === 0) throw new UserError('Name a file with an app as GET /api/v1/apps/{id} answers it');
  const environment = env ?? onlyEnvironment(adopting.shape.environments);
  environmentCode(environment, adopting);
  const apps = (await Promise.all(names.map((name) => appsOfFile(name, io)))).flat();
  const all = apps.map(({ app }) => String(app['id']));
  const twice = all.find((id, at) => all.indexOf(id) !== at);
  if (twice !== undefined) throw new UserError(`The app ${twice} is in two of the files. Leave one of them out.`);
  return [{ environment, apps, notes: [] }];
}

async function oneOf(environment: string, name: string, io: Io): Promise<FoundApps> {
  const apps = await appsOfFile(name, io);
  if (apps.length === 1) return { environment, apps, notes: [] };
  throw new UserError(`--ids: ${name} must hold the one app of ${environment}, got ${apps.length}`);
}

function pairsOf(text: string): readonly (readonly [string, string])[] {
  const pairs = text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    const [environment, name] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at > 0 && environment !== '' && name !== '') return [environment, name] as const;
    throw new UserError(
      `--ids must be pairs such as dev=dev.json,prod=prod.json, got ${JSON.stringify(pair)}. Nothing was written.`,
    );
  });
  const names = pairs.map(([environment]) => environment);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return pairs;
  throw new UserError(`--ids has ${JSON.stringify(twice)} twice. Nothing was written.`);
}

function onlyEnvironment(environments: readonly { readonly name: string; readonly isLocal: boolean }[]): string {
  const names = environments.filter(({ isLocal }) => !isLocal).map(({ name }) => name);
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw new UserError(`--env must say whose apps these are: ${listed(names, 'or')}. Nothing was written.`);
}
