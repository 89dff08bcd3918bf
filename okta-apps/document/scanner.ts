import { ExpressionError } from './expression';

/** Nested deeper than this is refused: real code nests a handful of levels, and Terraform itself gives up somewhere. */
const DEEPEST = 100;

/** Identifiers of other alphabets depend on the Unicode version of the reader, so only these are read. */
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const HEREDOC = /<<-?([A-Za-z_][A-Za-z0-9_-]*)\n/y;
const OUTER_BLANKS = /^[\s\u0085]+|[\s\u0085]+$/g;
const MARKS = /[$%]+/y;
const DIGITS = /[0-9]+/y;
const BLANKS = /(?:[ \t\r\n]|(?:#|\/\/)[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*/y;
/** In an object a line break ends an entry, also the one that ends a comment. */
const BLANKS_OF_LINE = /(?:[ \t\r]|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)*/y;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Reads a text from left to right. */
export class Scanner {
  at = 0;
  /** Whether a line break ends what is read: directly in an object it does. */
  #endsAtLine = false;
  #depth = 0;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  fail(why: string, at = this.at): never {
    throw new ExpressionError(why, at);
  }

  /** Reads what is nested here, where line breaks mean what `endsAtLine` says. */
  nested<T>(endsAtLine: boolean, read: () => T): T {
    const before = this.#endsAtLine;
    this.#endsAtLine = endsAtLine;
    const result = this.deeper(read);
    this.#endsAtLine = before;
    return result;
  }

  deeper<T>(read: () => T): T {
    if (this.#depth >= DEEPEST) this.fail(`it is nested more than ${String(DEEPEST)} levels deep`);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Passes blanks and comments. */
  skip(): void {
    this.match(this.#endsAtLine ? BLANKS_OF_LINE : BLANKS);
  }

  /** Passes blanks, comments and line breaks. */
  skipLines(): void {
    this.match(BLANKS);
  }

  looksAt(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Passes blanks and then the text, if it is next. */
  take(text: string): boolean {
    this.skip();
    return this.takeHere(text);
  }

  /** Passes the text only if it is next without a blank. */
  takeHere(text: string): boolean {
    if (!this.looksAt(text)) return false;
    this.at += text.length;
    return true;
  }

  /** Passes the `$` and `%` that are next, all of them. */
  marks(): string | undefined {
    return this.match(MARKS);
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`"${text}" is missing`);
  }

  identifier(): string | undefined {
    this.skip();
    return this.match(IDENTIFIER);
  }

  /** Passes this word, if it is the next one as a whole. */
  takeWord(word: string): boolean {
    const start = this.at;
    if (this.identifier() === word) return true;
    this.at = start;
    return false;
  }

  number(): number | undefined {
    const digits = this.match(NUMBER);
    return digits === undefined ? undefined : Number(digits);
  }

  digits(): number | undefined {
    const digits = this.match(DIGITS);
    return digits === undefined ? undefined : Number(digits);
  }

  /** Passes a heredoc up to the end of its word, which the line break behind it is no part of. */
  heredoc(): { readonly word: string; readonly body: string; readonly from: number } {
    const start = this.at;
    const word = this.match(HEREDOC)?.replace(/^<<-?|\n$/g, '') ?? this.fail('no text begins after "<<"');
    const from = this.at;
    let end = from;
    for (const line of this.text.slice(this.at).split('\n')) {
      // Terraform takes a line for the end whatever blanks are around the word; only plain ones are read here.
      if (line.replace(OUTER_BLANKS, '') === word) {
        if (!/^[ \t]*[\w-]+[ \t]*$/.test(line)) this.fail(`the line of ${word} holds unusual blanks`, end);
        const body = this.text.slice(from, end);
        this.at = end + line.length;
        return { word, body, from };
      }
      end += line.length + 1;
    }
    return this.fail(`the text that begins here does not end: ${word} is missing`, start);
  }

  /** The character that an escape in a quoted text stands for. */
  escape(): string {
    const start = this.at;
    const letter = this.text[start + 1] ?? '';
    this.at += 2;
    const simple = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (simple !== undefined) return simple;
    const length = letter === 'u' ? 4 : letter === 'U' ? 8 : this.fail('it is no escape of Terraform', start);
    const digits = this.text.slice(this.at, this.at + length);
    const code = /^[0-9A-Fa-f]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : Infinity;
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) this.fail('it is no character of Unicode', start);
    this.at += length;
    return String.fromCodePoint(code);
  }

  /** Passes what the sticky pattern finds here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }
}
