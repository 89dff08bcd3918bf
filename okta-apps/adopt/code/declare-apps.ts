import type { Project } from '../../project/find-project';
import { UserError } from '../../shared/errors';
import { listed } from '../../shared/lists';
import { isObject, list, object } from '../../shared/json';
import { propertyOf } from '../../scaffold/code/definition';
import {
  addEntries,
  addEntry,
  addImport,
  addStatements,
  endOfLine,
  freeName,
  quoteOf,
  type Insertion,
} from '../../scaffold/code/insertions';
import { restyle } from '../../scaffold/code/restyle';
import { openCode, type ProjectCode } from '../../scaffold/code/project-code';
import { readShape, type EnvironmentCode, type ProjectShape } from '../../scaffold/code/project-shape';
import { changedFiles } from '../../scaffold/new/write-changes';
import { linesInTeam, newTeamStack, type Declared } from '../../scaffold/new/team-stack';
import { librarySpecifier, type LibraryName } from '../../scaffold/new/specifiers';
import type { FileToWrite } from '../../scaffold/write-all';
import type { Waiver } from '../../shared/environment-rules';
import type { RuledEnvironment } from '../rule-findings';
import { appLines, entryText, hasOrigins, literalLines, valuesVariable, type AppCode } from './app-code';
import { namesIn, staticValue, textsIn } from './static-value';

/** The code of the project, as far as apps are added to it. */
export interface AdoptingCode {
  readonly code: ProjectCode;
  readonly shape: ProjectShape;
}

/** @throws UserError when the code has another form, or a syntax error. */
export function readCode(project: Project): AdoptingCode {
  const code = openCode(project.folder);
  return { code, shape: readShape(project, code) };
}

/** Construct IDs and names of entries that the project has, in lower case. */
export function takenIds({ shape }: AdoptingCode): ReadonlySet<string> {
  const names = [...shape.teams, ...shape.environments].flatMap(({ appNames }) => appNames);
  return new Set(names.map((name) => name.toLowerCase()));
}

/** @throws UserError for an environment that the project does not have. */
export function environmentCode(name: string, { shape }: AdoptingCode): EnvironmentCode {
  const found = shape.environments.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new UserError(
    `There is no environment ${JSON.stringify(name)}; the environments are ${listed(shape.environments.map((one) => one.name))}. Nothing was written.`,
  );
}

/** What the code of the environment says that rules ask for. */
export function ruledEnvironment(
  found: EnvironmentCode,
  apps: RuledEnvironment['apps'],
  { code }: AdoptingCode,
): RuledEnvironment {
  const rules = staticValue(propertyOf(found.object, 'rules', code), code);
  const credentials = object(staticValue(propertyOf(found.object, 'credentials', code), code));
  const type = object(credentials['apply'])['type'];
  return {
    name: found.name,
    production: found.isProduction,
    local: found.isLocal,
    rules: isObject(rules) ? rules : {},
    origins: Object.values(object(staticValue(found.apps, code))).flatMap((its) =>
      list(object(its)['origins']).filter((one) => typeof one === 'string'),
    ),
    apps,
    ...((type === 'api-token' || type === 'service-app') && { appliedBy: type }),
  };
}

/** The files in which an app of Okta is mentioned by its id. */
export function filesWith(appId: string, { code, shape }: AdoptingCode): readonly string[] {
  const parts = [...shape.environments.map(({ object: its }) => its), ...shape.teams.map(({ body }) => body)];
  const found = parts.filter((part) => textsIn(part, code).has(appId));
  return [...new Set(found.map((part) => code.shown(part.getSourceFile().fileName)))];
}

/** What is written for apps of one team. */
export interface Declaration {
  readonly team: string;
  readonly apps: readonly AppCode[];
  readonly names: readonly LibraryName[];
  /** By environment. */
  readonly waivers: ReadonlyMap<string, readonly Waiver[]>;
}

/** The files that declare apps: the stack of their team, and what each environment says of them. */
export function filesFor(declaration: Declaration, adopting: AdoptingCode): readonly FileToWrite[] {
  const { code, shape } = adopting;
  const stack = stackFor(declaration, adopting);
  const environments = shape.environments.flatMap((environment) => [
    ...entriesFor(environment, declaration, code),
    ...waiversFor(environment, declaration.waivers.get(environment.name) ?? [], code),
  ]);
  const insertions = [...environments, ...stack.insertions, ...originsStackFor(declaration, adopting)];
  return [...changedFiles(insertions, code), ...stack.files];
}

/** Trusted origins are in a stack of their own, which is added after those of the teams. */
function originsStackFor({ apps }: Declaration, { code, shape: { build } }: AdoptingCode): readonly Insertion[] {
  const source = build.body.getSourceFile();
  if (!apps.some(({ lifted }) => hasOrigins(lifted)) || namesIn(build.body, code).has('OriginsStack')) return [];
  const [app, environment] = build.parameters;
  const statement = restyle(`OriginsStack.addTo(${app}, ${environment});`, source, code);
  const from = librarySpecifier('OriginsStack', source, code);
  return [
    ...addImport(source, { name: 'OriginsStack', from }, code),
    addStatements(build.body, build.lastStack, [statement], code),
  ];
}

function stackFor({ team, apps, names }: Declaration, { code, shape }: AdoptingCode): Declared {
  const known = shape.teams.find((one) => one.name === team);
  const source = (known?.body ?? shape.teams[0]?.body ?? shape.build.body).getSourceFile();
  const style = { ts: code.ts, quote: quoteOf(source, code) };
  const used: string[] = [];
  const lines = apps.flatMap((app, at) => {
    const wanted = valuesVariable(app.id, style);
    const free = known === undefined ? wanted : freeName(wanted, source, code);
    const values = unused(free, used);
    used.push(values);
    const environment = known?.environment ?? 'environment';
    return [...(at === 0 ? [] : ['']), ...appLines(app, { environment, values }, style)];
  });
  return known === undefined
    ? newTeamStack({ team, lines, names }, shape, code)
    : linesInTeam(lines, names, known, code);
}

function unused(name: string, used: readonly string[]): string {
  let free = name;
  for (let number = 2; used.includes(free); number += 1) free = `${name}${number}`;
  return free;
}

function entriesFor({ name, apps: listing }: EnvironmentCode, { apps }: Declaration, code: ProjectCode) {
  const style = { ts: code.ts, quote: quoteOf(listing.getSourceFile(), code) };
  const entries = apps.flatMap(({ id, lifted }) =>
    lifted.entries.filter((entry) => entry.environment === name).map((entry) => entryText(id, entry, style)),
  );
  return addEntries(listing, entries, code);
}

function waiversFor(
  { object: its, name }: EnvironmentCode,
  waivers: readonly Waiver[],
  code: ProjectCode,
): readonly Insertion[] {
  if (waivers.length === 0) return [];
  const source = its.getSourceFile();
  const style = { ts: code.ts, quote: quoteOf(source, code) };
  const texts = waivers.map((waiver) => literalLines(waiver, style).join('\n'));
  const all = literalLines(waivers, style).join('\n');
  const rules = propertyOf(its, 'rules', code);
  if (rules === undefined) return addEntry(its, `rules: { waivers: ${all} }`, code);
  const listing = code.ts.isObjectLiteralExpression(rules) ? propertyOf(rules, 'waivers', code) : undefined;
  if (listing !== undefined && code.ts.isArrayLiteralExpression(listing)) return addEntries(listing, texts, code);
  if (code.ts.isObjectLiteralExpression(rules) && listing === undefined)
    return addEntry(rules, `waivers: ${all}`, code);
  throw new UserError(
    `${code.shown(source.fileName)}: \`rules\` of "${name}" is not an object that is written there, so no waiver can be added: ` +
      `write these by hand, then run this again.\n\n${all.replaceAll('\n', endOfLine(source))}`,
  );
}
