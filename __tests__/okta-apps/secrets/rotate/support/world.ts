import { CallError } from '../../../../../okta-apps/okta/call-error';
import type { TokenRequest, TokenRequests } from '../../../../../okta-apps/okta/token-requests';
import type { OktaSecret } from '../../../../../okta-apps/okta/client-secrets';
import type { Hands, RotatedApp } from '../../../../../okta-apps/secrets/rotate/hands';
import { merged } from '../../../../../okta-apps/secrets/sinks/document';
import type { SecretDocument, Sink } from '../../../../../okta-apps/secrets/sinks/sink';
import { Secret } from '../../../../../okta-apps/shared/secret';

export const APP: RotatedApp = {
  app: 'billing',
  environment: 'dev',
  path: 'shop-dev/billing',
  label: 'Billing',
  clientId: 'billing-dev',
  method: 'client_secret_basic',
};

/** The process ends here. */
export class Killed extends Error {}

/** Okta's rules for the secrets of one app, and a sink, in memory, with a clock of their own. */
export class World {
  secrets: OktaSecret[] = [];
  stored: SecretDocument | undefined;
  now = Date.parse('2026-11-27T08:00:00Z');
  /** What was done, in order. */
  readonly done: string[] = [];
  /** Called before (`begun`) and after each thing that is done. */
  around: (what: string, begun: boolean) => void = () => undefined;
  /** What the sink answers to a write. */
  answer: 'verified' | 'stored, not verifiable' = 'verified';
  isReadable = true;
  /** The sink says that it stored something, and did not. */
  forgets = false;
  /** Token requests, oldest first. Undefined: the credential may not read the system log. */
  log: TokenRequest[] | undefined;
  #count = 0;

  constructor() {
    this.create(new Secret('initial-secret-canary'));
    this.done.length = 0;
  }

  create(value: Secret): OktaSecret {
    const secret = this.#secret(value);
    this.secrets.push(secret);
    return secret;
  }

  /** Whether a relying party that has what the sink has can authenticate; before the first rotation it has the initial one. */
  get works(): boolean {
    const value = this.stored?.clientSecret;
    const active = this.secrets.filter(({ status }) => status === 'ACTIVE');
    return value === undefined ? active.some(({ id }) => id === 'ocs1') : active.some((one) => one.value.equals(value));
  }

  readonly hands: Hands = {
    list: () => this.#do('list', () => [...this.secrets]),
    add: (value) =>
      this.#do('add', () => {
        if (this.secrets.length >= 2) throw refused('maximum');
        return this.create(value);
      }),
    activate: (id) => this.#do(`activate ${id}`, () => this.#set(id, 'ACTIVE')),
    deactivate: (id) => this.#do(`deactivate ${id}`, () => this.#set(id, 'INACTIVE')),
    remove: (id) =>
      this.#do(`delete ${id}`, () => {
        if (this.#find(id).status === 'ACTIVE') throw refused('active');
        this.secrets = this.secrets.filter((one) => one.id !== id);
      }),
    sink: this.#sink(),
    verify: (value) =>
      this.#do('verify', () => {
        const works = this.secrets.some((one) => one.status === 'ACTIVE' && one.value.equals(value));
        return works ? { outcome: 'proven' as const } : { outcome: 'refused' as const };
      }),
    tokenRequests: (since) => this.#do('read the log', () => this.#logSince(since)),
    now: () => this.now,
    pause: async (milliseconds) => {
      // Everything else runs in that time.
      for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
      this.now += Math.max(0, milliseconds);
    },
  };

  /** A relying party gets a token, or is refused, with a secret. */
  authenticate(value: Secret): TokenRequest['outcome'] {
    const secret = this.secrets.find((one) => one.status === 'ACTIVE' && one.value.equals(value));
    const outcome = secret === undefined ? 'refused' : 'granted';
    const secretHash = secret?.hash;
    this.log?.push({ time: this.now, outcome, ...(secretHash && { secretHash }) });
    return outcome;
  }

  #logSince(from: number): TokenRequests {
    if (this.log === undefined) return { kind: 'not looked at', why: 'it may not read it', isRefused: true };
    const requests = this.log.filter(({ time }) => time >= from).reverse();
    return { kind: 'read', requests, from, to: this.now, isComplete: true };
  }

  #sink(): Sink {
    return {
      describe: () => 'the sink',
      needs: () => Promise.resolve([]),
      write: (document) =>
        this.#do(document.clientSecret === undefined ? 'announce' : 'hand out', () => {
          if (!this.forgets) this.stored = merged(this.stored, document);
          return this.answer;
        }),
      read: () => this.#do('read', () => (this.isReadable ? (this.stored ?? 'empty') : 'not readable')),
    };
  }

  #set(id: string, status: OktaSecret['status']): void {
    const others = this.secrets.filter((one) => one.id !== id && one.status === 'ACTIVE');
    if (status === 'INACTIVE' && others.length === 0) throw refused('only active');
    const changed = { ...this.#find(id), status, lastUpdated: new Date(this.now).toISOString() };
    this.secrets = this.secrets.map((one) => (one.id === id ? changed : one));
  }

  #find(id: string): OktaSecret {
    const found = this.secrets.find((one) => one.id === id);
    if (found === undefined) throw new CallError('answer', '404 E0000007', { status: 404 });
    return found;
  }

  #secret(value: Secret): OktaSecret {
    this.#count += 1;
    const created = new Date(this.now).toISOString();
    const hash = new Secret(`hash-of-ocs${this.#count}-canary`);
    return { id: `ocs${this.#count}`, status: 'ACTIVE', created, lastUpdated: created, value, hash };
  }

  async #do<T>(what: string, work: () => T): Promise<T> {
    await Promise.resolve();
    this.around(what, true);
    const result = work();
    this.now += 100;
    if (!/^(?:list|read|verify)/.test(what)) this.done.push(what);
    this.around(what, false);
    return result;
  }
}

function refused(why: string): CallError {
  return new CallError('answer', `400 E0000001: ${why}`, { status: 400, code: 'E0000001' });
}
