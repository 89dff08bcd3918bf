import { inner, object, type JsonObject } from '../../shared/json';
import type { VaultSink } from '../../shared/secret-settings';
import { documentOf, isSameDocument, merged, plainDocument, refuseOther } from './document';
import { nameFor, SinkError, TIMEOUT_MS, type SecretOwner, type Sink, type SinkPlace } from './sink';
import { headersOf, missingLogin, vaultToken } from './vault-login';
import { ask, encoded, refusal, type Answer } from './vault-request';

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
  const server = { address, namespace, timeoutMs };
  const token = vaultToken(io.env, server);
  const pathOf = (owner: SecretOwner) => nameFor(setting.path, owner);
  const describe = (owner: SecretOwner) => `secret ${mount}/${pathOf(owner)} of Vault at ${address}`;
  const send = async (owner: SecretOwner, body?: object): Promise<Answer> => {
    const url = `${address}/v1/${encoded(mount)}/data/${encoded(pathOf(owner))}`;
    const headers = { ...headersOf(server), 'X-Vault-Token': await token() };
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
    needs: () => Promise.resolve(missingLogin(io.env)),
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
