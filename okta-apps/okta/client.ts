import { createPrivateKey } from 'node:crypto';
import type { Agent } from 'node:http';
import { createRequire } from 'node:module';
import type * as sdkModule from '@okta/okta-sdk-nodejs';
import { isLoopback } from '../shared/uri';
import { answerError, asCallError, CallError } from './call-error';
import type { OrgCredential } from './credential';
import type { RequestPace } from './request-pace';

const load: (module: string) => unknown = createRequire(__filename);

type Client = sdkModule.Client;

/** What the SDK gives to its executor, and gets from it; its own types lean on a package that it does not bring. */
interface Request {
  readonly url?: string;
  redirect?: 'error';
  agent?: unknown;
}

interface Response {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  clone(): { json(): Promise<unknown> };
}

interface Executor {
  agent?: unknown;
  fetch(request: Request): Promise<Response>;
}

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
  call<T>(work: (sdk: Client) => Promise<T>): Promise<T>;
  /** What requests of other libraries to the org have to take, too: the proxy of HTTPS_PROXY. Undefined without one. */
  readonly agent: Agent | undefined;
}

const TIMEOUT_MS = 10_000;
const MAX_RETRIES = 2;

/**
 * A client of the official SDK, which is loaded here and not before (half a second).
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
  const modules = load('@okta/okta-sdk-nodejs') as typeof sdkModule;
  const executor = makeExecutor(modules, { ...options, timeoutMs, maxRetries });
  const sdk = makeSdk(modules, orgUrl, credential, executor);
  if (loopback) sdk.http.agent = undefined;
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
function makeExecutor(
  { DefaultRequestExecutor }: typeof sdkModule,
  { timeoutMs, maxRetries, pace }: ClientOptions & Required<Omit<ClientOptions, 'pace'>>,
): Executor {
  const executor = new DefaultRequestExecutor({ maxRetries, requestTimeout: timeoutMs }) as unknown as Executor;
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

function makeSdk(
  { Client: SdkClient }: typeof sdkModule,
  orgUrl: string,
  credential: OrgCredential,
  requestExecutor: Executor,
): Client {
  const none = { token: '', clientId: '', scopes: [], privateKey: '', keyId: '' };
  const config = { ...none, orgUrl, requestExecutor: requestExecutor as never, cacheMiddleware: null };
  try {
    if (credential.type === 'api-token')
      return new SdkClient({ ...config, authorizationMode: 'SSWS', token: credential.token });
    const { clientId, privateKey, privateKeyId: keyId = '', scopes } = credential;
    const own = { clientId, privateKey, keyId, scopes: [...scopes] };
    return new SdkClient({ ...config, ...own, authorizationMode: 'PrivateKey' });
  } catch {
    // All else was checked before; the SDK's message would show lines of the file.
    throw new CallError('unusable', '~/.okta/okta.yaml or okta.yaml in this folder cannot be read; fix or move it');
  }
}

/**
 * A list as Okta sends it, over all its pages: the SDK's own types drop what they do not know.
 *
 * @param path Such as `/api/v1/logs?limit=1000`.
 */
export async function rawPages({ http, baseUrl }: Client, path: string): Promise<AsyncIterable<object | null>> {
  const { Collection } = await import('@okta/okta-sdk-nodejs');
  // Its types ask for a factory. With one that makes nothing it gives what Okta sent.
  return new Collection<object>(http, `${baseUrl}${path}`, {} as never);
}

/** All that a list of the SDK has, over all its pages. The SDK gives null for a page with nothing on it. */
export async function allOf<T>(collection: AsyncIterable<T | null>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of collection) if (one !== null) found.push(one);
  return found;
}
