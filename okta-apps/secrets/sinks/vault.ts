import { inner, isObject, list, object, type JsonObject } from '../../shared/json';
import { headOf } from '../../shared/known-secrets';
import { jsonOf } from '../../shared/read-file';
import type { VaultSink } from '../../shared/secret-settings';
import { documentOf, isSameDocument, merged, plainDocument, refuseOther } from './document';
import {
  LONGEST_TEXT,
  nameFor,
  SinkError,
  TIMEOUT_MS,
  type SecretOwner,
  type Sink,
  type SinkErrorKind,
  type SinkPlace,
} from './sink';

const TOKEN = 'VAULT_TOKEN';
/** What this tool writes of a secret; all else in it stays. */
const OWN = ['app', 'environment', 'clientId', 'clientSecret', 'secretId', 'intent'];

/** What Vault has at a path. */
interface Stored {
  /** 0 where nothing was ever written. */
  readonly version: number;
  readonly data: JsonObject;
}

/**
 * A secret of the KV engine, version 2. Every write says which version it replaces (check-and-set), so that two runs
 * cannot overwrite each other. HashiCorp has no client for Node.js: these are two requests of its HTTP API.
 *
 * @param timeoutMs What one request may take. @default 10,000
 * @see https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2
 */
export function vaultSink(setting: VaultSink, { io }: SinkPlace, timeoutMs = TIMEOUT_MS): Sink {
  const { address, mount, namespace } = setting;
  const pathOf = (owner: SecretOwner) => nameFor(setting.path, owner);
  const describe = (owner: SecretOwner) => `secret ${mount}/${pathOf(owner)} of Vault at ${address}`;
  const send = async (owner: SecretOwner, body?: object): Promise<Answer> => {
    const url = `${address}/v1/${encoded(mount)}/data/${encoded(pathOf(owner))}`;
    const headers = {
      'X-Vault-Token': io.env[TOKEN] ?? '',
      'X-Vault-Request': 'true',
      ...(namespace !== undefined && { 'X-Vault-Namespace': namespace }),
    };
    return await ask(
      url,
      { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) },
      describe(owner),
      timeoutMs,
    );
  };
  const current = async (owner: SecretOwner): Promise<Stored> => {
    const { status, body } = await send(owner);
    const version = inner(body, 'data', 'metadata', 'version');
    // A deleted version is a 404 with metadata, which counts for check-and-set.
    if (status === 404) return { version: typeof version === 'number' ? version : 0, data: {} };
    if (status !== 200 || typeof version !== 'number') throw refusal({ status, body }, describe(owner));
    return { version, data: object(inner(body, 'data', 'data')) };
  };
  return {
    describe,
    needs: () =>
      Promise.resolve(io.env[TOKEN] ? [] : [`${TOKEN} is not set; the sink takes the token of Vault from it`]),
    write: async (document) => {
      const { version, data } = await current(document);
      refuseOther(data, document, describe(document));
      const next = merged(documentOf(data, document), document);
      const others = Object.fromEntries(Object.entries(data).filter(([name]) => !OWN.includes(name)));
      const answer = await send(document, { options: { cas: version }, data: { ...others, ...plainDocument(next) } });
      if (answer.status !== 200) throw refusal(answer, describe(document));
      const stored = documentOf((await current(document)).data, document);
      if (stored !== undefined && isSameDocument(stored, next)) return 'verified';
      throw new SinkError('lost', `${describe(document)} was written and holds something else now`);
    },
    read: async (owner) => documentOf((await current(owner)).data, owner) ?? 'empty',
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function ask(url: string, request: RequestInit, place: string, timeoutMs: number): Promise<Answer> {
  try {
    // A redirect would take the token to another server.
    const answer = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    return { status: answer.status, body: jsonOf(await answer.text()) };
  } catch (error) {
    const why =
      (error as Error).name === 'TimeoutError' ? `no answer within ${timeoutMs / 1000} s` : 'it cannot be reached';
    throw new SinkError('unreachable', `${place}: ${why}`);
  }
}

function refusal({ status, body }: Answer, place: string): SinkError {
  const said = list(isObject(body) ? body['errors'] : undefined).filter((one) => typeof one === 'string');
  const isConflict = status === 400 && said.some((text) => text.includes('check-and-set'));
  const kind: SinkErrorKind = isConflict ? 'conflict' : (KINDS[status] ?? (status >= 500 ? 'unreachable' : 'refused'));
  const text = said.length === 0 ? '' : `: ${headOf(said.join(', '), LONGEST_TEXT)}`;
  return new SinkError(kind, `${place}: Vault answered ${status}${text}`);
}

/** 412 and 472 and 473 are of clusters that must be asked again; 503 is a sealed server. */
const KINDS: Readonly<Record<number, SinkErrorKind>> = {
  403: 'denied',
  429: 'busy',
  412: 'busy',
  472: 'busy',
  473: 'busy',
  503: 'busy',
};

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
