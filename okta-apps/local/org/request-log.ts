/** One answered request. Bodies and headers are not kept. */
export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** 0 when the connection was cut. */
  readonly status: number;
}

/** How many requests are told. */
const MOST = 50_000;

/** The latest requests of an org. */
export class RequestLog {
  #requests: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > 2 * MOST) this.#requests = this.#requests.slice(-MOST);
  }

  all(): LoggedRequest[] {
    return this.#requests.slice(-MOST);
  }
}
