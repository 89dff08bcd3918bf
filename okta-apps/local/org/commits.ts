import { reason } from './errors';
import type { RecordChange } from './records';
import type { Collection } from './state-file';

/** A change that is in memory, and to be written. */
export interface PendingChange extends RecordChange {
  readonly collection: Collection;
}

/** What was changed could not be written, and was undone. */
export class NotStored extends Error {
  override readonly name = 'NotStored';
}

/**
 * Changes on their way to the disk. All that are made while others are written wait together and are written at once.
 * When that fails, they are undone, and so are those that were made since: they may build on them.
 */
export class Commits {
  readonly #write: (batch: readonly PendingChange[]) => Promise<void>;
  #pending: PendingChange[] = [];
  #made = 0;
  /** What is being written. */
  #current: Promise<void> | undefined;
  /** What is to be written after that. */
  #next: Promise<void> | undefined;

  /** @param write Begins at once with the state as it is when it is called; rejects when not all of it is on disk. */
  constructor(write: (batch: readonly PendingChange[]) => Promise<void>) {
    this.#write = write;
  }

  add(change: PendingChange): void {
    this.#pending.push(change);
    this.#made += 1;
  }

  /**
   * Does the work of one request, and gives its result when all that it changed or saw is on disk. Work that only saw
   * what was undone is done again.
   *
   * @throws NotStored when what it changed could not be written.
   */
  async run<T>(work: () => T): Promise<T> {
    for (;;) {
      const before = this.#made;
      const outcome = attempt(work);
      const changed = this.#made !== before;
      try {
        await this.#stored();
        return outcome();
      } catch (error) {
        if (!(error instanceof NotStored) || changed) throw error;
      }
    }
  }

  /** Writes what is not yet written; without any change the writer is asked all the same. @throws NotStored */
  flush(): Promise<void> {
    return (this.#next ??= this.#writeNext());
  }

  #stored(): Promise<void> {
    return this.#pending.length > 0 ? this.flush() : (this.#current ?? Promise.resolve());
  }

  async #writeNext(): Promise<void> {
    // When that fails it has undone what waits here, and this is refused with it.
    await this.#current;
    const batch = this.#pending;
    this.#pending = [];
    this.#current = this.#next;
    this.#next = undefined;
    try {
      await this.#write(batch);
    } catch (error) {
      this.#undo([...batch, ...this.#pending]);
      throw new NotStored(reason(error), { cause: error });
    } finally {
      this.#current = undefined;
    }
  }

  #undo(changes: readonly PendingChange[]): void {
    for (const { undo } of [...changes].reverse()) undo();
    this.#pending = [];
    this.#next = undefined;
  }
}

/** A refusal is a result too: it is given when what it was decided on is on disk. */
function attempt<T>(work: () => T): () => T {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
