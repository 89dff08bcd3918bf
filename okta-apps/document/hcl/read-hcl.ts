import { ExpressionError, type Expression } from '../expression';
import { readExpression } from '../parse-expression';
import { readQuoted } from '../parse-template';
import { Scanner } from '../scanner';

/** What is between the braces of a block, or in a whole file. */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

interface HclAttribute {
  readonly name: string;
  readonly value: HclValue;
  /** Index of its first character in the text. */
  readonly at: number;
}

/** An expression and how it is written, without blanks around it. */
export interface HclValue {
  readonly expression: Expression;
  readonly text: string;
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
  /** Index of its first character in the text. */
  readonly at: number;
}

/** Labels that are no plain name are on no list of this tool. */
const LABEL = /"([A-Za-z0-9_-]+)"/y;

/** An object of JavaScript would lose what is under this name. */
const RESERVED = '__proto__';

/**
 * Reads a text in Terraform's native syntax: attributes and blocks, one on each line. Expressions are read as those of a
 * synthesized document are, so what is no expression there is none here.
 *
 * @throws ExpressionError with the place of what cannot be read.
 */
export function readHcl(text: string): HclBody {
  const scanner = new Scanner(text);
  const body = readBody(scanner);
  return scanner.atEnd ? body : scanner.fail('"}" closes nothing');
}

/** Reads a value of a list or of an object, whose text was read before as a part of another one. */
export function readValue(scanner: Scanner): HclValue {
  scanner.skip();
  const start = scanner.at;
  const expression = readExpression(scanner, readQuoted);
  return { expression, text: scanner.text.slice(start, scanner.at).trim() };
}

function readBody(scanner: Scanner): HclBody {
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  const names = new Set<string>();
  for (;;) {
    scanner.skipLines();
    if (scanner.atEnd || scanner.looksAt('}')) return { attributes, blocks };
    const at = scanner.at;
    const name = scanner.identifier() ?? scanner.fail('the name of an attribute or of a block is missing');
    if (name === RESERVED) scanner.fail(`the name "${RESERVED}" is not allowed`, at);
    const isAttribute = scanner.nested(true, () => scanner.take('='));
    if (!isAttribute) blocks.push({ type: name, at, ...readBlock(scanner) });
    else attributes.push({ name, at, value: scanner.nested(true, () => readValue(scanner)) });
    if (names.has(name) && (isAttribute || attributes.some((one) => one.name === name))) {
      scanner.fail(`"${name}" is there twice`, at);
    }
    names.add(name);
    scanner.nested(true, () => {
      endLine(scanner);
    });
  }
}

function readBlock(scanner: Scanner): Pick<HclBlock, 'labels' | 'body'> {
  return scanner.nested(true, () => {
    const labels: string[] = [];
    while (!scanner.take('{')) labels.push(readLabel(scanner));
    const body = scanner.nested(false, () => readBody(scanner));
    scanner.expect('}');
    return { labels, body };
  });
}

function readLabel(scanner: Scanner): string {
  scanner.skip();
  if (!scanner.looksAt('"')) return scanner.identifier() ?? scanner.fail('"=" or "{" is missing');
  const label = scanner.match(LABEL)?.slice(1, -1) ?? scanner.fail('a label must be a plain name in quotes');
  return label === RESERVED ? scanner.fail(`the name "${RESERVED}" is not allowed`) : label;
}

function endLine(scanner: Scanner): void {
  scanner.skip();
  if (scanner.atEnd || scanner.looksAt('\n') || scanner.looksAt('}')) return;
  scanner.fail('a line break is missing');
}

/** The line that a fault is on, counted from 1. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** What cannot be read, with its file and line. */
export function faultIn(file: string, text: string, error: unknown): string {
  if (!(error instanceof ExpressionError)) throw error;
  return `${file}:${String(lineOf(text, error.at))}: ${error.why}`;
}
