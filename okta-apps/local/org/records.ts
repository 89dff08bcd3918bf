/** The records of one kind, by id, in the order in which they were made. Records are replaced, never changed in place. */
export class Records<T extends { readonly id: string }> {
  readonly #byId = new Map<string, T>();
  readonly #changed: () => void;

  /** @param changed is told after every change */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  all(): T[] {
    return [...this.#byId.values()];
  }

  find(matches: (record: T) => boolean): T | undefined {
    for (const record of this.#byId.values()) if (matches(record)) return record;
    return undefined;
  }

  some(matches: (record: T) => boolean): boolean {
    return this.find(matches) !== undefined;
  }

  /** Adds a record, or replaces the one with its id at the same place in the order. */
  put(record: T): T {
    this.#byId.set(record.id, record);
    this.#changed();
    return record;
  }

  delete(id: string): void {
    if (this.#byId.delete(id)) this.#changed();
  }
}
