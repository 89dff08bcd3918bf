import { UserError } from '../shared/errors';
import type { KeptDigest, Reviewed, StackDigest } from './digest';
import { field, isList, isObject, textField, type JsonObject } from '../shared/json';

const VERSION = 2;

/** What `okta-apps review --digests` and `okta-apps reviewed` write, and `okta-apps apply --reviewed` reads. */
export function digestFileText({ digests, approvedBy }: Reviewed): string {
  const content = { version: VERSION, ...(approvedBy !== undefined && { approvedBy }), digests };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const LISTS: readonly string[] = ['changes', 'drift'] satisfies readonly (keyof StackDigest)[];

/**
 * Digests as lines of ASCII, one for each stack: no room is lost, and nothing in them is hidden or turned round.
 *
 * @param lists whether the lists that serve messages are kept.
 */
export function digestLines(digests: readonly KeptDigest[], lists: boolean): readonly string[] {
  const line = (digest: KeptDigest) =>
    JSON.stringify(digest, (key, value: unknown) => (lists || !LISTS.includes(key) ? value : undefined)).replace(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const last = digests.length - 1;
  return [
    `{"version":${VERSION},"digests":[`,
    ...digests.map((digest, at) => `${line(digest)}${at < last ? ',' : ''}`),
    ']}',
  ];
}

const OUTCOMES: readonly StackDigest['outcome'][] = ['planned', 'stopped', 'failed'];
const SHA256 = /^[0-9a-f]{64}$/;

function texts(value: unknown): readonly string[] | undefined {
  return isList(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

function hash(object: JsonObject, key: string): string | undefined {
  const value = textField(object, key);
  return value !== undefined && SHA256.test(value) ? value : undefined;
}

/** Whether each of the parts that may be left out is either left out or what it must be. */
function isOptional(raw: JsonObject, parts: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(parts).every(([key, value]) => value !== undefined || field(raw, key) === undefined);
}

/** One digest; undefined when something in it is not what it must be. */
export function parseDigest(raw: unknown): KeptDigest | undefined {
  if (!isObject(raw)) return undefined;
  const [stack, environment] = [textField(raw, 'stack'), textField(raw, 'environment')];
  const [intent, meaning] = [hash(raw, 'intent'), hash(raw, 'meaning')];
  const [changes, drift] = [texts(field(raw, 'changes')), texts(field(raw, 'drift'))];
  const outcome = OUTCOMES.find((one) => one === field(raw, 'outcome'));
  const rehearsal = field(raw, 'rehearsal');
  const [synthesized, lock] = [hash(raw, 'synthesized'), hash(raw, 'lock')];
  const asked = field(raw, 'approvals');
  const approvals = Number.isSafeInteger(asked) && Number(asked) >= 0 ? Number(asked) : undefined;
  if (stack === undefined || environment === undefined || outcome === undefined) return undefined;
  if (intent === undefined || meaning === undefined || typeof rehearsal !== 'boolean') return undefined;
  if (!isOptional(raw, { changes, drift, synthesized, lock, approvals })) return undefined;
  return {
    stack,
    environment,
    rehearsal,
    outcome,
    intent,
    meaning,
    ...(changes !== undefined && { changes }),
    ...(drift !== undefined && { drift }),
    ...(synthesized !== undefined && { synthesized }),
    ...(lock !== undefined && { lock }),
    ...(approvals !== undefined && { approvals }),
  };
}

/** Where digests come from, for messages. */
export interface DigestSource {
  /** `reviewed.json`, `the check run "okta-apps review" of 3f2…` */
  readonly name: string;
  /** What to do when they cannot be read. */
  readonly todo: string;
}

/** A file that a person or a pipeline named. */
export function digestFile(name: string): DigestSource {
  return { name, todo: 'make it with "okta-apps reviewed" or "okta-apps review --digests <file>"' };
}

/**
 * Reads digests. What is approved hangs on them: what does not have the right shape is refused.
 *
 * @throws UserError
 */
export function parseDigests(text: string, { name, todo }: DigestSource): Reviewed {
  const wrong = (why: string) => new UserError(`${name} ${why}; ${todo}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong('is not JSON, or only a part of it');
  }
  const list = isObject(json) ? field(json, 'digests') : undefined;
  if (!isObject(json) || !isList(list)) throw wrong('is no file of digests');
  if (field(json, 'version') !== VERSION) throw wrong('has a version that this okta-apps does not read');
  const approvedBy = texts(field(json, 'approvedBy'));
  if (approvedBy === undefined && field(json, 'approvedBy') !== undefined) {
    throw wrong('does not say who approved: approvedBy must be a list of names');
  }
  const digests = list.map(parseDigest);
  const good = digests.filter((digest) => digest !== undefined);
  if (good.length < digests.length)
    throw wrong(`has a digest that is not whole (number ${digests.indexOf(undefined) + 1})`);
  const names = good.map(({ stack }) => stack);
  const twice = names.find((one, at) => names.indexOf(one) !== at);
  if (twice !== undefined) throw wrong(`has two digests of ${twice}`);
  return { digests: good, ...(approvedBy !== undefined && { approvedBy: [...new Set(approvedBy)] }) };
}
