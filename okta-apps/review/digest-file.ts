import { UserError } from '../user-error';
import type { StackDigest } from './digest';
import { field, isList, isObject, textField, type JsonObject } from './plan/json';

/** What `okta-apps review --digests` writes and `okta-apps apply --reviewed` reads. */
export function digestFileText(digests: readonly StackDigest[]): string {
  return `${JSON.stringify({ version: 1, digests }, null, 2)}\n`;
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

/** One digest; undefined when something in it is not what it must be. */
export function parseDigest(raw: unknown): StackDigest | undefined {
  if (!isObject(raw)) return undefined;
  const [stack, environment] = [textField(raw, 'stack'), textField(raw, 'environment')];
  const [intent, meaning] = [hash(raw, 'intent'), hash(raw, 'meaning')];
  const [changes, drift] = [texts(field(raw, 'changes')), texts(field(raw, 'drift'))];
  const outcome = OUTCOMES.find((one) => one === field(raw, 'outcome'));
  const rehearsal = field(raw, 'rehearsal');
  const [synthesized, lock] = [hash(raw, 'synthesized'), hash(raw, 'lock')];
  if (stack === undefined || environment === undefined || outcome === undefined) return undefined;
  if (intent === undefined || meaning === undefined || typeof rehearsal !== 'boolean') return undefined;
  if (changes === undefined || drift === undefined) return undefined;
  if (synthesized !== textField(raw, 'synthesized') || lock !== textField(raw, 'lock')) return undefined;
  return {
    stack,
    environment,
    rehearsal,
    outcome,
    intent,
    meaning,
    changes,
    drift,
    ...(synthesized !== undefined && { synthesized }),
    ...(lock !== undefined && { lock }),
  };
}

/**
 * Reads a file of digests. What is approved hangs on it: what does not have the right shape is refused.
 *
 * @param file how messages name it.
 * @throws UserError
 */
export function parseDigestFile(text: string, file: string): readonly StackDigest[] {
  const wrong = (why: string) => new UserError(`${file} ${why}; make it with "okta-apps review --digests <file>"`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong('is not JSON, or only a part of it');
  }
  const list = isObject(json) ? field(json, 'digests') : undefined;
  if (!isObject(json) || !isList(list)) throw wrong('is no file of digests');
  if (field(json, 'version') !== 1) throw wrong('has a version that this okta-apps does not read');
  const digests = list.map(parseDigest);
  const good = digests.filter((digest) => digest !== undefined);
  if (good.length < digests.length)
    throw wrong(`has a digest that is not whole (number ${digests.indexOf(undefined) + 1})`);
  const names = good.map(({ stack }) => stack);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw wrong(`has two digests of ${twice}`);
  return good;
}
