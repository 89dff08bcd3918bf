import path from 'node:path';
import type ts from 'typescript';
import type { Project } from '../../project/find-project';
import { UserError } from '../../shared/errors';
import { definitionOf, nameText, propertyOf } from './definition';
import type { ProjectCode } from './project-code';

/** The file of one environment. */
export interface EnvironmentCode {
  readonly name: string;
  readonly isLocal: boolean;
  readonly isProduction: boolean;
  readonly object: ts.ObjectLiteralExpression;
  readonly apps: ts.ObjectLiteralExpression;
  /** Names of its apps. */
  readonly appNames: readonly string[];
}

/** A class of stacks: all of one team's apps in one environment. */
export interface TeamCode {
  readonly name: string;
  /** Where its apps are declared. */
  readonly body: ts.Block;
  /** How the environment is called there. */
  readonly environment: string;
  /** Construct IDs of its apps. */
  readonly appNames: readonly string[];
}

/** Where a project says what it has. */
export interface ProjectShape {
  readonly list: ts.ArrayLiteralExpression;
  readonly environments: readonly EnvironmentCode[];
  readonly build: BuildCode;
  readonly teams: readonly TeamCode[];
}

/** The function that adds the stacks of an environment. */
interface BuildCode {
  readonly body: ts.Block;
  /** How it calls the app and the environment. */
  readonly parameters: readonly [string, string];
  /** The last statement that adds a team's stack. */
  readonly lastStack: ts.Statement | undefined;
}

/** The code is not in the form that this tool knows, so it changes nothing. */
export class NotUnderstood extends UserError {}

/**
 * Finds environments and teams from the program that `cdktf.json` starts: the call of `synthesize`, and what it is given.
 *
 * @throws NotUnderstood with the first place that has another form.
 */
export function readShape(project: Project, code: ProjectCode): ProjectShape {
  const { ts } = code;
  const options = synthesizeOptions(code.parse(mainFile(project, code)), code);
  const list = propertyOf(options, 'environments', code);
  if (list === undefined || !ts.isArrayLiteralExpression(list)) {
    throw notUnderstood(options, '`environments` does not lead to a list of environments', code);
  }
  const build = buildOf(options, code);
  const teams = teamsIn(build.body, code);
  const last = build.body.statements.findLast((statement) => teamsIn(statement, code).length > 0);
  return {
    list,
    environments: list.elements.map((element) => environmentOf(element, code)),
    build: { ...build, lastStack: last },
    teams,
  };
}

/** The program is the last TypeScript file that the command names. */
function mainFile({ app }: Project, { folder }: ProjectCode): string {
  const named = app.split(' ').findLast((word) => /\.[cm]?ts$/.test(word));
  return path.resolve(folder, named ?? 'main.ts');
}

function synthesizeOptions(main: ts.SourceFile, code: ProjectCode): ts.ObjectLiteralExpression {
  const { ts } = code;
  for (const call of nodesIn(main, code, ts.isCallExpression)) {
    const [options] = call.arguments;
    if (!ts.isIdentifier(call.expression) || call.expression.text !== 'synthesize' || options === undefined) continue;
    const object = definitionOf(options, code);
    if (object !== undefined && ts.isObjectLiteralExpression(object)) return object;
  }
  throw notUnderstood(main, 'it does not call `synthesize({ environments, wanted, build })`', code);
}

function environmentOf(element: ts.Expression, code: ProjectCode): EnvironmentCode {
  const { ts } = code;
  const object = definitionOf(element, code);
  if (object === undefined || !ts.isObjectLiteralExpression(object)) {
    throw notUnderstood(element, `\`${element.getText()}\` does not lead to an object`, code);
  }
  const name = propertyOf(object, 'name', code);
  const apps = propertyOf(object, 'apps', code);
  if (name === undefined || !ts.isStringLiteralLike(name)) {
    throw notUnderstood(object, '`name` of the environment is no text', code);
  }
  if (apps === undefined || !ts.isObjectLiteralExpression(apps)) {
    throw notUnderstood(object, `\`apps\` of "${name.text}" does not lead to an object`, code);
  }
  const isTrue = (key: string): boolean => propertyOf(object, key, code)?.kind === ts.SyntaxKind.TrueKeyword;
  return {
    name: name.text,
    isLocal: isTrue('local'),
    isProduction: isTrue('production'),
    object,
    apps,
    appNames: apps.properties.flatMap((one) => (one.name && nameText(one.name, code)) ?? []),
  };
}

function buildOf(options: ts.ObjectLiteralExpression, code: ProjectCode): Omit<BuildCode, 'lastStack'> {
  const { ts } = code;
  const build = propertyOf(options, 'build', code);
  const isFunction =
    build !== undefined &&
    (ts.isFunctionDeclaration(build) ||
      ts.isArrowFunction(build) ||
      ts.isFunctionExpression(build) ||
      ts.isMethodDeclaration(build));
  if (!isFunction || build.body === undefined || !ts.isBlock(build.body)) {
    throw notUnderstood(options, '`build` does not lead to a function with a body', code);
  }
  const [app, environment] = build.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : undefined));
  if (app === undefined || environment === undefined) {
    throw notUnderstood(build, 'the function that adds the stacks has no two parameters', code);
  }
  return { body: build.body, parameters: [app, environment] };
}

function teamsIn(node: ts.Node, code: ProjectCode): readonly TeamCode[] {
  return nodesIn(node, code, code.ts.isNewExpression).flatMap(({ expression }) => teamOf(expression, code) ?? []);
}

/** A class whose constructor calls `super(scope, '<team>', environment)`. */
function teamOf(expression: ts.Expression, code: ProjectCode): TeamCode | undefined {
  const { ts } = code;
  const declaration = definitionOf(expression, code);
  if (declaration === undefined || !ts.isClassDeclaration(declaration)) return undefined;
  const body = declaration.members.find((member) => ts.isConstructorDeclaration(member))?.body;
  const call =
    body && nodesIn(body, code, ts.isCallExpression).find((one) => one.expression.kind === ts.SyntaxKind.SuperKeyword);
  const [, name, environment] = call?.arguments ?? [];
  if (body === undefined || name === undefined || environment === undefined) return undefined;
  if (!ts.isStringLiteralLike(name) || !ts.isIdentifier(environment)) return undefined;
  return { name: name.text, body, environment: environment.text, appNames: appsIn(declaration, code) };
}

function appsIn(node: ts.Node, code: ProjectCode): readonly string[] {
  const { ts } = code;
  return nodesIn(node, code, ts.isNewExpression).flatMap(({ expression, arguments: given }) => {
    const id = given?.[1];
    const isApp = ts.isIdentifier(expression) && expression.text === 'OidcWebApp';
    return isApp && id !== undefined && ts.isStringLiteralLike(id) ? [id.text] : [];
  });
}

/** Every node of a kind, in the order of the text. */
function nodesIn<T extends ts.Node>(root: ts.Node, { ts }: ProjectCode, isWanted: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (isWanted(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function notUnderstood(node: ts.Node, what: string, { shown }: ProjectCode): NotUnderstood {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return new NotUnderstood(`${shown(source.fileName)}:${line + 1}: ${what}`);
}
