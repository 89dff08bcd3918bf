/** The clock of the orgs of a rehearsal. It can be stopped, so that grace periods end exactly, and without waiting. */
export class OrgClock {
  #moment: number | undefined;

  readonly now = (): Date => new Date(this.#moment ?? Date.now());

  /** @param work gets a function that does something so many seconds later by this clock */
  async stopped<T>(work: (later: Later) => Promise<T>): Promise<T> {
    const start = Date.now();
    this.#moment = start;
    try {
      return await work(async (seconds, inner) => {
        this.#moment = start + seconds * 1000;
        try {
          return await inner();
        } finally {
          this.#moment = start;
        }
      });
    } finally {
      this.#moment = undefined;
    }
  }
}

type Later = <T>(seconds: number, work: () => Promise<T>) => Promise<T>;
