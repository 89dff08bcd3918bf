import { existsSync } from 'node:fs';
import path from 'node:path';
import { declaredApps } from '../../run/declared-apps';
import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import { listed } from '../../shared/lists';
import type { Target } from '../adopt-apps';
import { environmentCode } from '../code/declare-apps';
import type { OrgChoice } from './choose-listed';
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
  /** The same app in several environments: `dev=dev.json,prod=prod.json`, or `dev=0oa…,prod=0oa…`. */
  readonly ids?: string;
  /** A label, or a glob of labels, of apps in the org. */
  readonly match?: string;
  /** Every OIDC app of the org. */
  readonly all?: boolean;
  /** A file with a Terraform state or plan. */
  readonly state?: string;
}

/**
 * The apps that the user named, by environment.
 *
 * @throws UserError when one cannot be read, or it is not clear what is meant.
 */
export async function findApps(
  names: readonly string[],
  { env, ids, match, all = false, state }: SourceOptions,
  { adopting }: Pick<Target, 'adopting'>,
  io: Io,
): Promise<readonly FoundApps[]> {
  if (ids !== undefined) {
    if (names.length > 0 || env !== undefined || match !== undefined || all || state !== undefined)
      throw new UserError(
        '--ids says environments and files itself: pass it without other names and without --env, --match, --all and --state',
      );
    const pairs = pairsOf(ids);
    for (const [environment] of pairs) environmentCode(environment, adopting);
    const found: FoundApps[] = [];
    for (const [environment, name] of pairs) found.push(await oneOf(environment, name, io));
    return found;
  }
  if (names.length === 0 && match === undefined && !all && state === undefined) throw new UserError(NOTHING_NAMED);
  const environment = env ?? onlyEnvironment(adopting.shape.environments);
  environmentCode(environment, adopting);
  if (state !== undefined) {
    if (names.length > 0 || match !== undefined || all) {
      throw new UserError('--state says itself which apps: pass it without names, --match and --all');
    }
    const { readFromState } = await import('./from-state.js');
    const read = await readFromState(state, io);
    const hasOrigins = read.apps.some(({ origins = [] }) => origins.length > 0);
    return [{ environment, ...read, ...(hasOrigins && { declaredOrigins: await originsOfCode(environment, io) }) }];
  }
  const files = names.filter((name) => isFile(name, io));
  const choice = {
    names: names.filter((name) => !files.includes(name)),
    labels: match === undefined ? [] : [match],
    all,
  };
  const found = [
    ...(await Promise.all(files.map((name) => appsOfFile(name, io)))).map((apps): SourceApps => ({ apps, notes: [] })),
    ...(choice.names.length > 0 || match !== undefined || all ? [await appsOfOrg(environment, choice, io)] : []),
  ];
  const apps = found.flatMap((one) => one.apps);
  const appIds = apps.map(({ app }) => String(app['id']));
  const twice = appIds.find((id, at) => appIds.indexOf(id) !== at);
  if (twice !== undefined) throw new UserError(`The app ${twice} is named twice. Leave one of them out.`);
  const declaredOrigins = found.flatMap((one) => one.declaredOrigins ?? []);
  return [{ environment, apps, notes: found.flatMap(({ notes }) => notes), declaredOrigins }];
}

const NOTHING_NAMED =
  'Name a file with an app as GET /api/v1/apps/{id} answers it, an app ID or a client ID, or pass --match, --all or --state';

/** What looks like a path, or is one, is a file; everything else is an app of the org. */
function isFile(name: string, { cwd }: Pick<Io, 'cwd'>): boolean {
  return /[\\/]|\.(?:json|jsonl|txt)$/.test(name) || existsSync(path.resolve(cwd, name));
}

async function appsOfOrg(environment: string, choice: OrgChoice, io: Io): Promise<SourceApps> {
  const { readFromOrg } = await import('./from-org.js');
  return await readFromOrg(choice, await declaredApps('adopt', { env: environment }, io), io);
}

async function originsOfCode(environment: string, io: Io): Promise<readonly string[]> {
  const { declaredOrigins } = await import('./companions.js');
  return declaredOrigins((await declaredApps('adopt', { env: environment }, io)).stacks);
}

async function oneOf(environment: string, name: string, io: Io): Promise<FoundApps> {
  const choice = { names: [name], labels: [], all: false };
  const found = isFile(name, io)
    ? { apps: await appsOfFile(name, io), notes: [] }
    : await appsOfOrg(environment, choice, io);
  if (found.apps.length === 1) return { environment, ...found };
  throw new UserError(`--ids: ${name} must hold the one app of ${environment}, got ${found.apps.length}`);
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
