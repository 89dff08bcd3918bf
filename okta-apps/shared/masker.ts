/** What is shown in place of a secret, everywhere. */
export const SENSITIVE = '(sensitive)';

/** Shorter secrets are found in half of all words, so they are masked only where they are the whole text. */
const SHORTEST_PART = 4;

/** A word or a number from here on is hardly a setting, such as `prod` or `3600`. */
const LONG_WORD = 8;

/** Nested deeper than any data of this project; nothing below is read, so nothing is shown. */
const DEEPEST = 100;

/** Finds secrets in texts, in every form in which they are usually written, and masks them. */
export interface Masker {
  readonly foundIn: (text: string) => boolean;
  /** The text with `(sensitive)` in place of each secret. */
  readonly mask: (text: string) => string;
}

/** From so many on, texts are searched once for all of them, and not once for each: a rotation learns of thousands. */
const MANY = 500;

const NOTHING: Masker = { foundIn: () => false, mask: (text) => text };

/** @param secrets Values that must appear nowhere, such as those of the environment variables that hold credentials. */
export function maskerFor(secrets: readonly string[]): Masker {
  const masker = new GrowingMasker();
  masker.add(secrets);
  return masker.isEmpty ? NOTHING : masker;
}

/** A masker that learns of secrets while it is used. */
export class GrowingMasker implements Masker {
  /** Every form of every secret. */
  readonly #whole = new Set<string>();
  readonly #parts: string[] = [];
  /** The parts by how they begin, as far as `#parts` has been looked at. */
  readonly #byStart = new Map<string, string[]>();
  #indexed = 0;

  get isEmpty(): boolean {
    return this.#whole.size === 0;
  }

  add(secrets: readonly string[]): void {
    for (const form of secrets.filter((secret) => secret.trim() !== '').flatMap(formsOf)) {
      if (this.#whole.has(form)) continue;
      this.#whole.add(form);
      if (form.length >= SHORTEST_PART) this.#parts.push(form);
    }
  }

  readonly foundIn = (text: string): boolean => {
    if (this.#whole.has(text)) return true;
    if (this.#parts.length < MANY) return this.#parts.some((part) => text.includes(part));
    return this.#spansOfMany(text).next().done !== true;
  };

  readonly mask = (text: string): string => {
    if (this.#whole.has(text)) return SENSITIVE;
    return maskSpans(text, this.#parts.length < MANY ? spansOf(text, this.#parts) : [...this.#spansOfMany(text)]);
  };

  *#spansOfMany(text: string): Generator<Span> {
    for (; this.#indexed < this.#parts.length; this.#indexed += 1) {
      const part = this.#parts[this.#indexed] ?? '';
      const start = part.slice(0, SHORTEST_PART);
      const alike = this.#byStart.get(start);
      if (alike === undefined) this.#byStart.set(start, [part]);
      else alike.push(part);
    }
    for (let at = 0; at + SHORTEST_PART <= text.length; at += 1) {
      for (const part of this.#byStart.get(text.slice(at, at + SHORTEST_PART)) ?? []) {
        if (text.startsWith(part, at)) yield [at, at + part.length];
      }
    }
  }
}

/** A copy of plain data with every text, key and number masked. The shape stays, so the type does. */
export function maskData<T>(data: T, masker: Masker): T {
  return masker === NOTHING ? data : (maskValue(data, masker, 0) as T);
}

/**
 * Whether a value may be masked everywhere that is only suspected to be a secret: by the name of its variable, or because
 * Terraform marks it at another place. Short words and numbers are settings, and they are in texts that have to be read.
 */
export function looksSecret(value: string): boolean {
  return value.length >= LONG_WORD || (value.length >= SHORTEST_PART && !/^(?:\p{L}+|\d+)$/u.test(value));
}

/**
 * A secret as it is, without blanks around it, and line by line, as far as each may be masked inside of a
 * text. Terraform indents each line of a key.
 */
export function linesOf(secret: string): readonly string[] {
  const lines = secret
    .split(/\r?\n/)
    .map((line) => line.trim())
    // `-----END PRIVATE KEY-----` and the like are no secrets.
    .filter((line) => line.length >= SHORTEST_PART && !line.startsWith('-----'));
  return [secret, secret.trim(), ...lines].filter((text) => text.trim().length >= SHORTEST_PART);
}

function formsOf(secret: string): readonly string[] {
  const texts = [secret, secret.trim(), ...linesOf(secret)];
  return texts.flatMap((text) => [
    text,
    ...jsonForms(text),
    ...urlForms(text),
    ...base64Forms(text),
    ...hexForms(text),
  ]);
}

/** As JSON writes it, also as JSON within JSON, and as Go does, which Terraform's `jsonencode` uses. */
function jsonForms(text: string): readonly string[] {
  const once = JSON.stringify(text).slice(1, -1);
  const go = once.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  return [once, go, JSON.stringify(once).slice(1, -1), JSON.stringify(go).slice(1, -1)];
}

/** As part of a URI and of a form, with both cases of the hex digits. */
function urlForms(text: string): readonly string[] {
  const wellFormed = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  const forms = [encodeURIComponent(wellFormed), new URLSearchParams([['', text]]).toString().slice(1)];
  return forms.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())]);
}

/**
 * Base64 and base64url: the whole text, and what its bytes become inside a longer one. There they begin at one of three
 * places within a group of four characters, and only the characters that hold no bit of a neighbor are the same.
 */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const inside = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(Math.ceil((8 * offset) / 6), Math.floor((8 * (offset + bytes.length)) / 6)),
  );
  const forms = [bytes.toString('base64').replace(/=+$/, ''), ...inside.filter((form) => form.length >= SHORTEST_PART)];
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

function hexForms(text: string): readonly string[] {
  const hex = Buffer.from(text).toString('hex');
  return [hex, hex.toUpperCase()];
}

type Span = readonly [start: number, end: number];

function spansOf(text: string, parts: readonly string[]): readonly Span[] {
  return parts.flatMap((part) => {
    const spans: Span[] = [];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) spans.push([at, at + part.length]);
    return spans;
  });
}

/** Secrets that overlap are masked as one: the rest of the longer one would give it away. */
function maskSpans(text: string, spans: readonly Span[]): string {
  let masked = '';
  let shown = 0;
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    if (start >= shown) masked += text.slice(shown, start) + SENSITIVE;
    shown = Math.max(shown, end);
  }
  return masked + text.slice(shown);
}

function maskValue(value: unknown, masker: Masker, depth: number): unknown {
  if (typeof value === 'string') return masker.mask(value);
  if (typeof value === 'number') {
    const digits = String(value);
    return digits.length >= SHORTEST_PART && masker.foundIn(digits) ? SENSITIVE : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return SENSITIVE;
  if (Array.isArray(value)) return value.map((item) => maskValue(item, masker, depth + 1));
  // An instance of a class, such as the marker of a masked value, stays what it is.
  if (!isPlain(value)) return masker.foundIn(JSON.stringify(value)) ? SENSITIVE : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [masker.mask(key), maskValue(item, masker, depth + 1)]),
  );
}

/** Also when it is of another realm, whose `Object.prototype` is another one. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
