import { isObject, textField } from '../../shared/json';
import { headOf } from '../../shared/known-secrets';
import { jsonOf } from '../../shared/read-file';
import { unwrap, type Secret } from '../../shared/secret';
import type { GitHubActionsSink } from '../../shared/secret-settings';
import { visible } from '../../shared/visible-text';
import { documentOf, isSameDocument, merged, refuseOther } from './document';
import { missingPackage, optionalPackage } from './optional-package';
import {
  LONGEST_TEXT,
  SinkError,
  TIMEOUT_MS,
  type SecretDocument,
  type SecretOwner,
  type Sink,
  type SinkErrorKind,
  type SinkPlace,
} from './sink';

const PACKAGE = 'libsodium-wrappers';
const TOKEN = 'GITHUB_TOKEN';

/** A member of the metadata: a write of the secret has begun, and whether it was done is not known. */
const WRITING = 'writing';

/** What the metadata says. */
interface Current {
  readonly document: SecretDocument | undefined;
  /** The secret may be another one than the metadata says. */
  readonly isUnsure: boolean;
}

/** What is used of libsodium; it is installed only where this sink is used. */
interface Sodium {
  readonly ready: Promise<void>;
  crypto_box_seal(message: Uint8Array, publicKey: Uint8Array): Uint8Array;
}

/**
 * A secret of GitHub Actions, of a repository or of one of its environments. GitHub shows no secret to anyone, not even a
 * hash, so it is stored and not verifiable; client ID, secret ID and intent are in variables beside it, which can be read.
 *
 * @param timeoutMs What one request may take. @default 10,000
 * @see https://docs.github.com/en/rest/actions/secrets
 */
export function githubSink(
  { repository, environment }: GitHubActionsSink,
  { folder, io }: SinkPlace,
  timeoutMs = TIMEOUT_MS,
): Sink {
  const place = environment === undefined ? repository : `environment ${environment} of ${repository}`;
  const describe = (owner: SecretOwner) => `secret ${namesOf(owner).secret} of ${place} on GitHub`;
  const [owner = '', repo = ''] = repository.split('/').map(encodeURIComponent);
  const base =
    environment === undefined
      ? `/repos/${owner}/${repo}/actions`
      : `/repos/${owner}/${repo}/environments/${encodeURIComponent(environment)}`;
  /** Undefined for what does not exist. */
  const ask = async (shown: string, method: string, path: string, body: object = {}): Promise<unknown> => {
    const { Octokit } = await import('@octokit/rest');
    const octokit = new Octokit({
      auth: io.env[TOKEN],
      baseUrl: io.env['GITHUB_API_URL'] ?? 'https://api.github.com',
      log: SILENT,
    });
    try {
      const request = { signal: AbortSignal.timeout(timeoutMs) };
      return (await octokit.request(`${method} ${base}${path}`, { ...body, request })).data as unknown;
    } catch (error) {
      if (method !== 'PUT' && (error as { readonly status?: unknown }).status === 404) return undefined;
      throw refusal(error, shown);
    }
  };
  const current = async (of: SecretOwner): Promise<Current> => {
    const variable = await ask(describe(of), 'GET', `/variables/${namesOf(of).metadata}`);
    const value = jsonOf(isObject(variable) ? textField(variable, 'value') : undefined);
    refuseOther(value, of, describe(of));
    return { document: documentOf(value, of), isUnsure: isObject(value) && value[WRITING] === true };
  };
  const setMetadata = async (of: SecretOwner, metadata: object): Promise<void> => {
    await setVariable(describe(of), namesOf(of).metadata, JSON.stringify(metadata));
  };
  const setVariable = async (shown: string, name: string, value: string): Promise<void> => {
    const exists = (await ask(shown, 'GET', `/variables/${name}`)) !== undefined;
    if (exists) await ask(shown, 'PATCH', `/variables/${name}`, { name, value });
    else await ask(shown, 'POST', '/variables', { name, value });
  };
  const setSecret = async (shown: string, name: string, secret: Secret): Promise<void> => {
    const answer = await ask(shown, 'GET', '/secrets/public-key');
    const key = isObject(answer) ? textField(answer, 'key') : undefined;
    const keyId = isObject(answer) ? textField(answer, 'key_id') : undefined;
    if (key === undefined || keyId === undefined)
      throw new SinkError(
        'denied',
        `${shown}: GitHub gives no public key: there is no such place, or the token may not write its secrets`,
      );
    const body = { encrypted_value: await sealed(secret, key, folder), key_id: keyId };
    await ask(shown, 'PUT', `/secrets/${name}`, body);
  };
  /** A secret and what says which one it is are two requests: where the second one is missing, the sink says that it cannot tell. */
  const setBoth = async (
    document: SecretDocument & { readonly clientSecret: Secret },
    before: Current,
  ): Promise<void> => {
    const [shown, { secret, metadata }] = [describe(document), namesOf(document)];
    const { app, environment, clientId } = document;
    await setMetadata(document, { ...(before.document ?? { app, environment, clientId }), [WRITING]: true });
    try {
      await setSecret(shown, secret, document.clientSecret);
    } catch (error) {
      if (error instanceof SinkError && error.kind !== 'unreachable' && !before.isUnsure) {
        // GitHub has not stored it, so the secret is still the one of before.
        if (before.document === undefined) await ask(shown, 'DELETE', `/variables/${metadata}`);
        else await setMetadata(document, before.document);
      }
      throw error;
    }
  };
  return {
    describe,
    needs: () =>
      Promise.resolve([
        ...missingPackage(PACKAGE, folder),
        ...(io.env[TOKEN]
          ? []
          : [`${TOKEN} is not set; the sink needs a token that may write secrets and variables of ${place}`]),
      ]),
    write: async (document) => {
      const [shown, names] = [describe(document), namesOf(document)];
      const before = await current(document);
      const { clientSecret, ...metadata } = merged(before.document, document);
      if (clientSecret !== undefined) await setBoth({ ...document, clientSecret }, before);
      await setVariable(shown, names.id, document.clientId);
      const isUnsure = before.isUnsure && clientSecret === undefined;
      await setMetadata(document, { ...metadata, ...(isUnsure && { [WRITING]: true }) });
      const stored = await current(document);
      if (stored.document !== undefined && stored.isUnsure === isUnsure && isSameDocument(stored.document, metadata))
        return 'stored, not verifiable';
      throw new SinkError('lost', `${shown}: GitHub reported success, and variable ${names.metadata} does not say so`);
    },
    read: async (of) => {
      const { document, isUnsure } = await current(of);
      return isUnsure ? 'not readable' : (document ?? 'empty');
    },
  };
}

/** Octokit reports deprecations and the like on the console. */
const SILENT = { debug: noop, info: noop, warn: noop, error: noop };

function noop(): void {
  // Nothing.
}

/** Names of GitHub are upper-case letters, digits and `_`. */
function namesOf({ app }: SecretOwner): { readonly secret: string; readonly id: string; readonly metadata: string } {
  const prefix = `OKTA_${app.toUpperCase().replaceAll('-', '_')}`;
  return { secret: `${prefix}_CLIENT_SECRET`, id: `${prefix}_CLIENT_ID`, metadata: `${prefix}_SECRET_STATE` };
}

/** As only GitHub can open it. @see https://libsodium.gitbook.io/doc/public-key_cryptography/sealed_boxes */
async function sealed(secret: Secret, publicKey: string, folder: string): Promise<string> {
  const sodium = optionalPackage(PACKAGE, folder) as Sodium;
  await sodium.ready;
  const box = sodium.crypto_box_seal(Buffer.from(unwrap(secret)), Buffer.from(publicKey, 'base64'));
  return Buffer.from(box).toString('base64');
}

function refusal(error: unknown, place: string): SinkError {
  const { status, message, response } = error as {
    readonly status?: number;
    readonly message?: string;
    readonly response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  const isAnswer = typeof status === 'number' && response !== undefined;
  if (!isAnswer) return new SinkError('unreachable', `${place}: no answer of GitHub in time`);
  const isLimited = status === 429 || (status === 403 && response.headers?.['x-ratelimit-remaining'] === '0');
  const kind: SinkErrorKind = isLimited ? 'busy' : (KINDS[status] ?? (status >= 500 ? 'unreachable' : 'refused'));
  return new SinkError(kind, `${place}: GitHub answered ${status}: ${headOf(visible(message ?? ''), LONGEST_TEXT)}`);
}

const KINDS: Readonly<Record<number, SinkErrorKind>> = { 401: 'denied', 403: 'denied', 404: 'denied', 409: 'conflict' };
