import type { Answer, OrgContext } from '../call';
import { forgetOldest } from '../forget-oldest';
import type { SignInRequest } from '../sign-in/request';
import { readAnswer, withoutSecrets, type Result } from './read-answer';
import { readRequest, type Asked } from './read-request';

/** How many requests of each app are kept, and of how many apps. */
const MOST = 20;
const MOST_APPS = 10_000;

/** One request of a client of an app, as a page may show it: no code, token, secret or password is in it. */
export interface ClientRequest {
  readonly at: Date;
  /** Such as `token request`. */
  readonly kind: string;
  /** What was asked for, by parameter. */
  readonly details: readonly (readonly [name: string, value: string])[];
  readonly status: number;
  /** Of an authorization request: what the user's browser was sent to at last. */
  readonly result: Result;
}

/** The latest requests of the clients of each app, newest first. In memory only. */
export class ClientRequests {
  readonly #org: OrgContext;
  readonly #ofApps = new Map<string, readonly ClientRequest[]>();
  /** Authorization requests that wait for a user, by the id in the address of their page. */
  readonly #open = new Map<string, { readonly app: string; readonly request: ClientRequest }>();

  constructor(org: OrgContext) {
    this.#org = org;
  }

  /** @param app Its id in the org; '' for requests that name no app of it. */
  of(app: string): readonly ClientRequest[] {
    return this.#ofApps.get(app) ?? [];
  }

  /** Notes a request and its answer, once. Requests for keys and discovery documents are of no app. */
  note(request: SignInRequest, answer: Answer): void {
    const asked = readRequest(request);
    if (asked === undefined) return;
    const result = readAnswer(answer, asked);
    const waits = result.kind === 'page' ? result.id : undefined;
    const open = this.#open.get(asked.interaction ?? '');
    if (open !== undefined && asked.kind !== 'sign-in form') {
      this.#open.delete(asked.interaction ?? '');
      this.#replace(open.app, open.request, { ...open.request, status: answer.status, result }, waits);
      return;
    }
    // The form of the sign-in page is of interest when it was refused; otherwise it belongs to the authorization request.
    if (asked.kind === 'sign-in form' && (open === undefined || result.kind !== 'error')) return;
    const app = open?.app ?? this.#org.state.apps.named(asked.clientId ?? '')?.id ?? '';
    this.#add(app, noted(this.#org.now(), asked, answer, result), waits);
  }

  #add(app: string, request: ClientRequest, waits: string | undefined): void {
    this.#ofApps.set(app, [request, ...this.of(app)].slice(0, MOST));
    forgetOldest(this.#ofApps, MOST_APPS);
    this.#wait(waits, app, request);
  }

  #replace(app: string, before: ClientRequest, after: ClientRequest, waits: string | undefined): void {
    const known = this.of(app).map((request) => (request === before ? after : request));
    this.#ofApps.set(app, known);
    this.#wait(waits, app, after);
  }

  #wait(id: string | undefined, app: string, request: ClientRequest): void {
    if (id === undefined) return;
    this.#open.set(id, { app, request });
    forgetOldest(this.#open, MOST_APPS);
  }
}

function noted(at: Date, { kind, details, secrets }: Asked, { status }: Answer, result: Result): ClientRequest {
  const shown = details.map(([name, value]) => [name, withoutSecrets(value, secrets)] as const);
  return { at, kind, details: shown, status, result };
}
