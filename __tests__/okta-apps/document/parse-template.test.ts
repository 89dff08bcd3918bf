import fc from 'fast-check';
import { anyCharacters } from '../../support/any-characters';
import { ExpressionError } from '../../../okta-apps/document/expression';
import { parseReference, parseTemplate } from '../../../okta-apps/document/parse-template';
import { printTemplate } from './support/print-expression';
import { EXPRESSIONS, GAPS } from './support/random-expressions';

/** Pieces from which hostile and broken templates are put together. */
const PIECES =
  '${|%{|$${|%%{|$$|~|}|"|\\|\\"|\n|(|)|[|]|{|.|,|...|::|var.x|local.y|upper|for|in|if|else|endif|=>|=|:|?|1|/*|*/|#|//| |é|\ud800|<<EOT'.split(
    '|',
  );

test('what is printed is read as the same tree, whatever is between the words', () => {
  fc.assert(
    fc.property(EXPRESSIONS, GAPS, (expression, gap) => {
      expect(parseTemplate(printTemplate(expression, gap))).toEqual(expression);
    }),
    { numRuns: 300 },
  );
});

test('no text makes it throw anything but its own error, with a place in the text', () => {
  const texts = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
    anyCharacters({ maxLength: 50 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const parse of [parseTemplate, parseReference]) {
        const error = errorOf(() => parse(text));
        expect(error === undefined || error instanceof ExpressionError).toBe(true);
        if (error instanceof ExpressionError) expect(error.at).toBeLessThanOrEqual(text.length + 1);
      }
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['${', 'the expression ends too early at character 3'],
  ['${}', 'no expression begins at character 3'],
  ['${var.x', '"}" is missing at character 8'],
  ['${"a', 'the quoted text does not end'],
  ['${"a\nb"}', 'the quoted text has a line break'],
  ['${"\\q"}', 'it is no escape of Terraform'],
  ['${"\\ud800"}', 'it is no character of Unicode'],
  ['$$${var.x}', '"$$${" has more than one meaning at character 1'],
  ['$%{ if true }', '"$%{" has more than one meaning'],
  ['%{ if true }a', '"endif" is missing'],
  ['%{ endif }', '"endif" closes nothing'],
  ['%{ while true }', 'it is no directive at character 4'],
  ['${<<EOT\na\n}', 'EOT is missing'],
  ['${<<"EOT"\na\nEOT\n}', 'no text begins after "<<"'],
  ['${<<EOT\n${\nEOT\n}', 'the expression ends too early'],
  ['${provider::x}', '"(" is missing'],
  ['${vär.x}', '"}" is missing'],
  ['${a b}', '"}" is missing'],
  ['${"${"}', 'the quoted text does not end'],
  ['${/* a }', 'no expression begins'],
])('%j cannot be read: %s', (text, why) => {
  expect(String(errorOf(() => parseTemplate(text)))).toContain(why);
});

test.each([
  ['parentheses', '('.repeat(100_000)],
  ['operators', `1${' + 1'.repeat(100_000)}`],
  ['negations', '!'.repeat(100_000)],
  ['texts', '"${'.repeat(100_000)],
])('many %s are refused and do not end the program', (_, text) => {
  expect(String(errorOf(() => parseTemplate(`\${${text}}`)))).toContain('it is nested more than 100 levels deep');
});

test('a long text of marks is read in time', () => {
  const text = `${'$'.repeat(300_000)} \${"a"}`;
  expect(parseTemplate(text)).toMatchObject({ kind: 'template' });
});

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
