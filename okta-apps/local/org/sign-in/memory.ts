import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * What both authorization servers of an org know: who is signed in, and what they allowed an app. A code or a token is
 * one of the server that made it, and the other one does not know it.
 */
const OF_ORG: readonly string[] = ['Session', 'Grant'];

/** How many entries of one kind are kept before expired ones are looked for. */
const SWEEP = 500;

/** What an authorization server remembers between two requests: sessions, grants, codes and tokens, until their time is over. */
export class Memory {
  readonly #kinds = new Map<string, Map<string, Entry>>();
  /** The id of each session, by the uid that tokens name it with. */
  readonly #ids = new Map<string, string>();
  readonly #now: () => number;
  #nextSweep = SWEEP;
  readonly #grace: (clientId: string) => number;

  /**
   * @param now seconds since 1970
   * @param grace for how many seconds an app's refresh token stays valid after it was used
   */
  constructor(now: () => number, grace: (clientId: string) => number) {
    this.#now = now;
    this.#grace = grace;
  }

  /** What oidc-provider keeps one kind of thing of a server in. */
  adapter(server: string, kind: string): Adapter {
    const entries = this.#entries(OF_ORG.includes(kind) ? kind : `${server} ${kind}`);
    // In memory nothing takes time; oidc-provider wants promises.
    const done = Promise.resolve();
    return {
      upsert: (id, payload, expiresIn = Infinity) => {
        this.#forgetExpired(entries);
        entries.set(id, { payload, until: this.#now() + expiresIn });
        if (payload.uid !== undefined) this.#ids.set(payload.uid, id);
        return done;
      },
      find: (id) => Promise.resolve(this.#shown(kind, entries.get(id))),
      findByUid: (uid) => {
        const entry = entries.get(this.#ids.get(uid) ?? '');
        return Promise.resolve(this.#shown(kind, entry));
      },
      findByUserCode: () => Promise.resolve(undefined),
      consume: (id) => {
        const entry = entries.get(id);
        // The first use counts: a token that is used again within its grace period does not live longer by it.
        if (entry !== undefined) entry.payload = { consumed: this.#now(), ...entry.payload };
        return done;
      },
      destroy: (id) => {
        this.#forget(entries, id);
        return done;
      },
      revokeByGrantId: (grantId) => {
        for (const [id, { payload }] of entries) if (payload.grantId === grantId) this.#forget(entries, id);
        return done;
      },
    };
  }

  #entries(kind: string): Map<string, Entry> {
    const known = this.#kinds.get(kind) ?? new Map<string, Entry>();
    this.#kinds.set(kind, known);
    return known;
  }

  /** Now and then, because looking at all for each new one would make a busy org slower and slower. */
  #forgetExpired(entries: Map<string, Entry>): void {
    if (entries.size < this.#nextSweep) return;
    for (const [id, { until }] of entries) if (until <= this.#now()) this.#forget(entries, id);
    this.#nextSweep = Math.max(SWEEP, 2 * entries.size);
  }

  #forget(entries: Map<string, Entry>, id: string): void {
    const { uid = '' } = entries.get(id)?.payload ?? {};
    entries.delete(id);
    // A session that gets another id keeps its uid.
    if (this.#ids.get(uid) === id) this.#ids.delete(uid);
  }

  /** A refresh token that was rotated counts as unused until its grace period is over. */
  #shown(kind: string, entry: Entry | undefined): AdapterPayload | undefined {
    if (entry === undefined || entry.until <= this.#now()) return undefined;
    const consumed: unknown = entry.payload['consumed'];
    const isKept = kind === 'RefreshToken' && typeof consumed === 'number';
    if (!isKept || this.#now() - consumed >= this.#grace(entry.payload.clientId ?? '')) return entry.payload;
    return Object.fromEntries(Object.entries(entry.payload).filter(([name]) => name !== 'consumed'));
  }
}

interface Entry {
  payload: AdapterPayload;
  /** Seconds since 1970. */
  readonly until: number;
}
