import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as swc from '@swc/core';
import {
  field,
  inner,
  isList,
  isObject,
  listField,
  object,
  textField,
  type JsonObject,
} from '../../okta-apps/shared/json';
import type { Environment } from '../environment';

/** What an environment is known by: two projects in one repository may have environments of one name. */
type Known = Pick<Environment, 'name'> & Partial<Pick<Environment, 'org'>>;

/** What tells an environment from other objects with a name, such as its org. */
const OF_ENVIRONMENT = ['org', 'credentials', 'apps'];
const DEEPEST = 12;

const load: (module: string) => unknown = createRequire(__filename);

/**
 * The lines at which a file writes out the values of an environment, by their path: `rules.waivers[0]`, `apps.billing`;
 * the environment itself is ''. A value that comes from elsewhere has the line of what it is written into.
 *
 * @param environment @default - the first of the file, whatever its name
 * @returns undefined for a file that does not write out this environment.
 */
export function writtenValues(file: string, environment?: Known): ReadonlyMap<string, number> | undefined {
  const parsed = parsedFile(file);
  const found = parsed && environmentIn(parsed.tree, environment);
  return parsed && found && new Map(linesIn(found, '', parsed.lines));
}

interface Parsed {
  readonly tree: unknown;
  /** Where each line begins, in bytes as the parser counts them. */
  readonly lines: readonly number[];
}

type Lines = Parsed['lines'];

const known = new Map<string, Parsed | undefined>();

function parsedFile(file: string): Parsed | undefined {
  if (!known.has(file)) known.set(file, parse(file));
  return known.get(file);
}

/** A file that cannot be parsed has no lines; the compiler says what is wrong with it. */
function parse(file: string): Parsed | undefined {
  try {
    // The parser counts on from file to file: where this one begins, a statement of one byte says.
    const source = Buffer.from(`;${readFileSync(file, 'utf8')}`);
    const { parseSync } = load('@swc/core') as typeof swc;
    const tree: unknown = parseSync(source.toString(), { syntax: 'typescript', target: 'es2022' });
    const [first] = listField(object(tree), 'body');
    return { tree, lines: linesOf(source, startOf(first)) };
  } catch {
    return undefined;
  }
}

function linesOf(source: Buffer, start: number): readonly number[] {
  const lines = [start];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) lines.push(start + at + 1);
  return lines;
}

function startOf(node: unknown): number {
  const start = inner(node, 'span', 'start');
  return typeof start === 'number' ? start : 0;
}

function environmentIn(node: unknown, wanted: Known | undefined): JsonObject | undefined {
  for (const each of isList(node) ? node : Object.values(object(node))) {
    if (typeof each !== 'object' || each === null) continue;
    const found = isObject(each) && isEnvironment(each, wanted) ? each : environmentIn(each, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isEnvironment(node: JsonObject, wanted: Known | undefined): boolean {
  if (textField(node, 'type') !== 'ObjectExpression') return false;
  const members = new Map(membersOf(node));
  if (!OF_ENVIRONMENT.some((member) => members.has(member))) return false;
  if (wanted === undefined) return true;
  const written = new Map(membersOf(unwrapped(members.get('org')?.value))).get('name')?.value;
  const org = inner(wanted.org, 'name');
  const isSameOrg = inner(written, 'type') !== 'StringLiteral' || org === undefined || inner(written, 'value') === org;
  return inner(members.get('name')?.value, 'value') === wanted.name && isSameOrg;
}

interface Member {
  readonly key: unknown;
  readonly value: unknown;
}

function membersOf(node: JsonObject): readonly (readonly [string, Member])[] {
  return listField(node, 'properties')
    .filter(isObject)
    .flatMap((property) => {
      const key = field(property, 'key') ?? property;
      const name = textField(object(key), 'value');
      return name === undefined ? [] : [[name, { key, value: field(property, 'value') }] as const];
    });
}

function* linesIn(node: unknown, at: string, lines: Lines, depth = 0): Iterable<readonly [string, number]> {
  const value = unwrapped(node);
  if (depth > DEEPEST) return;
  if (at === '') yield ['', lineAt(value, lines)];
  for (const [name, member] of membersOf(value)) {
    const below = at === '' ? name : `${at}.${name}`;
    yield [below, lineAt(member.key, lines)];
    yield* linesIn(member.value, below, lines, depth + 1);
  }
  for (const [index, element] of listField(value, 'elements').entries()) {
    // What follows a spread has another index than it is written at.
    if (!isObject(element) || isObject(field(element, 'spread'))) return;
    const expression = unwrapped(field(element, 'expression'));
    yield [`${at}[${index}]`, lineAt(expression, lines)];
    yield* linesIn(expression, `${at}[${index}]`, lines, depth + 1);
  }
}

/** `{ … } as const`, `({ … } satisfies Environment)` */
function unwrapped(node: unknown): JsonObject {
  if (!isObject(node)) return {};
  const inside = field(node, 'expression');
  return /^(?:Ts|Parenthesis)/.test(textField(node, 'type') ?? '') && isObject(inside) ? unwrapped(inside) : node;
}

function lineAt(node: unknown, lines: Lines): number {
  const at = startOf(node);
  let [from, to] = [0, lines.length];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if ((lines[middle] ?? at) <= at) from = middle;
    else to = middle;
  }
  return from + 1;
}
