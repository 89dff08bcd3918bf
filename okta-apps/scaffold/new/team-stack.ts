import path from 'node:path';
import { UserError } from '../../shared/errors';
import { listed } from '../../shared/lists';
import { nearest } from '../../shared/nearest';
import { addImport, addStatements, freeName, type Insertion } from '../code/insertions';
import type { ProjectCode } from '../code/project-code';
import type { ProjectShape, TeamCode } from '../code/project-shape';
import { restyle } from '../code/restyle';
import { stackClass, stackText } from '../templates/stack-text';
import type { FileToWrite } from '../write-all';
import { librarySpecifier, relativeSpecifier, type LibraryName } from './specifiers';

/** What is added to files, and files that are new. */
export interface Declared {
  readonly insertions: readonly Insertion[];
  readonly files: readonly FileToWrite[];
}

/**
 * Apps at the end of the constructor of their team's stack.
 *
 * @param lines In the style of the file.
 * @param names What they need of the library.
 */
export function linesInTeam(
  lines: readonly string[],
  names: readonly LibraryName[],
  { body }: TeamCode,
  code: ProjectCode,
): Declared {
  const source = body.getSourceFile();
  const imports = names.flatMap((name) =>
    addImport(source, { name, from: librarySpecifier(name, source, code) }, code),
  );
  return { insertions: [...imports, addStatements(body, body.statements.at(-1), ['', ...lines], code)], files: [] };
}

/** A stack for a team that has none, beside the other stacks. */
export function newTeamStack(
  {
    team,
    lines,
    names,
  }: { readonly team: string; readonly lines: readonly string[]; readonly names: readonly LibraryName[] },
  { build, teams }: ProjectShape,
  code: ProjectCode,
): Declared {
  const source = build.body.getSourceFile();
  const like = teams[0]?.body.getSourceFile() ?? source;
  const className = freeName(stackClass(team), source, code);
  const all: readonly LibraryName[] = [...names, 'Environment', 'OktaStack'];
  const imports = Object.fromEntries(all.map((name) => [name, librarySpecifier(name, like, code)]));
  const text = stackText({ team, className, lines }, imports);
  const file = path.join(path.dirname(like.fileName), `${team}-stack.ts`);
  const [app, environment] = build.parameters;
  const statement = restyle(`new ${className}(${app}, ${environment});`, source, code);
  return {
    insertions: [
      ...addImport(source, { name: className, from: relativeSpecifier(source, file, code) }, code),
      addStatements(build.body, build.lastStack, [statement], code),
    ],
    files: [{ name: code.shown(file), text: restyle(text, like, code) }],
  };
}

/** @throws UserError for a team that is not known and nearly called as one that is. */
export function refuseLikelyTypo(team: string, teams: readonly TeamCode[]): void {
  const known = teams.map((one) => one.name);
  const meant = known.includes(team) ? undefined : nearest(team, known);
  if (meant === undefined) return;
  throw new UserError(
    `There is no team "${team}"; did you mean "${meant}"? The teams are ${listed(known)}. ` +
      'A new team needs a name that cannot be confused with one of them. Nothing was written.',
  );
}
