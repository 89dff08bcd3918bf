import { createRequire } from 'node:module';
import type * as Valibot from 'valibot';
import { UserError } from './errors';
import { isList, isObject, type JsonObject } from './json';

const load: (module: string) => unknown = createRequire(__filename);

/**
 * The schema library. It takes some 8 ms to load, so schemas are functions: an app that only writes manifests, and a
 * command that reads no file, never load it.
 */
export const valibot = once(() => load('valibot') as typeof Valibot);

/** A function that makes its value at the first call: making the schema of a manifest takes longer than reading one. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** How messages name a file, and what to do when it is not what it must be. */
export interface SchemaSource {
  readonly file: string;
  /** `synthesize again: okta-apps synth` */
  readonly todo: string;
}

/**
 * The value in the shape of the schema, without the members that the schema does not list. The messages of a schema
 * say what a value must be: `a string`.
 *
 * @throws UserError that names the file and the first thing wrong in it.
 */
export function readAs<S extends Valibot.GenericSchema>(
  schema: S,
  value: unknown,
  { file, todo }: SchemaSource,
): Valibot.InferOutput<S> {
  const result = valibot().safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [{ path = [], message }] = result.issues;
  throw new UserError(`${file}: ${placeOf(path)} must be ${message}; ${todo}`);
}

/** The value in the shape of the schema; undefined when it has another one. */
export function readIf<S extends Valibot.GenericSchema>(schema: S, value: unknown): Valibot.InferOutput<S> | undefined {
  const result = valibot().safeParse(schema, value, { abortEarly: true });
  return result.success ? result.output : undefined;
}

/** `birthSecrets[0].address` */
function placeOf(path: readonly { readonly key?: unknown }[]): string {
  const place = path.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place.replace(/^\./, '') || 'it';
}

/** An object, whatever is in it. Valibot itself takes a list for one. */
export function anyObject() {
  return valibot().custom<JsonObject>(isObject, 'an object');
}

/** An object with these members. */
export function objectWith<const E extends Valibot.ObjectEntries>(entries: E) {
  return valibot().pipe(anyObject(), members(entries));
}

/** The members of what is an object; a missing one is reported as what it must be, like one of another type. */
export function members<const E extends Valibot.ObjectEntries>(entries: E) {
  const v = valibot();
  return v.object(entries, ({ path }) => {
    const schema = entries[String(path?.[0].key)];
    const missing = schema && v.safeParse(schema, undefined).issues?.[0];
    return missing?.message ?? 'an object';
  });
}

export function text() {
  const v = valibot();
  return v.pipe(v.string('a string'), v.nonEmpty('a string'));
}

export function yesOrNo() {
  return valibot().boolean('true or false');
}

/** A list of texts, reported as a whole: which of them is none does not matter. */
export function textList() {
  const isTexts = (value: unknown) => isList(value) && value.every((item) => typeof item === 'string');
  return valibot().custom<readonly string[]>(isTexts, 'a list of strings');
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  const v = valibot();
  const unbounded = most === Number.MAX_SAFE_INTEGER;
  const what = unbounded ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`;
  return v.pipe(v.number(what), v.safeInteger(what), v.minValue(least, what), v.maxValue(most, what));
}
