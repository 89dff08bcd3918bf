import { createPrivateKey } from 'node:crypto';
import type { Agent } from 'node:http';
import { isLoopback } from '../shared/uri';
import { answerError, asCallError, CallError } from './call-error';
import type { OrgCredential } from './credential';
import type { RequestPace } from './request-pace';
import { openSdk, sdkParts, type Executor, type Response, type Sdk } from './sdk';

export interface ClientOptions {
  /** The longest that one request may take, with all its retries, in milliseconds. @default 10,000 */
  readonly timeoutMs?: number;
  /** How often a request is made again after a 429, when its window opens. @default 2 */
  readonly maxRetries?: number;
  /** Spreads the requests over time. @default - they are made at once */
  readonly pace?: Pick<RequestPace, 'before' | 'after'>;
}

/** An org with a credential. */
export interface OrgClient {
  /**
   * Does something with the official SDK.
   *
   * @throws CallError in place of every error of the SDK.
   */
  call<T>(work: (sdk: Sdk) => Promise<T>): Promise<T>;
  /** What requests of other libraries to the org have to take, too: the proxy of HTTPS_PROXY. Undefined without one. */
  readonly agent: Agent | undefined;
}

const TIMEOUT_MS = 10_000;
const MAX_RETRIES = 2;

/**
 * A client of the official SDK, of which only what sends requests is loaded here.
 *
 * The SDK (8.1) sends its credential wherever it is told to, so the address is checked here: https, or http on
 * loopback, which is how the local org is spoken to. There it must not take the proxy of HTTPS_PROXY. All that it
 * would read from `~/.okta/okta.yaml` or `OKTA_CLIENT_*` is given explicitly, and its cache is off: an org is always
 * asked.
 *
 * @param orgUrl `https://acme.okta.com`, without a path.
 * @throws CallError `unusable`, before anything is sent: not an address, not a token, not a private key.
 */
export function openClient(orgUrl: string, credential: OrgCredential, options: ClientOptions = {}): OrgClient {
  const { timeoutMs = TIMEOUT_MS, maxRetries = MAX_RETRIES } = options;
  const loopback = checkAddress(orgUrl);
  checkCredential(credential);
  const executor = makeExecutor({ ...options, timeoutMs, maxRetries });
  const sdk = openSdk(orgUrl, credential, { executor, isDirect: loopback });
  executor.agent = sdk.http.agent;
  return {
    agent: sdk.http.agent as Agent | undefined,
    call: async (work) => {
      try {
        return await work(sdk);
      } catch (error) {
        throw asCallError(error, timeoutMs);
      }
    },
  };
}

/** @returns Whether it is on this machine. */
function checkAddress(orgUrl: string): boolean {
  const url = URL.canParse(orgUrl) ? new URL(orgUrl) : undefined;
  const loopback = isLoopback(url?.hostname ?? '');
  const bare = url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (bare && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) return loopback;
  throw new CallError('unusable', `${orgUrl} is not the address of an org, such as https://acme.okta.com`);
}

function checkCredential(credential: OrgCredential): void {
  if (credential.type === 'service-app') {
    checkKey(credential.privateKey);
    if (credential.scopes.length === 0) throw new CallError('unusable', 'the service app has no scopes');
  } else if (!/^[\x21-\x7e]+$/.test(credential.token)) {
    // The HTTP client would put a header that it does not take into its message.
    throw new CallError(
      'unusable',
      'it does not hold an API token: it contains characters that Okta tokens never have',
    );
  }
}

function checkKey(pem: string): void {
  let type: string | undefined;
  try {
    type = createPrivateKey(pem).asymmetricKeyType;
  } catch {
    throw new CallError('unusable', 'it does not hold a private key in PEM form');
  }
  if (type !== 'rsa')
    throw new CallError('unusable', "it does not hold an RSA key, and Okta's SDK signs with no other");
}

/**
 * The SDK's executor, which waits and retries on 429, with what the SDK leaves out: token requests go through the
 * proxy as all others do, a refused token request is an error and not a token, nothing follows a redirect.
 */
function makeExecutor({
  timeoutMs,
  maxRetries,
  pace,
}: ClientOptions & Required<Omit<ClientOptions, 'pace'>>): Executor {
  const { DefaultRequestExecutor } = sdkParts();
  const executor = new DefaultRequestExecutor({ maxRetries, requestTimeout: timeoutMs });
  const send = executor.fetch.bind(executor);
  executor.fetch = async (request) => {
    request.redirect = 'error';
    request.agent = executor.agent;
    await pace?.before(request.url ?? '');
    const response = await send(request);
    pace?.after(request.url ?? '', response);
    if (!response.ok && request.url?.endsWith('/oauth2/v1/token') === true) await refuseToken(response);
    return response;
  };
  return executor;
}

/** @throws CallError unless the org only asks for a DPoP nonce, which the SDK sends then. */
async function refuseToken(response: Response): Promise<void> {
  let body: unknown;
  try {
    body = await response.clone().json();
  } catch {
    body = undefined;
  }
  const { error } = (body ?? {}) as { readonly error?: unknown };
  if (error !== 'use_dpop_nonce') throw answerError({ status: response.status, body });
}

/**
 * A list as Okta sends it, over all its pages: the SDK's own types drop what they do not know.
 *
 * @param path Such as `/api/v1/logs?limit=1000`.
 */
export function rawPages({ http, baseUrl }: Pick<Sdk, 'http' | 'baseUrl'>, path: string): AsyncIterable<object | null> {
  const { Collection } = sdkParts();
  // A factory that makes nothing gives what Okta sent.
  return new Collection(http, `${baseUrl}${path}`, {});
}

/** All that a list of the SDK has, over all its pages. The SDK gives null for a page with nothing on it. */
export async function allOf<T>(collection: AsyncIterable<T | null>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of collection) if (one !== null) found.push(one);
  return found;
}
