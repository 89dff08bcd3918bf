import type ts from 'typescript';
import type { ProjectCode } from './project-code';

/**
 * What an expression stands for, as it is written: names are followed to their declaration, through imports too.
 *
 * @returns undefined where it leads out of the project's code.
 */
export function definitionOf(expression: ts.Expression, code: ProjectCode): ts.Node | undefined {
  const { ts } = code;
  if (
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isNonNullExpression(expression)
  ) {
    return definitionOf(expression.expression, code);
  }
  return ts.isIdentifier(expression) ? named(expression.text, expression.getSourceFile(), code, []) : expression;
}

/** The value of a property that is written as `name: value`, or as `name` alone; undefined when it is not there. */
export function propertyOf(object: ts.ObjectLiteralExpression, name: string, code: ProjectCode): ts.Node | undefined {
  const { ts } = code;
  for (const property of object.properties) {
    if (property.name === undefined || nameText(property.name, code) !== name) continue;
    if (ts.isPropertyAssignment(property)) return definitionOf(property.initializer, code);
    if (ts.isShorthandPropertyAssignment(property)) return definitionOf(property.name, code);
    return property;
  }
  return undefined;
}

/** The name of a property; undefined for one that is computed. */
export function nameText(name: ts.PropertyName, { ts }: ProjectCode): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

/** @param seen Files that were looked through already: they may import each other in a loop. */
function named(name: string, source: ts.SourceFile, code: ProjectCode, seen: readonly string[]): ts.Node | undefined {
  const { ts } = code;
  for (const statement of source.statements) {
    const found = ts.isImportDeclaration(statement)
      ? imported(name, statement, code, seen)
      : declared(name, statement, code);
    if (found !== undefined) return found;
  }
  return undefined;
}

function declared(name: string, statement: ts.Statement, code: ProjectCode): ts.Node | undefined {
  const { ts } = code;
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name?.text === name ? statement : undefined;
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const found = statement.declarationList.declarations.find(
    (one) => ts.isIdentifier(one.name) && one.name.text === name,
  );
  return found?.initializer && definitionOf(found.initializer, code);
}

function imported(
  name: string,
  { importClause, moduleSpecifier, parent }: ts.ImportDeclaration,
  code: ProjectCode,
  seen: readonly string[],
): ts.Node | undefined {
  const { ts } = code;
  const bindings = importClause?.namedBindings;
  const element =
    bindings !== undefined && ts.isNamedImports(bindings)
      ? bindings.elements.find((one) => one.name.text === name)
      : undefined;
  const isDefault = importClause?.name?.text === name;
  if (element === undefined && !isDefault) return undefined;
  const wanted = isDefault ? 'default' : (element?.propertyName ?? element?.name)?.text;
  return wanted === undefined ? undefined : exported(wanted, moduleSpecifier, parent as ts.SourceFile, code, seen);
}

function exported(
  name: string,
  specifier: ts.Expression,
  from: ts.SourceFile,
  code: ProjectCode,
  seen: readonly string[],
): ts.Node | undefined {
  const { ts } = code;
  const file = ts.isStringLiteral(specifier) ? code.resolve(specifier.text, from) : undefined;
  if (file === undefined || seen.includes(file)) return undefined;
  const source = code.parse(file);
  const passedOn = [...seen, file];
  for (const statement of source.statements) {
    const found = ts.isExportDeclaration(statement)
      ? reExported(name, statement, code, passedOn)
      : name === 'default' && isDefaultExport(statement, code)
        ? ts.isExportAssignment(statement)
          ? definitionOf(statement.expression, code)
          : statement
        : undefined;
    if (found !== undefined) return found;
  }
  return named(name, source, code, passedOn);
}

function isDefaultExport(statement: ts.Statement, { ts }: ProjectCode): boolean {
  if (ts.isExportAssignment(statement)) return true;
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
}

function reExported(
  name: string,
  { exportClause, moduleSpecifier, parent }: ts.ExportDeclaration,
  code: ProjectCode,
  seen: readonly string[],
): ts.Node | undefined {
  const { ts } = code;
  const source = parent as ts.SourceFile;
  if (exportClause === undefined) return moduleSpecifier && exported(name, moduleSpecifier, source, code, seen);
  if (!ts.isNamedExports(exportClause)) return undefined;
  const element = exportClause.elements.find((one) => one.name.text === name);
  if (element === undefined) return undefined;
  const original = (element.propertyName ?? element.name).text;
  return moduleSpecifier === undefined
    ? named(original, source, code, seen)
    : exported(original, moduleSpecifier, source, code, seen);
}
