import type { Naming } from './differences';
import { NotKnown, type Answer, type Ask, type Known, type Step } from './step';

/** Goes through the steps at one org: knows what its answers gave, and what it has made there. */
export class Traveler {
  /** Paths of what was made, newest first. */
  readonly made: string[] = [];
  readonly #known: Map<string, string>;
  /** Secrets of the org's own making, in the order in which it showed them. */
  readonly #secrets: string[] = [];

  readonly #ask: Ask;

  constructor(ask: Ask, known: Readonly<Record<string, string>>) {
    this.#ask = ask;
    this.#known = new Map(Object.entries(known));
  }

  /** @throws NotKnown when the step needs what an earlier one did not get. */
  async take({ request, keep }: Step): Promise<Answer> {
    const made = request(this.#recall);
    const answer = await this.#ask(made);
    this.#note(answer.body);
    if (answer.status < 200 || answer.status > 299) return answer;
    if (typeof answer.body !== 'object' || answer.body === null) return answer;
    const { id } = answer.body as { readonly id?: unknown };
    if (made.method === 'POST' && /^\/api\/v1\/(?:apps|trustedOrigins)$/.test(made.path) && typeof id === 'string')
      this.made.unshift(`${made.path}/${id}`);
    for (const [name, value] of Object.entries(keep?.(answer.body) ?? {}))
      if (typeof value === 'string' && value !== '') this.#known.set(name, value);
    return answer;
  }

  /** Ids and secrets by name: `<app>`, `<first secret>`, `<secret 1>`. */
  readonly naming: Naming = (text) => {
    const secret = this.#secrets.indexOf(text);
    if (secret !== -1) return `<secret ${secret + 1}>`;
    const names = [...this.#known].filter(([name]) => name !== 'label');
    return names.reduce((named, [name, value]) => named.replaceAll(value, `<${name}>`), text);
  };

  readonly #recall: Known = (name) => {
    const value = this.#known.get(name);
    if (value === undefined) throw new NotKnown(name);
    return value;
  };

  #note(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'client_secret' && typeof inner === 'string') this.#noteSecret(inner);
      else this.#note(inner);
    }
  }

  #noteSecret(secret: string): void {
    const chosen = [...this.#known.values()].includes(secret);
    if (!chosen && !this.#secrets.includes(secret)) this.#secrets.push(secret);
  }
}
