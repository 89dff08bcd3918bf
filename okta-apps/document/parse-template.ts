import { ExpressionError, type Expression, type TemplatePart } from './expression';
import { readExpression } from './parse-expression';
import { Scanner } from './scanner';

/**
 * Reads a string of `cdk.tf.json` where Terraform expects an expression: a template. A text without `${` and `%{` is
 * itself, and `${…}` alone is the expression inside.
 *
 * @throws ExpressionError with the place of what cannot be read.
 */
export function parseTemplate(text: string): Expression {
  if (!isTemplate(text)) return { kind: 'literal', value: text };
  const scanner = new Scanner(text);
  const { parts, end } = readParts(scanner, false);
  return end === undefined ? simplify(parts) : scanner.fail(`"${end}" closes nothing`);
}

/**
 * Reads a string that is a reference and no template: an element of `depends_on`, the address of a moved block.
 *
 * @throws ExpressionError with the place of what cannot be read.
 */
export function parseReference(text: string): Expression {
  const scanner = new Scanner(text);
  const expression = readExpression(scanner, readQuoted);
  scanner.skip();
  return scanner.atEnd ? expression : scanner.fail('something follows the reference');
}

/** Whether Terraform sees more in it than text, be it an escape only. */
export function isTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/** A plain text as a template that means this text. */
export function escapedText(text: string): string {
  return text.replace(/[$%](?=\{)/g, (mark) => mark + mark);
}

/** Words that end a list of parts, because they belong to a directive before it. */
type Closing = 'else' | 'endif' | 'endfor';

interface Parts {
  readonly parts: readonly TemplatePart[];
  /** The word that ended them; undefined at the end of the text. */
  readonly end: Closing | undefined;
}

/** What a run of `$` and `%` in front of a brace means; with any other run readers of templates differ. */
const MARKS: Readonly<Record<string, 'value' | 'directive' | 'escape'>> = {
  $: 'value',
  '%': 'directive',
  $$: 'escape',
  '%%': 'escape',
};

function simplify(parts: readonly TemplatePart[]): Expression {
  const [part] = parts;
  if (part === undefined) return { kind: 'literal', value: '' };
  if (parts.length === 1 && part.kind === 'text') return { kind: 'literal', value: part.text };
  if (parts.length === 1 && part.kind === 'value' && !part.trims) return part.expression;
  return { kind: 'template', parts };
}

/** Reads a text in quotes, or one that stands on lines of its own. */
export function readQuoted(scanner: Scanner): Expression {
  if (scanner.looksAt('<<')) return readHeredoc(scanner);
  scanner.at += 1;
  const { parts, end } = scanner.deeper(() => readParts(scanner, true));
  if (end !== undefined) scanner.fail(`"${end}" closes nothing`);
  if (!scanner.looksAt('"')) scanner.fail('the quoted text does not end');
  scanner.at += 1;
  return simplify(parts);
}

/**
 * Reads a heredoc. Its text ends at the first line that holds nothing but its word, as it does for Terraform: where a
 * line of an expression inside looked like that, what is before it would be no whole template, and is refused.
 */
function readHeredoc(scanner: Scanner): Expression {
  const { word, body, from } = scanner.heredoc();
  if (body.includes('<<')) scanner.fail(`the text that ends at ${word} holds "<<"`, from);
  const inner = new Scanner(body);
  try {
    const { parts, end } = scanner.deeper(() => readParts(inner, false));
    return end === undefined ? simplify(parts) : inner.fail(`"${end}" closes nothing`);
  } catch (error) {
    if (error instanceof ExpressionError) return scanner.fail(error.why, from + error.at);
    throw error;
  }
}

function readParts(scanner: Scanner, inQuotes: boolean): Parts {
  const parts: TemplatePart[] = [];
  let text = '';
  const add = (part?: TemplatePart) => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
    if (part !== undefined) parts.push(part);
  };
  while (!scanner.atEnd && !(inQuotes && scanner.looksAt('"'))) {
    const run = scanner.marks();
    if (run === undefined) text += readCharacter(scanner, inQuotes);
    else if (!scanner.looksAt('{')) text += run;
    else {
      const mark = MARKS[run] ?? scanner.fail(`"${run}{" has more than one meaning`, scanner.at - run.length);
      scanner.at += 1;
      if (mark === 'escape') text += `${run.charAt(0)}{`;
      else if (mark === 'value') add(readValue(scanner));
      else {
        const directive = readDirective(scanner, inQuotes);
        add(typeof directive === 'string' ? undefined : directive);
        if (typeof directive === 'string') return { parts, end: directive };
      }
    }
  }
  add();
  return { parts, end: undefined };
}

function readCharacter(scanner: Scanner, inQuotes: boolean): string {
  if (inQuotes && scanner.looksAt('\\')) return scanner.escape();
  if (inQuotes && scanner.looksAt('\n')) scanner.fail('the quoted text has a line break');
  scanner.at += 1;
  return scanner.text.charAt(scanner.at - 1);
}

function readValue(scanner: Scanner): TemplatePart {
  return scanner.nested(false, () => {
    const before = scanner.takeHere('~');
    const expression = readExpression(scanner, readQuoted);
    const after = close(scanner);
    return { kind: 'value', expression, trims: before || after };
  });
}

/** Passes the end of a `${` or `%{`; whether it takes blanks away behind it. */
function close(scanner: Scanner): boolean {
  if (scanner.take('~}')) return true;
  scanner.expect('}');
  return false;
}

/** A directive as a whole, or the word by which an outer one goes on. */
function readDirective(scanner: Scanner, inQuotes: boolean): TemplatePart | Closing {
  return scanner.nested(false, () => {
    scanner.takeHere('~');
    scanner.skip();
    const start = scanner.at;
    const word = scanner.identifier();
    if (word === 'if') return readIf(scanner, inQuotes);
    if (word === 'for') return readFor(scanner, inQuotes);
    if (word !== 'else' && word !== 'endif' && word !== 'endfor') return scanner.fail('it is no directive', start);
    close(scanner);
    return word;
  });
}

function readIf(scanner: Scanner, inQuotes: boolean): TemplatePart {
  const condition = readExpression(scanner, readQuoted);
  close(scanner);
  const first = readParts(scanner, inQuotes);
  const second = first.end === 'else' ? readParts(scanner, inQuotes) : undefined;
  if ((second ?? first).end !== 'endif') scanner.fail('"endif" is missing');
  return { kind: 'if', condition, then: first.parts, otherwise: second?.parts ?? [] };
}

function readFor(scanner: Scanner, inQuotes: boolean): TemplatePart {
  const name = () => scanner.identifier() ?? scanner.fail('the name of a loop variable is missing');
  const first = name();
  const second = scanner.take(',') ? name() : undefined;
  if (!scanner.takeWord('in')) scanner.fail('"in" is missing');
  const collection = readExpression(scanner, readQuoted);
  close(scanner);
  const { parts, end } = readParts(scanner, inQuotes);
  if (end !== 'endfor') scanner.fail('"endfor" is missing');
  return { kind: 'for', ...(second !== undefined && { key: first }), value: second ?? first, collection, parts };
}
