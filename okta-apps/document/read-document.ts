import { findNodeAtLocation, parseTree, visit } from 'jsonc-parser';
import { UserError } from '../shared/errors';
import type { JsonObject } from '../shared/json';
import { listFormIn } from './block-shape';
import { EMBEDDED } from './modules/embedded';

/** A `cdk.tf.json` that readers could understand in different ways. */
class DocumentFault extends UserError {
  constructor(file: string, line: number, column: number, why: string) {
    super(`${file}:${String(line)}:${String(column)}: ${why}; synthesize again: okta-apps synth`);
  }
}

/** cdktf nests a handful of levels; Terraform and other readers give up at depths that differ. */
const DEEPEST = 100;

/**
 * Reads a synthesized document so that every other reader of the same bytes reads the same: what is reviewed here is
 * what Terraform plans.
 *
 * @param file how messages name it.
 * @throws DocumentFault with line and column of the first thing that two readers could read differently.
 */
export function readDocumentBytes(bytes: Uint8Array, file: string): JsonObject {
  const text = decodeText(bytes, file);
  const value = plainValue(text) ?? checkedValue(text, file);
  const path = listFormIn(value);
  if (path !== undefined) {
    const [line, column] = placeOf(text, path);
    const name = path.length === 0 ? 'the document' : path.join('.');
    throw new DocumentFault(file, line, column, `${name} must be an object: no synth writes it as anything else`);
  }
  return value as JsonObject;
}

/** @throws DocumentFault for what is not UTF-8, or begins with a mark that readers take in different ways. */
export function decodeText(bytes: Uint8Array, file: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new DocumentFault(file, 1, 1, 'the file is not UTF-8');
  }
  if (text.startsWith('\ufeff')) throw new DocumentFault(file, 1, 1, 'the file begins with a byte order mark');
  return text;
}

const INDENT = 2;
const TOO_DEEP = `\n${' '.repeat(INDENT * DEEPEST)}`;

/**
 * The value of a document that is exactly as cdktf writes it, which is found out in a tenth of the time: if it becomes the
 * same text again, it has no key twice, no number that loses something, and no other notation. Undefined for one that is
 * not, or that has what must be looked at: a text that is not ASCII, a key that is not allowed, or many levels.
 */
function plainValue(text: string): unknown {
  if (UNUSUAL.test(text) || text.includes(TOO_DEEP)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, null, INDENT) === text.replace(EMPTY, '$1$2') ? value : undefined;
  } catch {
    return undefined;
  }
}

const UNUSUAL = new RegExp(`[^\\0-\\x7f]|\\\\u|"(?:__proto__|${EMBEDDED})"`);
/** cdktf writes the end of what is empty into a line of its own. */
const EMPTY = /([{[])\n *([}\]])/g;

function checkedValue(text: string, file: string): unknown {
  checkTokens(text, file);
  return parse(text, file);
}

/** `visit` tells every property, also one that `JSON.parse` would drop for a later one of the same name. */
function checkTokens(text: string, file: string): void {
  const keys: Set<string>[] = [];
  let depth = 0;
  // Most documents are ASCII, and then no text in them can be unusual.
  const mayBeUnusual = NOT_ASCII.test(text) || text.includes('\\u');
  const refuse = (line: number, character: number, why: string): never => {
    throw new DocumentFault(file, line + 1, character + 1, why);
  };
  const enter = (line: number, character: number): void => {
    depth += 1;
    if (depth > DEEPEST) refuse(line, character, `it is nested more than ${String(DEEPEST)} levels deep`);
  };
  const leave = (): void => {
    depth -= 1;
  };
  visit(
    text,
    {
      onObjectBegin: (_offset, _length, line, character) => {
        enter(line, character);
        keys.push(new Set());
      },
      onObjectEnd: () => {
        leave();
        keys.pop();
      },
      onArrayBegin: (_offset, _length, line, character) => {
        enter(line, character);
      },
      onArrayEnd: leave,
      onObjectProperty: (name, _offset, _length, line, character) => {
        const fault = faultOfKey(name, keys.at(-1));
        if (fault !== undefined) refuse(line, character, fault);
        keys.at(-1)?.add(name);
      },
      onLiteralValue: (value: unknown, offset, length, line, character) => {
        const raw = text.slice(offset, offset + length);
        const fault =
          typeof value === 'string'
            ? mayBeUnusual
              ? faultOfText(value)
              : undefined
            : typeof value === 'number'
              ? faultOfNumber(raw)
              : undefined;
        if (fault !== undefined) refuse(line, character, fault);
      },
      onError: (_code, _offset, _length, line, character) => refuse(line, character, 'it is not JSON here'),
    },
    { disallowComments: true },
  );
}

function faultOfKey(name: string, siblings: ReadonlySet<string> | undefined): string | undefined {
  if (siblings?.has(name)) return `the key ${JSON.stringify(name)} is there twice`;
  if (name === '__proto__' || name === EMBEDDED) return `the key "${name}" is not allowed`;
  return faultOfText(name);
}

const NOT_ASCII = /[^\0-\x7f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Terraform normalizes every text to NFC, so one that is not NFC would be another one there. */
function faultOfText(text: string): string | undefined {
  if (!NOT_ASCII.test(text)) return undefined;
  if (LONE_SURROGATE.test(text)) return 'the text holds half of a surrogate pair';
  return text.normalize('NFC') === text
    ? undefined
    : 'the text is not in Unicode normalization form C; write it in NFC';
}

function faultOfNumber(raw: string): string | undefined {
  return decimalOf(raw) === decimalOf(String(Number(raw)))
    ? undefined
    : `the number ${raw.slice(0, 40)} cannot be kept exactly; write it as text`;
}

/** The number as digits and a power of ten, the same for every way to write it. */
function decimalOf(raw: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(raw) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  if (short === '') return `${sign}0`;
  return `${sign}${short}e${String(Number(power) - fraction.length + digits.length - short.length)}`;
}

/** The engine has the last word on what JSON is: both readers must agree. */
function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DocumentFault(file, 1, 1, 'it is not JSON');
  }
}

function placeOf(text: string, path: readonly string[]): readonly [line: number, column: number] {
  const tree = parseTree(text);
  const offset = (tree && findNodeAtLocation(tree, [...path])?.offset) ?? 0;
  const before = text.slice(0, offset).split('\n');
  return [before.length, (before.at(-1) ?? '').length + 1];
}
