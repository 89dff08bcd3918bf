import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ExpressionError, type Expression } from '../../../okta-apps/document/expression';
import { parseTemplate } from '../../../okta-apps/document/parse-template';
import { usesOf } from '../../../okta-apps/document/uses';
import { temporaryFolder } from '../../support/temporary-folder';
import { printTemplate } from './support/print-expression';
import { EXPRESSIONS } from './support/random-expressions';

interface Diagnostic {
  readonly summary: string;
  readonly range?: { readonly start: { readonly line: number } };
}

/** Pieces of templates that read and call nothing, or only what a piece names. */
const PIECES = [
  ...[
    '${',
    '%{',
    '$${',
    '%%{',
    '$',
    '%',
    '~',
    '}',
    '{',
    '"',
    '\\',
    '\\"',
    '\n',
    '(',
    ')',
    '[',
    ']',
    '.',
    ',',
    ':',
    '?',
  ],
  ...[
    'true',
    '1',
    '"a"',
    '"a${"b"}"',
    'if true }',
    'else }',
    'endif }',
    ' for x in ["a"] }',
    'endfor }',
    '/*',
    '*/',
    '#',
    '//',
  ],
  ...['${"a"}', '$${', '${ {a = 1}.a }', '${upper("a")}', '${var.v}', '${[1][0]}', '=', '-', '!', '==', ' '],
];

const { path: FOLDER } = temporaryFolder();

/** A folder with this configuration. */
function folderWith(configuration: string): string {
  const folder = mkdtempSync(join(FOLDER, 'run-'));
  writeFileSync(join(folder, 'main.tf.json'), configuration);
  return folder;
}

/** Summaries by which Terraform says that it cannot read a text. */
const SYNTAX =
  /^[^:]*(?:missing|expected|unclosed|unterminated|extra characters|invalid (?:expression|character|template|multi|escape)|argument or block)/i;

/** What Terraform says of each text, in the order of the texts. */
function diagnosticsOf(texts: readonly string[]): readonly (readonly string[])[] {
  const lines = texts.map((text, at) => `"t${String(at)}": ${JSON.stringify(text)}`);
  // One text on a line, so that the line of a diagnostic names it.
  const folder = folderWith(`{"variable": {"v": {}}, "locals": {\n${lines.join(',\n')}\n}}`);
  const { stdout } = spawnSync('terraform', ['validate', '-json'], { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
  const found = texts.map((): string[] => []);
  for (const { summary, range } of diagnostics) found[(range?.start.line ?? 0) - 2]?.push(summary);
  return found;
}

/** What Terraform makes of each text. */
function valuesOf(texts: readonly string[]): readonly unknown[] {
  const outputs = texts.map((value, at) => [`t${String(at)}`, { value }]);
  const folder = folderWith(JSON.stringify({ output: Object.fromEntries(outputs) as object }));
  const terraform = (...args: readonly string[]) =>
    execFileSync('terraform', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', maxBuffer: 1e9 });
  terraform('apply', '-auto-approve', '-no-color');
  const values = JSON.parse(terraform('output', '-json')) as Record<string, { readonly value: unknown }>;
  return texts.map((_, at) => values[`t${String(at)}`]?.value);
}

function parsed(text: string): Expression | undefined {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

/** Texts that this tool reads as values of the code alone: what is in them is known before Terraform runs. */
function textsWithoutUses(): readonly string[] {
  const pieces = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 });
  const texts = fc.sample(pieces, 10_000).map((text) => text.join(''));
  return [...new Set(texts)].filter((text) => {
    const expression = text.includes('{') ? parsed(text) : undefined;
    if (expression === undefined) return false;
    const { references, calls } = usesOf(expression);
    return references.length === 0 && calls.length === 0;
  });
}

test('Terraform reads every expression that is printed here', () => {
  const texts = fc.sample(EXPRESSIONS, 100).map((expression) => printTemplate(expression));
  const found = diagnosticsOf(texts).flatMap((summaries, at) =>
    summaries.map((summary) => `${summary}: ${texts[at] ?? ''}`),
  );
  expect(diagnosticsOf(['${1 2}', '${"a', '${a(}'])).toEqual([
    [expect.stringMatching(SYNTAX)],
    [expect.stringMatching(SYNTAX)],
    [expect.stringMatching(SYNTAX)],
  ]);
  // The names mean nothing there, so most texts are refused, but none because of its syntax.
  expect(found.filter((text) => SYNTAX.test(text))).toEqual([]);
});

test('Terraform finds no name and no call in texts that have none here, and the same text in literals', () => {
  const texts = textsWithoutUses();
  expect(texts.length).toBeGreaterThan(500);
  const found = diagnosticsOf(texts);
  expect(found.flat().filter((summary) => summary !== 'Unsupported attribute')).toEqual([]);
  const literals = texts.flatMap((text) => {
    const expression = parsed(text);
    return expression?.kind === 'literal' ? [{ text, value: expression.value }] : [];
  });
  expect(valuesOf(literals.map(({ text }) => text))).toEqual(literals.map(({ value }) => value));
});
