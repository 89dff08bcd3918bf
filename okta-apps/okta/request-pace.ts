import { setTimeout as sleep } from 'node:timers/promises';

/** What an answer of an org tells of its limits and its clock. */
export interface PacedAnswer {
  readonly headers: { get(name: string): string | null };
}

/** How requests are spread over time. */
export interface PaceOptions {
  /** Percent of the limit that the requests may use, 1 to 100. */
  readonly percent: number;
  /** Requests per minute. @default - what the org's answers say, else 100 */
  readonly perMinute?: number | undefined;
  /** @default - timers and the clock of this machine */
  readonly time?: { readonly now: () => number; readonly wait: (milliseconds: number) => Promise<unknown> };
}

/** The least of Okta's paid plans. */
const PER_MINUTE = 100;
/** All that is below it shares the limit, but the reading of one app. */
const PATH = /\/api\/v1\/apps(?:[/?]|$)/;
const ONE_APP = /\/api\/v1\/apps\/[^/?]+\/?$/;
const POLL_MS = 50;
const TIME = { now: Date.now, wait: sleep };

/**
 * Keeps the requests to the apps of an org within a share of its limit: so many until the window ends that Okta's answers
 * tell of, then as many in the next. It also knows how far the clock of the org is from that of this machine.
 *
 * @see https://developer.okta.com/docs/reference/rl-best-practices/
 */
export class RequestPace {
  readonly #options: PaceOptions;
  readonly #now: () => number;
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  #limit: number;
  #used = 0;
  /** When the window ends, by the clock of this machine. */
  #end: number | undefined;
  #skew = 0;

  constructor(options: PaceOptions) {
    this.#options = options;
    const { now, wait } = options.time ?? TIME;
    [this.#now, this.#wait] = [now, wait];
    this.#limit = options.perMinute ?? PER_MINUTE;
  }

  /** The time of the org in milliseconds, as far as its answers told; whole seconds. */
  orgTime(): number {
    return this.#now() + this.#skew;
  }

  /** Requests per minute that may be made. */
  get allowed(): number {
    return Math.max(1, Math.floor((this.#limit * this.#options.percent) / 100));
  }

  /** Waits until a request may be made. */
  async before(url: string): Promise<void> {
    if (!isPaced(url)) return;
    for (;;) {
      const now = this.#now();
      if (this.#end !== undefined && now >= this.#end) [this.#used, this.#end] = [0, undefined];
      if (this.#used < this.allowed) break;
      await this.#wait(this.#end === undefined ? POLL_MS : this.#end - now);
    }
    this.#used += 1;
  }

  /** Learns from an answer. */
  after(url: string, { headers }: PacedAnswer): void {
    const date = Date.parse(headers.get('date') ?? '');
    if (!Number.isNaN(date)) this.#learnTime(date);
    if (!isPaced(url) || Number.isNaN(date)) return;
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
      Number(headers.get(`x-rate-limit-${name}`) ?? Number.NaN),
    ) as [number, number, number];
    if (!Number.isFinite(reset)) return;
    if (this.#options.perMinute === undefined && limit > 0) this.#limit = limit;
    // The header counts whole seconds: the window may end up to one later.
    this.#end = this.#now() + Math.max(0, reset * 1000 - date) + 1000;
    // Others use the same limit.
    if (remaining === 0) this.#used = this.allowed;
  }

  /** The header has no parts of a second, so that the clocks agree as far as it can tell. */
  #learnTime(date: number): void {
    const difference = date - this.#now();
    this.#skew = difference > -1000 && difference <= 0 ? 0 : difference;
  }
}

function isPaced(url: string): boolean {
  return PATH.test(url) && !ONE_APP.test(url);
}
