/** Which requests a fault happens to: all that match, from the n-th on, for so many times. */
interface Where {
  readonly method?: string;
  /** The beginning of the path, such as `/api/v1/apps`, or a pattern for it. */
  readonly path?: string | RegExp;
  /** The first matching request that it happens to, counted from 1. @default 1 */
  readonly from?: number;
  /** @default every one from then on */
  readonly times?: number;
}

/** Something that goes wrong on purpose, for tests. */
export type Fault = Where &
  (
    | { readonly kind: 'rate-limit'; /** Seconds until the reset. @default 1 */ readonly seconds?: number }
    | { readonly kind: 'error' /** 500 E0000009 */ }
    | { readonly kind: 'slow'; /** Seconds to wait, then the usual answer. */ readonly seconds: number }
    | {
        readonly kind: 'held';
        /** Called when the request comes, which is done when this is over. */
        readonly hold: () => Promise<unknown>;
      }
    | { readonly kind: 'cut' /** The connection is closed; nothing was done. */ }
    | { readonly kind: 'lost' /** The request is done, and the connection closed without its answer. */ }
    | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  );

/** The faults of a running org. */
export class Faults {
  #entries: { readonly fault: Fault; seen: number }[] = [];

  constructor(faults: readonly Fault[] = []) {
    this.set(...faults);
  }

  /** From now on these faults, and none of those before. Without any all is well again. */
  set(...faults: readonly Fault[]): void {
    this.#entries = faults.map((fault) => ({ fault, seen: 0 }));
  }

  /** The fault of this request, if it has one. */
  next(method: string, path: string): Fault | undefined {
    let happens: Fault | undefined;
    for (const entry of this.#entries) {
      const { fault } = entry;
      if (!matches(fault, method, path)) continue;
      entry.seen += 1;
      const { from = 1, times = Infinity } = fault;
      if (entry.seen >= from && entry.seen < from + times) happens ??= fault;
    }
    return happens;
  }
}

function matches({ method, path }: Where, asked: string, at: string): boolean {
  if (method !== undefined && method !== asked) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? at.startsWith(path) : path.test(at);
}
