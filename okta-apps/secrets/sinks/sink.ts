import { UserError } from '../../shared/errors';
import type { Io } from '../../shared/io';
import type { Secret } from '../../shared/secret';

/** The app whose secret it is. */
export interface SecretOwner {
  /** Construct ID, such as `billing`. */
  readonly app: string;
  readonly environment: string;
}

/**
 * Why a second secret of the app is about to exist: written to the sink before Okta is asked for it. A second secret that
 * no intent explains was added by another person or tool.
 */
export interface Intent {
  /** Id of the run that adds it. */
  readonly run: string;
  /** RFC 3339. */
  readonly time: string;
}

/** What a sink keeps for an app. */
export interface SecretDocument extends SecretOwner {
  readonly clientId: string;
  /** Left out when only the intent is written: the sink keeps the secret that it has. */
  readonly clientSecret?: Secret;
  /** Okta's id of the secret. @default - of an intent: that of the secret that the sink has */
  readonly secretId?: string;
  /** @default - none, which removes an earlier one */
  readonly intent?: Intent;
}

/** `verified`: it was read back and is the same. The other is a sink that shows no one what it holds. */
type Stored = 'verified' | 'stored, not verifiable';

/** Where the client secrets of apps are handed to. One sink may be that of many apps. */
export interface Sink {
  /** Where the secret of the app is, such as `secret okta/prod/billing of AWS Secrets Manager in eu-central-1`. */
  describe(owner: SecretOwner): string;
  /**
   * What is missing before it can be written to: a variable, a program, a package. One sentence for each, with what to
   * do. Nothing is written, and no server is asked.
   */
  needs(): Promise<readonly string[]>;
  /**
   * Stores a document and reads it back where that can be done. It either stores all of it or leaves what is there.
   *
   * @throws SinkError
   */
  write(document: SecretDocument): Promise<Stored>;
  /**
   * What was stored last. Of a sink that shows no secret, the document lacks it.
   *
   * @returns `empty`: nothing is stored for the app; `not readable`: the sink cannot tell.
   * @throws SinkError
   */
  read(owner: SecretOwner): Promise<SecretDocument | 'empty' | 'not readable'>;
}

/** What a sink works with. */
export interface SinkPlace {
  /** Folder of the project, which relative paths begin at. */
  readonly folder: string;
  readonly io: Pick<Io, 'env' | 'stop'>;
}

/** What one request of a sink may take, in milliseconds. */
export const TIMEOUT_MS = 10_000;

/** Of what a server or a command says, a message has so many characters. */
export const LONGEST_TEXT = 300;

/** A name or path of a setting, with the app and the environment in place of `{app}` and `{environment}`. */
export function nameFor(template: string, { app, environment }: SecretOwner): string {
  return template.replaceAll('{app}', app).replaceAll('{environment}', environment);
}

/**
 * `denied`: the credential is wrong, or may not; `refused`: the sink does not take it; `conflict`: another run wrote in
 * between; `busy`: asked to try later; `unreachable`: no answer in time, so that it may have stored it or not; `lost`: it
 * reported success and does not have it.
 */
export type SinkErrorKind = 'denied' | 'refused' | 'conflict' | 'busy' | 'unreachable' | 'lost';

/** A sink that did not do what it was asked, in one line that holds no secret. */
export class SinkError extends UserError {
  override readonly name = 'SinkError';

  constructor(
    readonly kind: SinkErrorKind,
    message: string,
  ) {
    super(message);
  }
}
