import path from 'node:path';
import { findProject } from '../../project/find-project';
import { UserError } from '../../shared/errors';
import { EXIT } from '../../shared/exit-codes';
import type { Io } from '../../shared/io';
import { listed } from '../../shared/lists';
import { nearest } from '../../shared/nearest';
import { addEntry, addImport, addStatements, freeName, type Insertion } from '../code/insertions';
import { openCode, type ProjectCode } from '../code/project-code';
import { NotUnderstood, readShape, type ProjectShape, type TeamCode } from '../code/project-shape';
import { restyle, restyleEntry } from '../code/restyle';
import { appNameProblem, clientIdProblem, teamNameProblem } from '../names';
import { appLines, originsVariable, quotedKey, stackClass, stackText } from '../templates/stack-text';
import type { FileToWrite } from '../write-all';
import { newOrigins } from './origins';
import { librarySpecifier, relativeSpecifier } from './specifiers';
import { changedFiles, writeChanges } from './write-changes';

export interface NewAppOptions {
  /** The team whose stack gets the app. One that is not known yet gets a stack of its own. */
  readonly team: string;
}

/**
 * `okta-apps new app`: its origins in every environment, its declaration in the stack of its team, and the snapshots of
 * addresses.
 *
 * @throws UserError with everything that is wrong; then nothing is written.
 */
export async function newApp(name: string, { team }: NewAppOptions, io: Io): Promise<number> {
  const problems = [appNameProblem(name), teamNameProblem(team)].filter((one) => one !== undefined);
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  const project = findProject(io.cwd);
  const code = openCode(project.folder);
  const shape = understood(() => readShape(project, code), name, team);
  checkNew(name, team, shape, code);

  const origins = newOrigins(name, shape.environments, code);
  const lines = [...origins].flatMap(([{ apps }, origin]) =>
    addEntry(apps, restyleEntry(`${quotedKey(name)}: { origins: ['${origin}'] }`, apps.getSourceFile(), code), code),
  );
  const known = shape.teams.find((one) => one.name === team);
  const declared = known === undefined ? newTeam(name, team, shape, code) : appInTeam(name, known, code);
  const files = changedFiles([...lines, ...declared.insertions], code);
  const teams = [...new Set([...shape.teams.map((one) => one.name), team])];
  const stacks = teams.flatMap((one) => shape.environments.map((environment) => `${one}-${environment.name}`));
  const isWhole = await writeChanges(project, [...files, ...declared.files], stacks, io);
  const places = [...origins].map(([environment, origin]) => `${origin} (${environment.name})`);
  io.stdout.write(
    `Check where ${name} is served from: ${listed(places)}\nThen: okta-apps synth, okta-apps plan --env <name>\n`,
  );
  return isWhole ? EXIT.done : EXIT.failed;
}

interface Declared {
  readonly insertions: readonly Insertion[];
  readonly files: readonly FileToWrite[];
}

/** The app at the end of the constructor of its team's stack. */
function appInTeam(name: string, { body, environment }: TeamCode, code: ProjectCode): Declared {
  const source = body.getSourceFile();
  const variable = freeName(originsVariable(name), source, code);
  const lines = restyle(appLines(name, environment, variable).join('\n'), source, code).split(/\r?\n/);
  const imports = (['OidcWebApp', 'appOrigins'] as const).flatMap((one) =>
    addImport(source, { name: one, from: librarySpecifier(one, source, code) }, code),
  );
  return { insertions: [...imports, addStatements(body, body.statements.at(-1), ['', ...lines], code)], files: [] };
}

/** A stack for a team that has none, beside the other stacks. */
function newTeam(name: string, team: string, { build, teams }: ProjectShape, code: ProjectCode): Declared {
  const source = build.body.getSourceFile();
  const like = teams[0]?.body.getSourceFile() ?? source;
  const from = (one: Parameters<typeof librarySpecifier>[0]): string => librarySpecifier(one, like, code);
  const className = freeName(stackClass(team), source, code);
  const text = stackText(
    { team, className, app: name },
    {
      OidcWebApp: from('OidcWebApp'),
      Environment: from('Environment'),
      appOrigins: from('appOrigins'),
      OktaStack: from('OktaStack'),
    },
  );
  const folder = path.dirname(like.fileName);
  const file = path.join(folder, `${team}-stack.ts`);
  const specifier = relativeSpecifier(source, file, code);
  const [app, environment] = build.parameters;
  const statement = restyle(`new ${className}(${app}, ${environment});`, source, code);
  return {
    insertions: [
      ...addImport(source, { name: className, from: specifier }, code),
      addStatements(build.body, build.lastStack, [statement], code),
    ],
    files: [{ name: code.shown(file), text: restyle(text, like, code) }],
  };
}

/** @throws UserError when the app exists, or when the team is probably one that exists. */
function checkNew(name: string, team: string, { environments, teams }: ProjectShape, { shown }: ProjectCode): void {
  const clientId = clientIdProblem(
    name,
    environments.map((one) => one.name),
  );
  if (clientId !== undefined) throw new UserError(clientId);
  const owner = teams.find(({ appNames }) => appNames.includes(name));
  const place = owner ?? environments.find(({ appNames }) => appNames.includes(name));
  if (place !== undefined) {
    const file = shown(('body' in place ? place.body : place.apps).getSourceFile().fileName);
    throw new UserError(`An app "${name}" already exists in ${file}; choose another name. Nothing was written.`);
  }
  const known = teams.map((one) => one.name);
  if (known.includes(team)) return;
  const meant = nearest(team, known);
  if (meant === undefined) return;
  throw new UserError(
    `There is no team "${team}"; did you mean "${meant}"? The teams are ${listed(known)}. ` +
      'A new team needs a name that cannot be confused with one of them. Nothing was written.',
  );
}

/** @throws UserError with what to write by hand, when the code is not in the form that is known. */
function understood<T>(read: () => T, name: string, team: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    const lines = appLines(name, 'environment').map((line) => `  ${line}`);
    throw new UserError(
      `${error.message}. So nothing was written. Add under \`apps\` of each environment:\n\n` +
        `  ${quotedKey(name)}: { origins: ['https://…'] },\n\n` +
        `and in the constructor of the stack of team "${team}":\n\n${lines.join('\n')}`,
    );
  }
}
