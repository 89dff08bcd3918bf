import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';
import { learn } from './known-secrets';
import { SENSITIVE } from './masker';

let read: (secret: Secret) => string;

/**
 * A client secret in memory. However it gets into a text, it reads `(sensitive)`: by a template string, `String`, JSON,
 * `inspect` and what logs with it, or a copy. Only `unwrap` gives its value.
 *
 * The run learns of it at once, so a text that holds the value by another way is masked where it leaves the process.
 */
export class Secret {
  static {
    read = (secret) => secret.#value;
  }

  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    learn([value]);
  }

  /** Whether both hold the same value; takes as long for a wrong first character as for a wrong last one. */
  equals(other: Secret): boolean {
    const [one, another] = [this, other].map((secret) => createHash('sha256').update(secret.#value).digest());
    return timingSafeEqual(one as Buffer, another as Buffer);
  }

  toString(): string {
    return SENSITIVE;
  }

  toJSON(): string {
    return SENSITIVE;
  }

  [inspect.custom](): string {
    return SENSITIVE;
  }
}

/**
 * The value of a secret: for what sends it to Okta or to a sink, and for `okta-apps credentials --reveal`. Lint refuses
 * the import anywhere else.
 */
export function unwrap(secret: Secret): string {
  return read(secret);
}
