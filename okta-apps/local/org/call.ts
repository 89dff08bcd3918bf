import type { SystemLog } from './log/system-log';
import type { State } from './records';
import type { Area, Level, Role } from './rights';

/** What every handler may use of the org. */
export interface OrgContext {
  readonly state: State;
  /** Does the work of one request, and gives its result when all that it changed or saw is stored. */
  stored<T>(work: () => T): Promise<T>;
  readonly log: SystemLog;
  readonly customDomain: boolean;
  /** `http://127.0.0.1:PORT`, the address that links are built from. */
  url(): string;
  now(): Date;
  /** Whether this name was not used before; it is remembered until `until`, in seconds since 1970. */
  useOnce(name: string, until: number): boolean;
}

/** Whose request it is, and what they may do. */
export type Caller =
  | { readonly kind: 'token'; readonly userId: string; readonly roles: readonly Role[] }
  | {
      readonly kind: 'bearer';
      readonly clientId: string;
      readonly scopes: readonly string[];
      readonly roles: readonly Role[];
    }
  | { readonly kind: 'anonymous' };

/** One request, after its path was matched and its credential accepted. */
export interface Call {
  readonly org: OrgContext;
  readonly caller: Caller;
  /** The path as asked for, without query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly contentType: string;
  /** The body as it came. */
  readonly raw: Buffer;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** Gives the request to the org's authorization server of users. */
  signIn(): Promise<Answer>;
  /** The body as JSON. @throws OktaError E0000021 when it is of another type, E0000003 when it cannot be parsed */
  json(): unknown;
}

/** What is answered: `body` is sent as JSON, `bytes` as they are; without both the body is empty. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** One operation of the management API. */
export type Route = Operation & (Closed | Open);

interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for a path parameter. */
  readonly path: string;
  /** The scope that an access token needs, and with it what its role must allow; absent where none is asked for. */
  readonly scope?: `okta.${Area}.${Level}`;
  /** What the role must be for, when that is not what the scope is for. */
  readonly area?: Area;
}

interface Closed {
  readonly open?: undefined;
  /** Without a pause, so that its changes are stored as one. */
  handle(call: Call): Answer;
}

/** Answered without a credential; it changes nothing. */
interface Open {
  readonly open: true;
  handle(call: Call): Answer | Promise<Answer>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent = (): Answer => ({ status: 204 });

/** A path parameter that the route's path names. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** A point in time as Okta writes it: whole seconds, `2026-06-01T00:00:01.000Z`. */
export function timestamp(org: OrgContext): string {
  return `${org.now().toISOString().slice(0, 19)}.000Z`;
}
