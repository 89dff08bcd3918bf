import path from 'node:path';
import type ts from 'typescript';
import { findProject } from '../../project/find-project';
import { UserError } from '../../shared/errors';
import { EXIT } from '../../shared/exit-codes';
import { foldName } from '../../shared/fold-name';
import type { Io } from '../../shared/io';
import { nameText, propertyOf } from '../code/definition';
import { addEntry, addImport, freeName, type Insertion } from '../code/insertions';
import { openCode, type ProjectCode } from '../code/project-code';
import { NotUnderstood, readShape, type EnvironmentCode, type ProjectShape } from '../code/project-shape';
import { restyle } from '../code/restyle';
import { environmentNameProblem } from '../names';
import { environmentText, environmentVariable } from '../templates/environment-text';
import { placeholderOrigin } from './origins';
import { renamedText } from './renamed-text';
import { librarySpecifier, relativeSpecifier } from './specifiers';
import { changedFiles, writeChanges } from './write-changes';

/** Values of an app that belong to one org: IDs that another org does not have, its keys, and props of the app in that org. */
const OF_ONE_ORG = ['networkZones', 'importFrom', 'trustedOrigins', 'props', 'jwksUri'];

/**
 * `okta-apps new env`: the file of an environment like one that is there, with the new name in the place of its name,
 * and its name in the list of environments.
 *
 * @throws UserError with what is wrong; then nothing is written.
 */
export async function newEnv(name: string, io: Io): Promise<number> {
  const problem = environmentNameProblem(name);
  if (problem !== undefined) throw new UserError(problem);
  const project = findProject(io.cwd);
  const code = openCode(project.folder);
  const shape = understood(() => readShape(project, code), name);
  const same = shape.environments.find((one) => foldName(one.name) === foldName(name));
  if (same !== undefined) {
    const file = code.shown(same.object.getSourceFile().fileName);
    throw new UserError(
      `An environment "${same.name}" already exists in ${file}; choose another name. Nothing was written.`,
    );
  }
  const like = exampleOf(shape);
  const { file, insertions, variable } = listEntry(name, like, shape, code);
  const { text, leftOut } = fileText(name, variable, like, code);
  const files = [{ name: code.shown(file), text }, ...changedFiles(insertions, code)];
  const stacks = shape.teams.flatMap((team) => shape.environments.map((one) => `${team.name}-${one.name}`));
  const isWhole = await writeChanges(project, files, stacks, io);
  if (leftOut.length > 0)
    io.stdout.write(`Left out, because they belong to the org of ${like.name}: ${leftOut.join(', ')}\n`);
  io.stdout.write(
    `Check ${code.shown(file)}: its org, backend and origins must be its own.\n` +
      `Then: okta-apps synth, okta-apps doctor --env ${name}\n`,
  );
  return isWhole ? EXIT.done : EXIT.failed;
}

/** The environment that the new one is made like: of an Okta org, better not of production. */
function exampleOf({ environments }: ProjectShape): EnvironmentCode {
  const inOrder = [...environments].sort(
    (a, b) => Number(a.isLocal) - Number(b.isLocal) || Number(a.isProduction) - Number(b.isProduction),
  );
  const [first] = inOrder;
  if (first === undefined) throw new UserError('The list of environments is empty, so there is none to copy');
  return first;
}

/** The name in the list, and the file that it is imported from. */
function listEntry(
  name: string,
  like: EnvironmentCode,
  { list }: ProjectShape,
  code: ProjectCode,
): { readonly file: string; readonly variable: string; readonly insertions: readonly Insertion[] } {
  const source = list.getSourceFile();
  const variable = freeName(environmentVariable(name), source, code);
  const file = path.join(path.dirname(like.object.getSourceFile().fileName), `${name}.ts`);
  const from = relativeSpecifier(source, file, code);
  return {
    file,
    variable,
    insertions: [...addImport(source, { name: variable, from }, code), ...addEntry(list, variable, code)],
  };
}

function fileText(
  name: string,
  variable: string,
  like: EnvironmentCode,
  code: ProjectCode,
): { readonly text: string; readonly leftOut: readonly string[] } {
  const source = like.object.getSourceFile();
  const renamed = (node: ts.Node): string => renamedText(node, { from: like.name, to: name }, code);
  const org = propertyOf(like.object, 'org', code);
  const texts = org !== undefined && code.ts.isObjectLiteralExpression(org) ? org : undefined;
  const textOf = (key: string): string => {
    const value = texts && propertyOf(texts, key, code);
    return value !== undefined && code.ts.isStringLiteralLike(value) ? value.text : '';
  };
  const orgName = renamedName(textOf('name'), like.name, name);
  const backend = propertyOf(like.object, 'backend', code);
  const apps = like.apps.properties.flatMap((property) => {
    const key = property.name && nameText(property.name, code);
    return key === undefined ? [] : [appOf(key, property, name, renamed, code)];
  });
  const text = environmentText(
    {
      name,
      variable,
      isProduction: false,
      org: {
        name: like.isLocal ? `acme-${name}` : orgName,
        baseUrl: like.isLocal ? 'oktapreview.com' : textOf('baseUrl'),
      },
      backend: backend === undefined || like.isLocal ? LOCAL_BACKEND : renamed(backend),
      apps: apps.map(({ key, values }) => [key, values]),
    },
    {
      Environment: librarySpecifier('Environment', source, code),
      PROVIDER_VERSION: librarySpecifier('PROVIDER_VERSION', source, code),
    },
  );
  return { text: restyle(text, source, code), leftOut: apps.flatMap((one) => one.leftOut) };
}

/** For a try; a pipeline needs another one. */
const LOCAL_BACKEND = `{ type: 'local', path: '../../../state/{stack}.tfstate' }`;

interface NewApp {
  readonly key: string;
  readonly values: string;
  readonly leftOut: readonly string[];
}

/** An app's values in the new environment. An origin that has no part of the old name in it would be that of both. */
function appOf(
  key: string,
  property: ts.ObjectLiteralElementLike,
  environment: string,
  renamed: (node: ts.Node) => string,
  code: ProjectCode,
): NewApp {
  const { ts } = code;
  const placeholder = `origins: ['${placeholderOrigin(key, environment)}']`;
  if (!ts.isPropertyAssignment(property) || !ts.isObjectLiteralExpression(property.initializer)) {
    return { key, values: `{ ${placeholder} }`, leftOut: [] };
  }
  const members = property.initializer.properties;
  const leftOut = members.filter((one) => OF_ONE_ORG.includes(one.name?.getText() ?? ''));
  const kept = members.filter((one) => !leftOut.includes(one));
  const values = kept.map((one) => {
    const text = renamed(one);
    return one.name?.getText() === 'origins' && text === one.getText() ? placeholder : text;
  });
  return {
    key,
    values: `{ ${values.join(', ')} }`,
    leftOut: leftOut.map((one) => `${one.name?.getText() ?? ''} of ${key}`),
  };
}

/** The name of another org: with the new environment in it, or behind it. */
function renamedName(org: string, from: string, to: string): string {
  const parts = org.split('-');
  return parts.includes(from) ? parts.map((part) => (part === from ? to : part)).join('-') : `${org}-${to}`;
}

/** @throws UserError with what to write by hand, when the code is not in the form that is known. */
function understood<T>(read: () => T, name: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    throw new UserError(
      `${error.message}. So nothing was written. Copy the file of another environment, with \`name: '${name}'\` and an ` +
        'org, credentials, backend and origins of its own, and add it to the list that `synthesize` gets as `environments`.',
    );
  }
}
