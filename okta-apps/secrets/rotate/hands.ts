import type { OktaSecret } from '../../okta/client-secrets';
import type { Secret } from '../../shared/secret';
import type { SecretOwner, Sink } from '../sinks/sink';
import type { TokenRequests } from '../../okta/token-requests';
import type { Failures, UseOfOld } from './evidence';
import type { Basis } from './phases';
import type { Proof } from '../introspect';

/** An app that is to be rotated. */
export interface RotatedApp extends SecretOwner {
  /** `storefront-prod/billing` */
  readonly path: string;
  readonly label: string;
  readonly clientId: string;
  /** `token_endpoint_auth_method` */
  readonly method: string;
}

/** All that a rotation of one app does to the world. */
export interface Hands {
  /** Oldest first. @throws CallError */
  list(): Promise<readonly OktaSecret[]>;
  /** @throws CallError */
  add(value: Secret): Promise<OktaSecret>;
  /** @throws CallError */
  activate(id: string): Promise<void>;
  /** @throws CallError */
  deactivate(id: string): Promise<void>;
  /** @throws CallError */
  remove(id: string): Promise<void>;
  /** Where the app's secret is handed to. */
  readonly sink: Sink;
  verify(secret: Secret): Promise<Proof>;
  /** What the system log says of the app's requests for tokens. @param since Milliseconds. */
  tokenRequests(since: number): Promise<TokenRequests>;
  /** By the org's clock, milliseconds. */
  now(): number;
  /** @throws Interrupted when the run is asked to stop. */
  pause(milliseconds: number): Promise<void>;
}

/** What happened in a rotation: a line for the person, and one for the audit. */
export type PhaseEvent =
  | { readonly phase: 'announced' }
  | { readonly phase: 'added'; readonly secretId: string }
  | {
      readonly phase: 'handed-out';
      readonly secretId: string;
      readonly stored: 'verified' | 'stored, not verifiable';
      /** `file secrets/billing.dev.env` */
      readonly sink: string;
    }
  | { readonly phase: 'verified'; readonly secretId: string }
  | { readonly phase: 'discarded'; readonly secretId: string }
  | {
      readonly phase: 'deactivated';
      readonly secretId: string;
      readonly basis: Basis;
      /** @default - the system log was not read */
      readonly use?: UseOfOld;
    }
  | {
      readonly phase: 'deleted';
      readonly secretId: string;
      /** @default - the system log was not read */
      readonly failures?: Failures;
    }
  | { readonly phase: 'activated'; readonly secretId: string }
  /** The new one, by a rollback. */
  | { readonly phase: 'removed'; readonly secretId: string };

/** How far a run got with an app. */
export type Outcome =
  | { readonly kind: 'done' }
  /** Nothing is left to do before. */
  | { readonly kind: 'waiting'; readonly for: 'overlap' | 'grace'; readonly until: number; readonly secretId: string }
  /** A relying party has to change first. */
  | {
      readonly kind: 'waiting';
      readonly for: 'use';
      readonly until: number;
      readonly secretId: string;
      /** When the old secret was used last. */
      readonly last: number;
    }
  | { readonly kind: 'failed'; readonly message: string };
