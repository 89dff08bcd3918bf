import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { githubSink } from '../../../../okta-apps/secrets/sinks/github';
import type { SecretDocument, Sink } from '../../../../okta-apps/secrets/sinks/sink';
import { ROOT } from '../../../support/pages';
import { neverStopped } from '../../../support/run-cli';
import { fakeOrg, json, type FakeOrg } from '../../okta/support/fake-org';
import { documentWith, failureOf, INTENT, OWNER, VALUE } from '../support/sink-contract';

/** libsodium is installed there. */
const TOOLS = join(ROOT, '__tests__/tools');
const TOKEN = 'ghp_canary_token';

interface Sodium {
  readonly ready: Promise<void>;
  crypto_box_keypair(): { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array };
  crypto_box_seal_open(box: Uint8Array, publicKey: Uint8Array, privateKey: Uint8Array): Uint8Array;
}

const sodium: Sodium = jest.requireActual(join(TOOLS, 'node_modules/libsodium-wrappers'));

/** Secrets and variables of a repository and of its environment `prod`, as GitHub's REST API has them. */
interface FakeGithub extends FakeOrg {
  /** `acme/shop OKTA_BILLING_CLIENT_SECRET` → the value as GitHub opens it. */
  readonly secrets: Map<string, string>;
  readonly variables: Map<string, string>;
  fault: (method: string, path: string) => number | 'hang' | undefined;
}

async function fakeGithub(): Promise<FakeGithub> {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const [secrets, variables] = [new Map<string, string>(), new Map<string, string>()];
  const state: Pick<FakeGithub, 'fault'> = { fault: () => undefined };
  const answerTo = async (request: IncomingMessage): Promise<readonly [number, unknown?] | undefined> => {
    const { method = '', url = '', headers } = request;
    const fault = state.fault(method, url);
    if (fault === 'hang') return undefined;
    if (fault !== undefined) return [fault, { message: 'fault' }];
    if (headers.authorization !== `token ${TOKEN}`) return [401, { message: 'Bad credentials' }];
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

let github: FakeGithub;
beforeEach(async () => {
  github = await fakeGithub();
});
afterEach(() => github.close());

function open(setting: { repository?: string; environment?: string } = {}, token = TOKEN, timeoutMs?: number): Sink {
  const env = { GITHUB_TOKEN: token, GITHUB_API_URL: github.url };
  const place = { folder: TOOLS, io: { env, stop: neverStopped() } };
  return githubSink({ type: 'github-actions', repository: 'acme/shop', ...setting }, place, timeoutMs);
}

const PLACE = 'secret OKTA_BILLING_CLIENT_SECRET of acme/shop on GitHub';

test.each([
  ['a repository', {}, 'repository', PLACE],
  ['an environment', { environment: 'prod' }, 'prod', PLACE.replace('acme/shop', 'environment prod of acme/shop')],
])('%s gets what only GitHub can open, and variables beside it', async (_, setting, scope, place) => {
  const sink = open(setting);
  expect(sink.describe(OWNER)).toBe(place);
  expect(await sink.needs()).toEqual([]);
  expect(await sink.read(OWNER)).toBe('empty');
  const intent: SecretDocument = { ...OWNER, clientId: '0oabilling', intent: INTENT };
  expect(await sink.write(intent)).toBe('stored, not verifiable');
  expect([github.secrets.size, await sink.read(OWNER)]).toEqual([0, intent]);
  expect(await sink.write(documentWith(VALUE))).toBe('stored, not verifiable');
  expect(github.secrets).toEqual(new Map([[`${scope} OKTA_BILLING_CLIENT_SECRET`, VALUE]]));
  expect(await sink.read(OWNER)).toEqual({ ...OWNER, clientId: '0oabilling', secretId: 'ocs1' });
  expect([...github.variables.values()].join()).not.toContain(VALUE);
  expect(github.variables.get(`${scope} OKTA_BILLING_CLIENT_ID`)).toBe('0oabilling');
  // An intent leaves the secret, and says whose it is.
  expect(await sink.write(intent)).toBe('stored, not verifiable');
  expect(await sink.read(OWNER)).toEqual({ ...intent, secretId: 'ocs1' });
  expect(github.secrets.get(`${scope} OKTA_BILLING_CLIENT_SECRET`)).toBe(VALUE);
});

test('two apps whose names are the same in capitals', async () => {
  await open().write({ ...documentWith(VALUE), app: 'bill-ing' });
  expect(await failureOf(open().write({ ...documentWith(VALUE), app: 'bill_ing' }))).toBe(
    'refused: secret OKTA_BILL_ING_CLIENT_SECRET of acme/shop on GitHub belongs to "bill-ing" of "prod"; give each app a name or path of its own',
  );
});

test.each<[what: string, method: string, fault: number | 'hang', failure: string]>([
  ['denied', 'PUT', 403, `denied: ${PLACE}: GitHub answered 403: fault`],
  ['a conflict', 'POST', 409, `conflict: ${PLACE}: GitHub answered 409: fault`],
  ['too many requests', 'PUT', 429, `busy: ${PLACE}: GitHub answered 429: fault`],
  ['an error of the server', 'PUT', 502, `unreachable: ${PLACE}: GitHub answered 502: fault`],
  ['refused', 'PUT', 422, `refused: ${PLACE}: GitHub answered 422: fault`],
  ['no answer', 'PUT', 'hang', `unreachable: ${PLACE}: no answer of GitHub in time`],
])('%s in the middle of a write: what it says of the secret stays as it was', async (_, method, fault, failure) => {
  github.fault = (its) => (its === method ? fault : undefined);
  expect((await failureOf(open({}, TOKEN, 1_000).write(documentWith(VALUE)))).replace(/ - .*/, '')).toBe(failure);
  github.fault = () => undefined;
  expect(await open().read(OWNER)).toBe('empty');
});

test('a wrong token, no token, and a repository that is not there', async () => {
  expect((await failureOf(open({}, 'wrong').read(OWNER))).replace(/ - .*/, '')).toBe(
    `denied: ${PLACE}: GitHub answered 401: Bad credentials`,
  );
  expect(await open({}, '').needs()).toEqual([
    'GITHUB_TOKEN is not set; the sink needs a token that may write secrets and variables of acme/shop',
  ]);
  expect(await failureOf(open({ repository: 'acme/absent' }).write(documentWith(VALUE)))).toBe(
    'denied: secret OKTA_BILLING_CLIENT_SECRET of acme/absent on GitHub: GitHub gives no public key: ' +
      'there is no such place, or the token may not write its secrets',
  );
});
