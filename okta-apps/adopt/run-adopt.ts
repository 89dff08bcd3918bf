import { findProject } from '../project/find-project';
import { today } from '../shared/day';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import type { JsonObject } from '../shared/json';
import { counted, listed } from '../shared/lists';
import { shown } from '../shared/visible-text';
import { adoptable, type Adoptable } from './adoptable';
import { declareApps, targetIn, waiverText, type Target, type WantedApp, type Written } from './adopt-apps';
import { adoptJson, type RefusedApp } from './adopt-json';
import { asTemplate, type TemplateOptions } from './as-template';
import { originChooser, type ChosenOrigins, type OriginChooser } from './chosen-origins';
import { environmentCode, filesWith, ruledEnvironment } from './code/declare-apps';
import type { WrittenAdoption } from './proof/prove-written';
import { findApps, type FoundApps, type SourceOptions } from './sources/find-apps';
import type { SourceApp } from './sources/source';

export interface AdoptOptions extends SourceOptions, TemplateOptions {
  readonly stack?: string;
  readonly dryRun?: boolean;
  /** Print one document, by `adopt.schema.json`. */
  readonly json?: boolean;
}

/**
 * `okta-apps adopt`: declares apps that Okta has in the code of the project. Nothing is changed in Okta.
 *
 * @throws UserError with what is wrong; then nothing is written.
 */
export async function runAdopt(
  names: readonly string[],
  options: AdoptOptions,
  { stdout, ...rest }: Io,
): Promise<number> {
  const { json = false, dryRun: isDry = false } = options;
  // Then stdout has the document, and nothing else.
  const io: Io = { ...rest, stdout: json ? rest.stderr : stdout };
  const project = findProject(io.cwd);
  const target = targetIn(project, options.stack);
  if (json && options.asTemplate === true)
    throw new UserError('--json is about adopted apps: pass it without --as-template');
  const found = await findApps(names, options, target, io);
  if (options.asTemplate === true) return asTemplate(project, target, found, options, io);
  const chosen = sorted(found, target);
  const { wanted, refused, origins, left } = chosen;
  const several = found.length > 1;
  for (const note of found.flatMap(({ notes }) => notes)) io.stderr.write(`${note}\n`);
  if (refused.length > 0) {
    const texts = refused.map((one) => refusal(one, several));
    io.stderr.write(`${counted(refused.length, 'app is', 'apps are')} not adoptable:\n${texts.join('')}`);
  }
  let proof = '';
  const check = async (): Promise<void> => {
    const { proveWritten } = await import('./proof/prove-written.js');
    proof = await proveWritten(project, adoptionsOf(found, wanted, origins, target), io);
  };
  const written =
    wanted.length === 0 ? undefined : await declareApps(project, target, wanted, options, { io, day: today(), check });
  if (written === undefined) io.stderr.write('Nothing was written.\n');
  else {
    for (const { app, flags } of found.flatMap(({ apps }) => apps)) {
      const messages = [...flags.map(({ message }) => message), ...(left.get(app) ?? [])];
      for (const message of messages) io.stderr.write(`${shown(app['label'])} (${shown(app['id'])}): ${message}\n`);
    }
    io.stdout.write(proof + summary(chosen, written, isDry));
  }
  if (json) stdout.write(adoptJson({ ...chosen, found, written, isDry }));
  return refused.length === 0 && written?.isWhole !== false ? EXIT.done : EXIT.failed;
}

/** What is declared now, by environment. */
function adoptionsOf(
  found: readonly FoundApps[],
  wanted: readonly WantedApp[],
  origins: Sorted['origins'],
  { team }: Target,
): readonly WrittenAdoption[] {
  const declared = new Set(
    wanted.flatMap(({ there }) => there.map(({ environment, appId }) => `${environment} ${appId ?? ''}`)),
  );
  return found.map(({ environment, apps }) => ({
    environment,
    stack: `${team}-${environment}`,
    apps: apps.filter(({ app }) => declared.has(`${environment} ${String(app['id'])}`)),
    origins: origins.get(environment) ?? [],
  }));
}

/** What is declared. */
interface Adopted {
  readonly wanted: readonly WantedApp[];
  /** Okta's ids of the wanted apps, in their order. */
  readonly ids: readonly string[];
  /** Trusted origins that are declared with them, as Okta answered them, by environment. */
  readonly origins: ReadonlyMap<string, readonly JsonObject[]>;
}

interface Sorted extends Adopted {
  readonly refused: readonly RefusedApp[];
  /** Why trusted origins of an app stay out of the code. */
  readonly left: ReadonlyMap<JsonObject, readonly string[]>;
}

/** One declaration for each app of one environment; of several environments, one for the app of all. */
function sorted(found: readonly FoundApps[], target: Target): Sorted {
  const several = found.length > 1;
  const groups = several
    ? [found.flatMap(({ environment, apps }) => apps.map((app) => ({ environment, app })))]
    : found.flatMap(({ environment, apps }) => apps.map((app) => [{ environment, app }]));
  const wanted: WantedApp[] = [];
  const refused: RefusedApp[] = [];
  const ids: string[] = [];
  const origins = new Map<string, readonly JsonObject[]>();
  const left = new Map<JsonObject, readonly string[]>();
  const choosers = new Map(found.map((one) => [one.environment, chooserOf(one, target)]));
  for (const group of groups) {
    const results = group.map(({ environment, app }) => ({
      environment,
      app,
      result: withObstacles(adoptable(app.app, app), app),
    }));
    const bad = results.flatMap(({ environment, app, result }) =>
      'reasons' in result ? [{ environment, app: app.app, reasons: result.reasons }] : [],
    );
    for (const { app } of results) refuseDeclared(app, target);
    refused.push(...bad);
    if (bad.length > 0) continue;
    const there = results.flatMap(({ environment, app, result }) => {
      if (!('props' in result)) return [];
      const chosen = choosers.get(environment)?.(app.origins ?? []) ?? NO_ORIGINS;
      origins.set(environment, [...(origins.get(environment) ?? []), ...chosen.origins]);
      left.set(app.app, chosen.left);
      const trusted = chosen.props.length > 0 && { trustedOrigins: chosen.props };
      return [{ environment, props: result.props, appId: String(app.app['id']), ...trusted }];
    });
    wanted.push({ label: String(there.at(-1)?.props['label']), there });
    ids.push(listed(there.map(({ appId }) => appId)));
  }
  return { wanted, refused, ids, origins, left };
}

const NO_ORIGINS: ChosenOrigins = { props: [], origins: [], left: [] };

function chooserOf({ environment, declaredOrigins = [] }: FoundApps, { adopting }: Target): OriginChooser {
  const { rules } = ruledEnvironment(environmentCode(environment, adopting), [], adopting);
  return originChooser(declaredOrigins, rules);
}

function withObstacles(result: Adoptable, { obstacles }: SourceApp): Adoptable {
  if (obstacles.length === 0) return result;
  return { reasons: [...('reasons' in result ? result.reasons : []), ...obstacles] };
}

function refusal({ app, environment, reasons }: RefusedApp, several: boolean): string {
  const where = several ? ` in ${environment}` : '';
  return `  ${shown(app['label'])} (${shown(app['id'])})${where}\n${reasons.map((reason) => `    ${reason}\n`).join('')}`;
}

/** @throws UserError when the code has the app already. */
function refuseDeclared({ app }: SourceApp, { adopting }: Target): void {
  const id = String(app['id']);
  const files = filesWith(id, adopting);
  if (files.length > 0) throw new UserError(`The app ${id} is already in ${listed(files)}. Nothing was written.`);
}

function summary({ wanted, ids, origins }: Adopted, written: Written, isDry: boolean): string {
  const lines = wanted.map(
    ({ label }, at) => `  ${shown(label)} (${ids[at] ?? ''}): okta_app_oauth.${written.ids[at] ?? ''}\n`,
  );
  const environments = [...new Set(wanted.flatMap(({ there }) => there.map(({ environment }) => environment)))];
  const stacks = environments.map((environment) => `${written.team}-${environment}`);
  const trusted = [...origins].filter(([, its]) => its.length > 0);
  const ofOrigins = trusted.map(([environment]) => `origins-${environment}`);
  const all = [...stacks, ...ofOrigins];
  return (
    `${isDry ? 'Would adopt' : 'Adopted'} ${counted(wanted.length, 'app')} in ${listed(stacks)}:\n${lines.join('')}` +
    trusted.map(([environment, its]) => originsText(environment, its)).join('') +
    waiverText(written) +
    `Okta was not changed.${isDry ? ' Nothing was written.' : ` Then: okta-apps plan ${all.join(' ')} --env ${environments.join(',')}`}\n`
  );
}

function originsText(environment: string, origins: readonly JsonObject[]): string {
  const lines = origins.map(({ id, origin }) => `  ${shown(origin)} (${shown(id)})\n`);
  return `With ${counted(origins.length, 'trusted origin')} in origins-${environment}:\n${lines.join('')}`;
}
