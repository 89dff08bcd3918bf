import { githubSink } from '../../../../okta-apps/secrets/sinks/github';
import type { SecretDocument, Sink } from '../../../../okta-apps/secrets/sinks/sink';
import { neverStopped } from '../../../support/run-cli';
import { fakeGithub, GITHUB_SINK_TOKEN as TOKEN, TOOLS, type FakeGithub } from '../support/fake-github-secrets';
import { documentWith, failureOf, INTENT, OWNER, VALUE } from '../support/sink-contract';

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

const NOT_DONE = 'empty';
/** It may have been done. */
const UNSURE = 'not readable';

test.each<[what: string, method: string, fault: number | 'hang', failure: string, says: string]>([
  ['denied', 'PUT', 403, `denied: ${PLACE}: GitHub answered 403: fault`, NOT_DONE],
  ['a conflict', 'POST', 409, `conflict: ${PLACE}: GitHub answered 409: fault`, NOT_DONE],
  ['too many requests', 'PUT', 429, `busy: ${PLACE}: GitHub answered 429: fault`, NOT_DONE],
  ['an error of the server', 'PUT', 502, `unreachable: ${PLACE}: GitHub answered 502: fault`, UNSURE],
  ['refused', 'PUT', 422, `refused: ${PLACE}: GitHub answered 422: fault`, NOT_DONE],
  ['no answer', 'PUT', 'hang', `unreachable: ${PLACE}: no answer of GitHub in time`, UNSURE],
])(
  '%s in the middle of a write: it says what it has, or that it cannot tell',
  async (_, method, fault, failure, says) => {
    github.fault = (its) => (its === method ? fault : undefined);
    expect((await failureOf(open({}, TOKEN, 1_000).write(documentWith(VALUE)))).replace(/ - .*/, '')).toBe(failure);
    github.fault = () => undefined;
    expect(await open().read(OWNER)).toBe(says);
    // An intent leaves it so, and a whole write ends it.
    expect(await open().write({ ...OWNER, clientId: '0oabilling', intent: INTENT })).toBe('stored, not verifiable');
    expect((await open().read(OWNER)) === UNSURE).toBe(says === UNSURE);
    expect(await open().write(documentWith(VALUE))).toBe('stored, not verifiable');
    expect(await open().read(OWNER)).toEqual({ ...OWNER, clientId: '0oabilling', secretId: 'ocs1' });
  },
);

test('refused in the middle of a write: the metadata of the secret that is there stays', async () => {
  await open().write(documentWith(VALUE));
  github.fault = (its) => (its === 'PUT' ? 422 : undefined);
  await failureOf(open().write(documentWith(`${VALUE}-2`, { secretId: 'ocs2' })));
  expect(await open().read(OWNER)).toEqual({ ...OWNER, clientId: '0oabilling', secretId: 'ocs1' });
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
