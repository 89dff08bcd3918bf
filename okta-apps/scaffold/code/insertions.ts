import type ts from 'typescript';
import type { ProjectCode } from './project-code';

/** Text that is added at a place of a file. */
export interface Insertion {
  readonly source: ts.SourceFile;
  readonly at: number;
  readonly text: string;
}

/** What is between two braces or brackets of an object or a list. */
type Listing = ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | ts.NamedImports;

/** Adds an entry at the end of an object, a list or an import. */
export function addEntry(listing: Listing, entry: string, code: ProjectCode): readonly Insertion[] {
  return addEntries(listing, [entry], code);
}

/**
 * The same for several, each of one or more lines: two calls for one listing would both add the comma before theirs.
 */
export function addEntries(listing: Listing, added: readonly string[], { ts }: ProjectCode): readonly Insertion[] {
  if (added.length === 0) return [];
  const source = listing.getSourceFile();
  const entries: ts.NodeArray<ts.Node> = 'properties' in listing ? listing.properties : listing.elements;
  const last = entries.at(-1);
  const eol = endOfLine(source);
  if (last === undefined) {
    const outer = indentAt(source, listing.getStart());
    const before = `${eol}${outer}${unitOf(source)}`;
    const lines = added.map((entry) => `${before}${entry.replaceAll('\n', before)},`).join('');
    const text = 'properties' in listing ? `${lines}${eol}${outer}` : added.join(', ');
    return [{ source, at: listing.getEnd() - 1, text }];
  }
  const hasComma = entries.hasTrailingComma;
  const end = hasComma ? entries.end : last.getEnd();
  const comma = hasComma ? [] : [{ source, at: last.getEnd(), text: ',' }];
  const isOneLine = lineOf(source, listing.getStart()) === lineOf(source, listing.getEnd());
  const before = isOneLine ? ' ' : `${eol}${indentAt(source, last.getStart())}`;
  const text = added.map((entry) => before + (isOneLine ? entry : entry.replaceAll('\n', before))).join(',');
  const at = isOneLine ? end : afterComments(source, end, ts);
  return [...comma, { source, at, text: `${text}${hasComma ? ',' : ''}` }];
}

/** Adds statements to a block: after one of its statements, or else at its beginning. */
export function addStatements(
  block: ts.Block,
  after: ts.Statement | undefined,
  lines: readonly string[],
  { ts }: ProjectCode,
): Insertion {
  const source = block.getSourceFile();
  const eol = endOfLine(source);
  const unit = unitOf(source);
  const outer = indentAt(source, block.getStart());
  const indent = after === undefined ? outer + unit : indentAt(source, after.getStart());
  const text = lines.map((line) => (line === '' ? eol : `${eol}${indent}${withUnit(line, unit)}`)).join('');
  if (after !== undefined) return { source, at: afterComments(source, after.getEnd(), ts), text };
  const isOneLine = lineOf(source, block.getStart()) === lineOf(source, block.getEnd());
  return { source, at: block.getStart() + 1, text: isOneLine ? `${text}${eol}${outer}` : text };
}

/** Adds the import of a name, to an import of the same module where there is one; nothing where the name is imported already. */
export function addImport(
  source: ts.SourceFile,
  { name, from, isType = false }: { readonly name: string; readonly from: string; readonly isType?: boolean },
  code: ProjectCode,
): readonly Insertion[] {
  const { ts } = code;
  const imports = source.statements.filter((statement) => ts.isImportDeclaration(statement));
  const names = imports.flatMap((one) => namesOf(one, code)?.elements.map((element) => element.name.text) ?? []);
  if (names.includes(name)) return [];
  const same = imports.find((one) => textOf(one.moduleSpecifier, code) === from && isTypeImport(one, code) === isType);
  const listing = same && namesOf(same, code);
  if (listing !== undefined) return addEntry(listing, name, code);
  const quote = quoteOf(source, code);
  const line = `import ${isType ? 'type ' : ''}{ ${name} } from ${quote}${from}${quote}${semicolonOf(source)}`;
  const last = imports.at(-1);
  const eol = endOfLine(source);
  return last === undefined
    ? [{ source, at: 0, text: `${line}${eol}` }]
    : [{ source, at: afterComments(source, last.getEnd(), ts), text: `${eol}${line}` }];
}

/** The text of a file with what is added to it. */
export function withInsertions(source: ts.SourceFile, insertions: readonly Insertion[]): string {
  const own = insertions.filter((one) => one.source === source);
  // From the end, so that the places before stay what they are; those of one place in the order that was asked for.
  const ordered = own.map((one, order) => ({ ...one, order })).sort((a, b) => b.at - a.at || b.order - a.order);
  return ordered.reduce((text, one) => text.slice(0, one.at) + one.text + text.slice(one.at), source.text);
}

/** The name, or the first one with a number behind it that the file does not use yet. */
export function freeName(name: string, source: ts.SourceFile, { ts }: ProjectCode): string {
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  let free = name;
  for (let number = 2; used.has(free); number += 1) free = `${name}${number}`;
  return free;
}

/** The quote that the file uses, by its first import. */
export function quoteOf(source: ts.SourceFile, { ts }: ProjectCode): string {
  const first = source.statements.find((statement) => ts.isImportDeclaration(statement));
  return first?.moduleSpecifier.getText().charAt(0) ?? "'";
}

/** `;`, or nothing in a file that is written without. */
export function semicolonOf(source: ts.SourceFile): string {
  return source.statements.length === 0 || source.statements.some((one) => one.getText().endsWith(';')) ? ';' : '';
}

export function endOfLine(source: ts.SourceFile): string {
  return source.text.includes('\r\n') ? '\r\n' : '\n';
}

function isTypeImport({ importClause }: ts.ImportDeclaration, { ts }: ProjectCode): boolean {
  return importClause?.getFirstToken()?.kind === ts.SyntaxKind.TypeKeyword;
}

function namesOf({ importClause }: ts.ImportDeclaration, { ts }: ProjectCode): ts.NamedImports | undefined {
  const bindings = importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings) ? bindings : undefined;
}

function textOf(expression: ts.Expression, { ts }: ProjectCode): string | undefined {
  return ts.isStringLiteral(expression) ? expression.text : undefined;
}

/** Behind the comments that end the line of this place: they belong to what is before it. */
function afterComments(source: ts.SourceFile, at: number, compiler: typeof ts): number {
  return compiler.getTrailingCommentRanges(source.text, at)?.at(-1)?.end ?? at;
}

function lineOf(source: ts.SourceFile, at: number): number {
  return source.getLineAndCharacterOfPosition(at).line;
}

/** Blanks and tabs at the beginning of the line of this place. */
function indentAt(source: ts.SourceFile, at: number): string {
  const start = source.getPositionOfLineAndCharacter(lineOf(source, at), 0);
  const line = source.text.slice(start);
  return line.slice(0, line.length - line.trimStart().length);
}

/** What one level is indented with: that of the first line that is indented. */
function unitOf(source: ts.SourceFile): string {
  const indents = source.statements.flatMap((statement) => statement.getText().split('\n').slice(1));
  const first = indents.find((line) => /^[ \t]/.test(line) && !/^\s*\*/.test(line));
  return first === undefined ? '  ' : first.slice(0, first.length - first.trimStart().length);
}

/** A line of ours, which is indented by two blanks for each level. */
function withUnit(line: string, unit: string): string {
  const levels = (line.length - line.trimStart().length) / 2;
  return unit.repeat(levels) + line.trimStart();
}
