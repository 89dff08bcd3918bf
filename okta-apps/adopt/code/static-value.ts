import type ts from 'typescript';
import { definitionOf, nameText } from '../../scaffold/code/definition';
import type { ProjectCode } from '../../scaffold/code/project-code';

/** What an expression is, where it is written out; undefined where only running the code would tell. */
export function staticValue(node: ts.Node | undefined, code: ProjectCode): unknown {
  const { ts } = code;
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((one) => staticValue(definitionOf(one, code), code));
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  return Object.fromEntries(
    node.properties.flatMap((property) => {
      const name = ts.isPropertyAssignment(property) ? nameText(property.name, code) : undefined;
      if (name === undefined || !ts.isPropertyAssignment(property)) return [];
      return [[name, staticValue(definitionOf(property.initializer, code), code)] as const];
    }),
  );
}

/** Every text of a part of the code. */
export function textsIn(root: ts.Node, { ts }: ProjectCode): ReadonlySet<string> {
  return wordsIn(root, ts, (node) => (ts.isStringLiteralLike(node) ? node.text : undefined));
}

/** Every name that a part of the code uses. */
export function namesIn(root: ts.Node, { ts }: ProjectCode): ReadonlySet<string> {
  return wordsIn(root, ts, (node) => (ts.isIdentifier(node) ? node.text : undefined));
}

function wordsIn(
  root: ts.Node,
  compiler: typeof ts,
  wordOf: (node: ts.Node) => string | undefined,
): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: ts.Node): void => {
    const word = wordOf(node);
    if (word !== undefined) words.add(word);
    compiler.forEachChild(node, visit);
  };
  visit(root);
  return words;
}
