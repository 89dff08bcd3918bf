import { randomUUID } from 'node:crypto';

/** Who did something, or to what it was done. */
export interface LogEntity {
  readonly id: string;
  readonly type: string;
  readonly alternateId: string;
  readonly displayName: string;
}

/** One event as Okta returns it, with the fields that the local org knows. No secret is in it in plain text. */
export interface LogEvent {
  readonly uuid: string;
  /** RFC 3339, with milliseconds. */
  readonly published: string;
  readonly eventType: string;
  readonly displayMessage: string;
  readonly severity: 'INFO' | 'WARN';
  readonly version: '0';
  readonly actor: LogEntity;
  /** `id` is the client ID of an OAuth request. */
  readonly client: { readonly id: string | null; readonly ipAddress: string };
  readonly outcome: { readonly result: 'SUCCESS' | 'FAILURE'; readonly reason: string | null };
  readonly target: readonly LogEntity[];
  readonly transaction: { readonly type: 'WEB'; readonly id: string };
  readonly debugContext: { readonly debugData: Readonly<Record<string, string>> };
}

/** What the log adds by itself is left out. */
export type NewEvent = Omit<LogEvent, 'uuid' | 'published' | 'version' | 'transaction' | 'severity'>;

/** How many events are kept. Okta keeps them for 90 days. */
const MOST = 10_000;

/** The latest events of an org, oldest first. In memory only: they end with the org. */
export class SystemLog {
  readonly #now: () => Date;
  #events: LogEvent[] = [];

  constructor(now: () => Date) {
    this.#now = now;
  }

  add(...events: readonly NewEvent[]): void {
    const published = this.#now().toISOString();
    const transaction = { type: 'WEB', id: randomUUID().replaceAll('-', '') } as const;
    for (const event of events) {
      const severity = event.outcome.result === 'SUCCESS' ? 'INFO' : 'WARN';
      this.#events.push({ ...event, uuid: randomUUID(), published, severity, version: '0', transaction });
    }
    if (this.#events.length > 2 * MOST) this.#events = this.#events.slice(-MOST);
  }

  all(): readonly LogEvent[] {
    return this.#events.slice(-MOST);
  }
}
