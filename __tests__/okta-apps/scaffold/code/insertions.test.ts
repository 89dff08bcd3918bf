import { mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { addEntry, addImport, addStatements, withInsertions } from '../../../../okta-apps/scaffold/code/insertions';
import { openCode, type ProjectCode } from '../../../../okta-apps/scaffold/code/project-code';
import { restyle } from '../../../../okta-apps/scaffold/code/restyle';
import { ROOT } from '../../../support/pages';
import { temporaryFolder } from '../../../support/temporary-folder';

const parent = temporaryFolder();

function opened(text: string): { readonly code: ProjectCode; readonly source: ts.SourceFile } {
  const folder = realpathSync(mkdtempSync(join(parent.path, 'code-')));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'a.ts'), text);
  const code = openCode(folder);
  return { code, source: code.parse(join(folder, 'a.ts')) };
}

/** The first node of a kind. */
function first<T extends ts.Node>(root: ts.Node, is: (node: ts.Node) => node is T): T {
  const look = (node: ts.Node): T | undefined => (is(node) ? node : ts.forEachChild(node, look));
  return look(root)!;
}

it.each([
  ['a = {};', 'a = {\n  n: 1,\n};'],
  ['a = { b: 1 };', 'a = { b: 1, n: 1 };'],
  ['a = {\n  b: 1,\n};', 'a = {\n  b: 1,\n  n: 1,\n};'],
  ['a = {\n  b: 1\n};', 'a = {\n  b: 1,\n  n: 1\n};'],
  ['a = {\n  b: 1, // why b\n};', 'a = {\n  b: 1, // why b\n  n: 1,\n};'],
  ['a = {\n  b: 1 // why b\n};', 'a = {\n  b: 1, // why b\n  n: 1\n};'],
  ['a = {\n\tb: 1,\n\t// more to come\n};', 'a = {\n\tb: 1,\n\tn: 1,\n\t// more to come\n};'],
  ['a = {\r\n    b: 1,\r\n};\r\n', 'a = {\r\n    b: 1,\r\n    n: 1,\r\n};\r\n'],
  ['a = {\n  ...more,\n};', 'a = {\n  ...more,\n  n: 1,\n};'],
  ['\ufeffa = {\n  b: "}",\n};', '\ufeffa = {\n  b: "}",\n  n: 1,\n};'],
])('an entry of an object: %j', (text, expected) => {
  const { code, source } = opened(text);
  expect(withInsertions(source, addEntry(first(source, ts.isObjectLiteralExpression), 'n: 1', code))).toBe(expected);
});

it.each([
  ['a = [];', 'a = [n];'],
  ['a = [b];', 'a = [b, n];'],
  ['a = [\n  b,\n];', 'a = [\n  b,\n  n,\n];'],
])('an entry of a list: %j', (text, expected) => {
  const { code, source } = opened(text);
  expect(withInsertions(source, addEntry(first(source, ts.isArrayLiteralExpression), 'n', code))).toBe(expected);
});

it.each([
  ['x();\n', "import { n } from 'm';\nx();\n"],
  [
    'import a from "a"; // why\nx()\n',
    'import a from "a"; // why\nimport { n } from "m"\nx()\n'.replace('"m"', '"m";'),
  ],
  ["import { b } from 'm';\n", "import { b, n } from 'm';\n"],
  ["import type { b } from 'm';\n", "import type { b } from 'm';\nimport { n } from 'm';\n"],
  ["import { n } from 'elsewhere';\n", "import { n } from 'elsewhere';\n"],
])('an import: %j', (text, expected) => {
  const { code, source } = opened(text);
  expect(withInsertions(source, addImport(source, { name: 'n', from: 'm' }, code))).toBe(expected);
});

it.each([
  ['function f() {}', 'function f() {\n  n();\n}'],
  ['function f() {\n}', 'function f() {\n  n();\n}'],
  ['function f() {\n    a(); // why\n}', 'function f() {\n    a(); // why\n    n();\n}'],
])('a statement: %j', (text, expected) => {
  const { code, source } = opened(text);
  const block = first(source, ts.isBlock);
  expect(withInsertions(source, [addStatements(block, block.statements.at(-1), ['n();'], code)])).toBe(expected);
});

it('code of ours gets the quotes, semicolons and line ends of the file', () => {
  const { code, source } = opened('import a from "a"\r\na()\r\n');
  const text = "import b from 'b';\nconst c = `${b};'` + 'd;';\n";
  expect(restyle(text, source, code)).toBe('import b from "b"\r\nconst c = `${b};\'` + "d;"\r\n');
});
