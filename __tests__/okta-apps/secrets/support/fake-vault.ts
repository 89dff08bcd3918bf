import type { IncomingMessage } from 'node:http';
import { fakeOrg, json, type FakeOrg } from '../../okta/support/fake-org';

export const VAULT_TOKEN = 'hvs.vault-token-1234567890';

/** What a Vault does wrong at a request: nothing is answered, or this status. */
export type Fault = (request: { readonly method: string; readonly count: number }) => number | 'hang' | undefined;

/** The KV engine, version 2, as its documentation says; mounted at `secret`. */
export interface FakeVault extends FakeOrg {
  /** The newest data of each path. */
  readonly data: Map<string, Record<string, unknown>>;
  /** What was sent to log in with the role `rotate-prod`. */
  readonly logins: unknown[];
  fault: Fault;
  /** Called between a read and a write, as another run could. */
  beforeWrite: () => void;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Versions {
  version: number;
  data: Record<string, unknown> | undefined;
}

/** @see https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2 */
export async function fakeVault(): Promise<FakeVault> {
  const paths = new Map<string, Versions>();
  const logins: unknown[] = [];
  let count = 0;
  const state: { fault: Fault; beforeWrite: () => void } = { fault: () => undefined, beforeWrite: () => undefined };
  const errors = (status: number, ...texts: readonly string[]): Answer => ({ status, body: { errors: texts } });
  const answerTo = async (request: IncomingMessage): Promise<Answer | 'hang'> => {
    const method = request.method ?? '';
    count += 1;
    const fault = state.fault({ method, count });
    if (fault === 'hang') return fault;
    if (fault !== undefined) return errors(fault, ...(fault === 503 ? ['Vault is sealed'] : []));
    if (request.url === '/v1/auth/jwt/login') {
      const given = (await bodyOf(request)) as { role: string };
      if (given.role !== 'rotate-prod') return errors(400, `role "${given.role}" could not be found`);
      logins.push(given);
      return { status: 200, body: { auth: { client_token: VAULT_TOKEN } } };
    }
    if (request.headers['x-vault-token'] !== VAULT_TOKEN) return errors(403, 'permission denied');
    const [, path] = /^\/v1\/secret\/data\/(.+)$/.exec(request.url ?? '') ?? [];
    if (path === undefined) return errors(404);
    if (method === 'GET') {
      const found = paths.get(path);
      if (found === undefined) return errors(404);
      const metadata = { version: found.version, deletion_time: '', destroyed: false };
      const body = { data: { data: found.data ?? null, metadata } };
      return { status: found.data === undefined ? 404 : 200, body };
    }
    const { options, data } = (await bodyOf(request)) as { options?: { cas?: number }; data: Record<string, unknown> };
    state.beforeWrite();
    const version = paths.get(path)?.version ?? 0;
    if (options?.cas === undefined) return errors(400, 'check-and-set parameter required for this call');
    if (options.cas !== version) return errors(400, 'check-and-set parameter did not match the current version');
    paths.set(path, { version: version + 1, data });
    return { status: 200, body: { data: { version: version + 1, deletion_time: '', destroyed: false } } };
  };
  const server = await fakeOrg((request, response) => {
    void answerTo(request).then((answer) => {
      if (answer !== 'hang') json(response, answer.status, answer.body);
    });
  });
  return Object.assign(state, server, {
    logins,
    data: {
      get: (path: string) => paths.get(path)?.data,
      set: (path: string, data: Record<string, unknown> | undefined) =>
        paths.set(path, { version: (paths.get(path)?.version ?? 0) + 1, data }),
    } as unknown as FakeVault['data'],
  });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as unknown;
}
