import { findProject } from '../../project/find-project';
import { UserError } from '../../shared/errors';
import { EXIT } from '../../shared/exit-codes';
import type { Io } from '../../shared/io';
import { listed } from '../../shared/lists';
import { addEntry, freeName } from '../code/insertions';
import { openCode, type ProjectCode } from '../code/project-code';
import { NotUnderstood, readShape, type ProjectShape, type TeamCode } from '../code/project-shape';
import { restyle, restyleEntry } from '../code/restyle';
import { appNameProblem, clientIdProblem, teamNameProblem } from '../names';
import { appLines, originsVariable, quotedKey } from '../templates/stack-text';
import { newOrigins } from './origins';
import { linesInTeam, newTeamStack, refuseLikelyTypo } from './team-stack';
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
  const names = ['OidcWebApp', 'appOrigins'] as const;
  const declared =
    known === undefined
      ? newTeamStack({ team, lines: appLines(name, 'environment'), names }, shape, code)
      : linesInTeam(linesFor(name, known, code), names, known, code);
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

/** The declaration of an app in a stack that exists, in the style of its file. */
function linesFor(name: string, { body, environment }: TeamCode, code: ProjectCode): readonly string[] {
  const source = body.getSourceFile();
  const variable = freeName(originsVariable(name), source, code);
  return restyle(appLines(name, environment, variable).join('\n'), source, code).split(/\r?\n/);
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
  refuseLikelyTypo(team, teams);
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
