import { AsyncLocalStorage } from 'node:async_hooks';
import { GrowingMasker, type Masker } from './masker';

/** The secrets that a run knows of: those it starts with, and those that it learns of while it reads. */
export class KnownSecrets implements Masker {
  readonly #values: Set<string>;
  readonly #announce: (values: readonly string[]) => void;
  readonly #masker = new GrowingMasker();

  /** @param announce Told of every secret once, at the beginning and when one is learned of. */
  constructor(values: readonly string[], announce: (values: readonly string[]) => void) {
    this.#values = new Set(values);
    this.#announce = announce;
    this.#masker.add(values);
    announce([...this.#values]);
  }

  readonly add = (values: readonly string[]): void => {
    const fresh = [...new Set(values)].filter((value) => !this.#values.has(value));
    if (fresh.length === 0) return;
    for (const value of fresh) this.#values.add(value);
    this.#masker.add(fresh);
    this.#announce(fresh);
  };

  readonly foundIn = (text: string): boolean => this.#masker.foundIn(text);

  readonly mask = (text: string): string => this.#masker.mask(text);
}

/**
 * The secrets of the run that is going on. A text is masked again when it leaves the process, but half of a secret is not
 * found there, so whatever cuts a text has to mask it first, however deep below the command it is.
 */
const ofThisRun = new AsyncLocalStorage<Masker>();

/** Does the work as a run that knows these secrets. */
export function knowing<T>(secrets: Masker, work: () => T): T {
  return ofThisRun.run(secrets, work);
}

/** Secrets that the run has just got, such as one that Okta made; without a run, as in a test of one function, nothing. */
export function learn(values: readonly string[]): void {
  const known = ofThisRun.getStore();
  if (known instanceof KnownSecrets) known.add(values);
}

/** The text without the secrets that the run knows of. */
export function masked(text: string): string {
  return ofThisRun.getStore()?.mask(text) ?? text;
}

/** The beginning of a text, masked before it is shortened; never half of a surrogate pair. */
export function headOf(text: string, most: number): string {
  if (text.length <= most) return text;
  return masked(text)
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '');
}

/** The end of a text, masked before it is shortened; never half of a surrogate pair. */
export function tailOf(text: string, most: number): string {
  if (text.length <= most) return text;
  return masked(text)
    .slice(-most)
    .replace(/^[\udc00-\udfff]/, '');
}
