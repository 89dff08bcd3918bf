import { ExpressionError, type Expression } from '../expression';
import { escapedText } from '../parse-template';
import { Scanner } from '../scanner';
import { readValue, type HclValue } from './read-hcl';

/**
 * The value as Terraform's JSON syntax writes it. Constants, lists and objects become those of JSON, because the checks
 * of a document look into these; anything else stays the expression that it is.
 *
 * @throws ExpressionError for an object with one key twice.
 */
export function jsonValue(value: HclValue): unknown {
  const { expression, text } = value;
  const constant = constantOf(expression, text);
  if (constant !== undefined) return constant.value;
  if (expression.kind === 'tuple') return itemsOf(text).map(jsonValue);
  if (expression.kind === 'object') return objectOf(text);
  return wrapped(text);
}

/** The address, keyword or type that an attribute is, which JSON writes without `${`; a list or an object of such. */
export function addressValue({ expression, text }: HclValue): unknown {
  if (expression.kind === 'literal') return jsonValue({ expression, text });
  if (expression.kind === 'tuple') return itemsOf(text).map(addressValue);
  if (expression.kind !== 'object') return text;
  return unique(entriesOf(text).map(({ key, value }) => [key.text.replaceAll('"', ''), addressValue(value)]));
}

/** A line break ends a comment, and the word of a heredoc, which the brace behind it may not follow on the same line. */
function wrapped(text: string): string {
  return `\${${text}${/#|\/\/|<</.test(text) ? '\n' : ''}}`;
}

/** Numbers that JavaScript does not keep as they are written stay expressions. */
const NUMBER = /^-?[0-9]{1,15}$/;

function constantOf(expression: Expression, text: string): { readonly value: unknown } | undefined {
  if (expression.kind === 'unary' && NUMBER.test(text)) return { value: Number(text) };
  if (expression.kind !== 'literal') return undefined;
  const { value } = expression;
  if (typeof value === 'number') return NUMBER.test(text) ? { value } : undefined;
  // Terraform takes the indentation of a heredoc away, and this reader does not.
  if (typeof value === 'string') return text.startsWith('<<') ? undefined : { value: escapedText(value) };
  return { value };
}

function itemsOf(text: string): readonly HclValue[] {
  const scanner = new Scanner(text);
  scanner.expect('[');
  return scanner.nested(false, () => {
    const items: HclValue[] = [];
    while (!scanner.take(']')) {
      items.push(readValue(scanner));
      scanner.take(',');
    }
    return items;
  });
}

function entriesOf(text: string): readonly { readonly key: HclValue; readonly value: HclValue }[] {
  const scanner = new Scanner(text);
  scanner.expect('{');
  return scanner.nested(true, () => {
    const entries: { key: HclValue; value: HclValue }[] = [];
    for (;;) {
      scanner.skipLines();
      if (scanner.take('}')) return entries;
      const key = readValue(scanner);
      if (!scanner.take('=')) scanner.expect(':');
      entries.push({ key, value: readValue(scanner) });
      scanner.take(',');
    }
  });
}

function objectOf(text: string): unknown {
  return unique(entriesOf(text).map(({ key, value }) => [keyOf(key), jsonValue(value)]));
}

/** A bare word is the key itself. */
function keyOf({ expression, text }: HclValue): string {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind === 'literal' && typeof expression.value === 'string' && !text.startsWith('<<'))
    return escapedText(expression.value);
  return wrapped(text);
}

function unique(entries: readonly (readonly [string, unknown])[]): unknown {
  const names = entries.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new ExpressionError(`the key ${JSON.stringify(twice)} is there twice`, 0);
  return Object.fromEntries(entries);
}
