import type ts from 'typescript';
import { camelCase } from '../../scaffold/names';
import { visible } from '../../shared/visible-text';
import type { AppEntry, Lifted, PropCode } from '../lift-values';
import { literalNode, memberNode, templateNode, textNode, type CodeStyle } from './literal-node';

/** An app as code: what its stack has of it, and what each environment has. */
export interface AppCode {
  readonly id: string;
  readonly lifted: Lifted;
}

/** Names that the code around an app has. */
export interface Names {
  /** The environment, in the constructor of the stack. */
  readonly environment: string;
  /** The variable that holds what the environment says of the app. */
  readonly values: string;
}

/** Names that the lines of an app have themselves, or that are around them. */
const OWN_NAMES: readonly string[] = ['app', 'origin', 'environment', 'scope'];

/** How the entry of an app in `env/` is called in the stack; a name that no variable may have gets an end. */
export function valuesVariable(id: string, { ts }: Pick<CodeStyle, 'ts'>): string {
  const name = camelCase(id);
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, undefined, name);
  const isFree = scanner.scan() === ts.SyntaxKind.Identifier && !OWN_NAMES.includes(name);
  return isFree ? name : `${name}Values`;
}

/** The statements that declare an app where the environment has an entry for it, as lines. */
export function appLines({ id, lifted }: AppCode, names: Names, style: CodeStyle): readonly string[] {
  const { factory, NodeFlags, SyntaxKind } = style.ts;
  const values = factory.createIdentifier(names.values);
  const isThere = (what: ts.Expression): ts.Expression =>
    factory.createBinaryExpression(
      what,
      SyntaxKind.ExclamationEqualsEqualsToken,
      factory.createIdentifier('undefined'),
    );
  const constant = (name: string, value: ts.Expression): ts.Statement =>
    factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList(
        [factory.createVariableDeclaration(name, undefined, undefined, value)],
        NodeFlags.Const,
      ),
    );
  const entry = factory.createElementAccessExpression(
    factory.createPropertyAccessExpression(factory.createIdentifier(names.environment), 'apps'),
    textNode(id, style),
  );
  const declaration = factory.createNewExpression(factory.createIdentifier('OidcWebApp'), undefined, [
    factory.createThis(),
    textNode(id, style),
    factory.createObjectLiteralExpression(membersOf(lifted, names, style), true),
  ]);
  const ofEntry = (name: string): ts.Expression => factory.createPropertyAccessExpression(values, name);
  const ifThere = (value: ts.Expression, then: ts.Expression): ts.Statement =>
    factory.createIfStatement(isThere(value), factory.createExpressionStatement(then));
  const app = factory.createIdentifier('app');
  const imported = ifThere(
    ofEntry('importFrom'),
    factory.createCallExpression(factory.createPropertyAccessExpression(app, 'importFrom'), undefined, [
      ofEntry('importFrom'),
    ]),
  );
  const origins = factory.createPropertyAssignment('origins', ofEntry('trustedOrigins'));
  const trusted = ifThere(
    ofEntry('trustedOrigins'),
    factory.createNewExpression(factory.createIdentifier('TrustedOrigins'), undefined, [
      app,
      textNode('trusted-origins', style),
      factory.createObjectLiteralExpression([origins]),
    ]),
  );
  const body = lifted.entries.some((one) => one.importFrom !== undefined)
    ? [constant('app', declaration), imported, ...(hasOrigins(lifted) ? [trusted] : [])]
    : [factory.createExpressionStatement(declaration)];
  return linesOf(
    [constant(names.values, entry), factory.createIfStatement(isThere(values), factory.createBlock(body, true))],
    style,
  );
}

/** Whether trusted origins are declared with the app in any environment. */
export function hasOrigins({ entries }: Lifted): boolean {
  return entries.some(({ trustedOrigins }) => trustedOrigins !== undefined);
}

function membersOf({ props, entries }: Lifted, names: Names, style: CodeStyle): ts.ObjectLiteralElementLike[] {
  const { factory } = style.ts;
  const members = props.map(([name, code]) => memberNode(name, expressionOf(code, names, style), style));
  const own = factory.createPropertyAccessExpression(factory.createIdentifier(names.values), 'props');
  return entries.some((entry) => Object.keys(entry.props).length > 0)
    ? [...members, factory.createSpreadAssignment(own)]
    : members;
}

function expressionOf(code: PropCode, { environment, values }: Names, style: CodeStyle): ts.Expression {
  const { factory, SyntaxKind } = style.ts;
  const origins = factory.createPropertyAccessExpression(factory.createIdentifier(values), 'origins');
  switch (code.as) {
    case 'value':
      return literalNode(code.value, style);
    case 'with-environment':
      return templateNode(
        `${code.name}-`,
        factory.createPropertyAccessExpression(factory.createIdentifier(environment), 'name'),
        '',
        style,
      );
    case 'secret':
      return factory.createCallExpression(
        factory.createPropertyAccessExpression(factory.createIdentifier('ClientSecret'), 'fromVariable'),
        undefined,
        [textNode(code.variable, style)],
      );
    case 'first-origin': {
      const first = factory.createElementAccessExpression(origins, 0);
      const text = factory.createBinaryExpression(first, SyntaxKind.QuestionQuestionToken, textNode('', style));
      return templateNode('', text, code.path, style);
    }
    case 'origins':
      return eachOrigin(origins, code.paths, style);
  }
}

/** `origins`, or each of them with one path, or with several. */
function eachOrigin(origins: ts.Expression, paths: readonly string[], style: CodeStyle): ts.Expression {
  const { factory, SyntaxKind } = style.ts;
  const [path = ''] = paths;
  if (paths.length === 1 && path === '') return origins;
  const origin = factory.createIdentifier('origin');
  const uris = paths.map((one) => (one === '' ? origin : templateNode('', origin, one, style)));
  const [only] = uris;
  const isOne = uris.length === 1 && only !== undefined;
  const each = factory.createArrowFunction(
    undefined,
    undefined,
    [factory.createParameterDeclaration(undefined, undefined, 'origin')],
    undefined,
    factory.createToken(SyntaxKind.EqualsGreaterThanToken),
    isOne ? only : factory.createArrayLiteralExpression(uris),
  );
  const method = factory.createPropertyAccessExpression(origins, isOne ? 'map' : 'flatMap');
  return factory.createCallExpression(method, undefined, [each]);
}

/** The entry of an app in `apps` of an environment. */
export function entryText(
  id: string,
  { origins, importFrom, trustedOrigins, props }: AppEntry,
  style: CodeStyle,
): string {
  const { factory } = style.ts;
  const value = literalNode(
    {
      origins,
      ...(importFrom !== undefined && { importFrom }),
      ...(trustedOrigins !== undefined && { trustedOrigins }),
      ...(Object.keys(props).length > 0 && { props }),
    },
    style,
  );
  const name = /^[A-Za-z_]\w*$/.test(id) ? factory.createIdentifier(id) : textNode(id, style);
  return nodeLines(factory.createPropertyAssignment(name, value), style).join('\n');
}

/** Plain data as the text of an expression. */
export function literalLines(value: unknown, style: CodeStyle): readonly string[] {
  return nodeLines(literalNode(value, style), style);
}

function linesOf(statements: readonly ts.Statement[], style: CodeStyle): readonly string[] {
  return statements.flatMap((statement) => nodeLines(statement, style));
}

/**
 * Lines that are indented by two blanks for each level; no text of data has a line break in it. What a screen would hide is
 * in literals only, where an escape has the same value.
 */
function nodeLines(node: ts.Node, { ts }: CodeStyle): readonly string[] {
  const file = ts.createSourceFile('new.ts', '', ts.ScriptTarget.Latest);
  const text = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed }).printNode(ts.EmitHint.Unspecified, node, file);
  return text.split('\n').map((line) => {
    const rest = line.trimStart();
    return ' '.repeat((line.length - rest.length) / 2) + visible(rest);
  });
}
