import path from 'node:path';
import { UserError } from '../shared/errors';
import { field, inner, object, textField, type JsonObject } from '../shared/json';
import { MODULE_TERRAFORM, MODULE_TOP_LEVEL, OKTA_TYPE } from './allow-list';
import { ASSETS, assetsDigest, type Assets } from './assets';
import { blockProblems } from './check-blocks';
import { providerProblems, type ProviderContext } from './check-providers';
import { resourceProblems } from './check-resources';
import type { StateContext } from './check-states';
import { callsIn, moduleScope, sourceFolder, type Scope } from './modules/embedded';
import { placeInModule } from './modules/place-in-module';
import { filesIn, readModule } from './modules/read-module';
import type { DocumentProblem } from './problem';
import { unlisted } from './unlisted';

/**
 * What may not be in the modules that a scope calls, at any depth. A module that was read is held to the lists of the
 * document; any other one is a finding itself.
 */
export function moduleProblems(
  scope: Scope,
  states: StateContext,
  providers: ProviderContext,
  assets: Assets,
): readonly DocumentProblem[] {
  return callsIn(scope.document).flatMap(([name, body]) => {
    const module = moduleScope(scope, name);
    if (module === undefined) return [notRead(scope, name, body, assets)];
    return [
      ...inModule(ownProblems(module.document, states, providers), module, assets),
      ...moduleProblems(module, states, providers, assets),
    ];
  });
}

/** Problems of a module by its address, with the place in its files. */
export function inModule(
  problems: readonly DocumentProblem[],
  { prefix, folder }: Scope,
  assets: Assets,
): readonly DocumentProblem[] {
  return problems.map((problem) => {
    const at = placeInModule(filesIn(assets, folder), folder, problem);
    return { ...problem, address: prefix + problem.address, ...(at !== undefined && { at }) };
  });
}

function ownProblems(
  document: JsonObject,
  states: StateContext,
  providers: ProviderContext,
): readonly DocumentProblem[] {
  return [
    ...unlisted(document, MODULE_TOP_LEVEL, (key) => [key, key]),
    ...unlisted(object(field(document, 'terraform')), MODULE_TERRAFORM, (key) => ['terraform', key]),
    ...providerProblems(document, providers),
    ...resourceProblems(document, states, providers),
    ...blockProblems(document),
    ...hidingProblems(document),
    ...sourceProblems(document),
  ];
}

/** A plan shows nothing of a sensitive value, so what a module makes of it could not be reviewed. */
function hidingProblems(document: JsonObject): readonly DocumentProblem[] {
  return ['variable', 'output'].flatMap((section) =>
    Object.entries(object(field(document, section)))
      .filter(([, body]) => !isShown(object(body)))
      .map(([name]) => ({
        kind: 'not-listed',
        address: `${section === 'variable' ? 'var' : section}.${name}`,
        prop: 'sensitive',
      })),
  );
}

/** A secret is ephemeral too, and then no plan or state holds it. */
function isShown(body: JsonObject): boolean {
  const [sensitive, ephemeral] = ['sensitive', 'ephemeral'].map((key) => field(body, key));
  return sensitive === undefined || sensitive === false || ephemeral === true;
}

/** Without a source, Terraform takes `okta` of a module for another provider, `hashicorp/okta`. */
function sourceProblems(document: JsonObject): readonly DocumentProblem[] {
  const isUsed = ['resource', 'data', 'ephemeral'].some((section) =>
    Object.keys(object(field(document, section))).some((type) => OKTA_TYPE.test(type)),
  );
  const source = inner(document, 'terraform', 'required_providers', 'okta', 'source');
  if (!isUsed || source !== undefined) return [];
  const value = 'no required_providers.okta with source "okta/okta"';
  return [{ kind: 'type-not-listed', address: 'terraform', prop: 'required_providers.okta', value }];
}

/**
 * A waiver accepts one source with these very files, so that another one under the same name is a finding again. The name
 * of an asset is no evidence of what is in it: code can choose it.
 */
function notRead({ prefix, folder }: Scope, name: string, body: JsonObject, assets: Assets): DocumentProblem {
  const [source = '', version = ''] = ['source', 'version'].map((key) => textField(body, key) ?? '');
  const local = /^\.\.?\//.test(source) ? path.posix.join(folder, source) : source;
  const files = digestOf(local, assets);
  const address = `${prefix}module.${name}@${source}${version === '' ? '' : `?${version}`}${files === undefined ? '' : `#${files}`}`;
  const inside = sourceFolder(folder, body);
  const why = inside === undefined ? undefined : whyNotRead(inside, assets);
  return { kind: 'module-not-read', address, prop: 'source', value: why ?? source };
}

/** Of all files of the asset that a source leads into, because one module may call another beside it. */
function digestOf(source: string, assets: Assets): string | undefined {
  const [first, asset] = path.posix.normalize(source).split('/');
  if (first !== ASSETS || asset === undefined) return undefined;
  const own = [...assets].filter(([file]) => file.startsWith(`${ASSETS}/${asset}/`));
  return assetsDigest(new Map(own));
}

function whyNotRead(folder: string, assets: Assets): string {
  try {
    readModule(folder, filesIn(assets, folder));
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return `${folder}, which holds links, or is called too often or by itself`;
}
