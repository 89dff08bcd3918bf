/** Work that is asked for more often than it can be done. */
export interface Repeated {
  /** Does it, or does it once more when it is being done. */
  readonly ask: () => void;
  /** Resolves when nothing is done and nothing is asked for; rejects with what the work threw. */
  readonly idle: () => Promise<void>;
}

/** Never two at once: however often it is asked for meanwhile, one more follows, which sees everything that was asked for. */
export function oneAtATime(work: () => Promise<void>): Repeated {
  let isAsked = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (isAsked) {
      isAsked = false;
      await work();
    }
  };
  return {
    ask() {
      isAsked = true;
      running ??= run().finally(() => {
        running = undefined;
      });
      // The caller of `idle` gets the error.
      running.catch(() => undefined);
    },
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}
