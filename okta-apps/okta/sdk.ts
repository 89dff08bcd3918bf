import { createRequire } from 'node:module';
import { platform, release } from 'node:os';
import type * as sdkModule from '@okta/okta-sdk-nodejs';
import { once } from '../shared/schema';
import { CallError } from './call-error';
import type { OrgCredential, ServiceApp } from './credential';

/**
 * The client of Okta's SDK. What sends requests is loaded with it: `http`, `oauth`. Its API objects, such as
 * `applicationApi`, are loaded when one of them is first used.
 */
export type Sdk = sdkModule.Client;

/** What the SDK gives to its executor, and gets from it; its own types lean on a package that it does not bring. */
interface Request {
  readonly url?: string;
  redirect?: 'error';
  agent?: unknown;
}

export interface Response {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  clone(): { json(): Promise<unknown> };
}

export interface Executor {
  agent?: unknown;
  fetch(request: Request): Promise<Response>;
}

/** The SDK's classes that send requests, as far as they are used. */
interface SdkParts {
  readonly name: string;
  readonly version: string;
  readonly Http: new (options: object) => Sdk['http'];
  readonly OAuth: new (client: object) => Sdk['oauth'];
  readonly Collection: new (http: Sdk['http'], address: string, factory: object) => AsyncIterable<object | null>;
  readonly DefaultRequestExecutor: new (options: object) => Executor;
}

const SDK = '@okta/okta-sdk-nodejs';
const load: (module: string) => unknown = createRequire(__filename);

/**
 * The SDK's index loads 1,900 files of models, one second of CPU; these files load 0.3 s, and no model. They have no
 * names of their own in the package, so `package.json` takes patches of the SDK only.
 */
export const sdkParts = once((): SdkParts => {
  const files = ['package.json', 'src/http', 'src/oauth', 'src/collection', 'src/default-request-executor'];
  return Object.assign({}, ...files.map((file) => load(`${SDK}/${file}`))) as SdkParts;
});

/** How requests of the SDK are sent. */
interface Sending {
  readonly executor: Executor;
  /** Without the proxy of HTTPS_PROXY. */
  readonly isDirect: boolean;
}

/** A client of an org. Nothing is sent. */
export function openSdk(orgUrl: string, credential: OrgCredential, sending: Sending): Sdk {
  const { Http, OAuth, name, version } = sdkParts();
  const { executor: requestExecutor, isDirect } = sending;
  const baseUrl = orgUrl.replace(/\/$/, '');
  const own = credential.type === 'service-app' ? ofServiceApp(credential) : undefined;
  const oauth = own && new OAuth({ ...own, baseUrl, requestExecutor });
  const http = new Http({ oauth, requestExecutor, cacheMiddleware: null });
  http.defaultHeaders['User-Agent'] = `${name}/${version} node/${process.versions.node} ${platform()}/${release()}`;
  if (credential.type === 'api-token') http.defaultHeaders['Authorization'] = `SSWS ${credential.token}`;
  if (isDirect) http.agent = undefined;
  const whole = once(() => wholeSdk({ orgUrl, requestExecutor, http }, credential));
  return new Proxy({ baseUrl, http, oauth } as Sdk, {
    get: (parts, key) => Reflect.get(Object.hasOwn(parts, key) ? parts : whole(), key) as unknown,
  });
}

function wholeSdk(
  { http, ...own }: { readonly orgUrl: string; readonly requestExecutor: Executor; readonly http: Sdk['http'] },
  credential: OrgCredential,
): Sdk {
  const { Client } = load(SDK) as typeof sdkModule;
  // All that it would read from `~/.okta/okta.yaml` or `OKTA_CLIENT_*` is given explicitly.
  const none = { token: '', clientId: '', scopes: [], privateKey: '', keyId: '' };
  const config = { ...none, ...own, requestExecutor: own.requestExecutor as never, cacheMiddleware: null };
  let sdk: Sdk;
  try {
    sdk =
      credential.type === 'api-token'
        ? new Client({ ...config, authorizationMode: 'SSWS', token: credential.token })
        : new Client({ ...config, ...ofServiceApp(credential), authorizationMode: 'PrivateKey' });
  } catch {
    // All else was checked before; the SDK's message would show lines of the file.
    throw new CallError('unusable', '~/.okta/okta.yaml or okta.yaml in this folder cannot be read; fix or move it');
  }
  // One access token is enough for both, and so is one answer to whether the org asks for DPoP.
  sdk.http.oauth = http.oauth;
  sdk.http.agent = http.agent as unknown;
  return sdk;
}

function ofServiceApp({ clientId, privateKey, privateKeyId, scopes }: ServiceApp) {
  return { clientId, privateKey, keyId: privateKeyId ?? '', scopes: [...scopes] };
}
