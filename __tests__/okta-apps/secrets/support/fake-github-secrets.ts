import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { ROOT } from '../../../support/pages';
import { fakeOrg, json, type FakeOrg } from '../../okta/support/fake-org';

/** libsodium is installed there. */
export const TOOLS = join(ROOT, '__tests__/tools');
export const GITHUB_SINK_TOKEN = 'ghp_canary_token';

interface Sodium {
  readonly ready: Promise<void>;
  crypto_box_keypair(): { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array };
  crypto_box_seal_open(box: Uint8Array, publicKey: Uint8Array, privateKey: Uint8Array): Uint8Array;
}

const sodium: Sodium = jest.requireActual(join(TOOLS, 'node_modules/libsodium-wrappers'));

/** Secrets and variables of a repository and of its environment `prod`, as GitHub's REST API has them. */
export interface FakeGithub extends FakeOrg {
  /** `acme/shop OKTA_BILLING_CLIENT_SECRET` → the value as GitHub opens it. */
  readonly secrets: Map<string, string>;
  readonly variables: Map<string, string>;
  fault: (method: string, path: string) => number | 'hang' | undefined;
}

export async function fakeGithub(): Promise<FakeGithub> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const [secrets, variables] = [new Map<string, string>(), new Map<string, string>()];
  const state: Pick<FakeGithub, 'fault'> = { fault: () => undefined };
  const answerTo = async (request: IncomingMessage): Promise<readonly [number, unknown?] | undefined> => {
    const { method = '', url = '', headers } = request;
    const fault = state.fault(method, url);
    if (fault === 'hang') return undefined;
    if (fault !== undefined) return [fault, { message: 'fault' }];
    if (headers.authorization !== `token ${GITHUB_SINK_TOKEN}`) return [401, { message: 'Bad credentials' }];
    const [, repository = '', environment, kind, name] =
      /^\/repos\/([^/]+\/[^/]+)\/(?:actions|environments\/([^/]+))\/(secrets|variables)(?:\/([^/]+))?$/.exec(url) ?? [];
    if (repository !== 'acme/shop' || (environment !== undefined && environment !== 'prod'))
      return [404, { message: 'Not Found' }];
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
    const key = `${environment ?? 'repository'} ${name ?? body['name'] ?? ''}`;
    if (kind === 'secrets' && name === 'public-key')
      return [200, { key_id: 'k1', key: Buffer.from(publicKey).toString('base64') }];
    if (kind === 'secrets') {
      if (body['key_id'] !== 'k1') return [422, { message: 'key_id is wrong' }];
      const box = Buffer.from(body['encrypted_value'] ?? '', 'base64');
      secrets.set(key, Buffer.from(sodium.crypto_box_seal_open(box, publicKey, privateKey)).toString());
      return [201, {}];
    }
    if (method === 'GET')
      return variables.has(key) ? [200, { name, value: variables.get(key) }] : [404, { message: 'Not Found' }];
    if (method === 'POST' && variables.has(key)) return [409, { message: 'Already exists' }];
    if (method === 'PATCH' && !variables.has(key)) return [404, { message: 'Not Found' }];
    if (method === 'DELETE') return variables.delete(key) ? [204] : [404, { message: 'Not Found' }];
    variables.set(key, body['value'] ?? '');
    return [method === 'POST' ? 201 : 204];
  };
  const server = await fakeOrg((request, response) => {
    void answerTo(request).then((answer) => {
      if (answer === undefined) return;
      const [status, body] = answer;
      if (body === undefined) response.writeHead(status).end();
      else json(response, status, body);
    });
  });
  return Object.assign(state, server, { secrets, variables });
}
