import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { askOrg } from '../../../scripts/verify-org/ask';
import type { Ask } from '../../../scripts/verify-org/step';
import { verify, type Outcome, type Verdict } from '../../../scripts/verify-org/verify';
import { proxyOf, type Passing } from './support/proxy';

const LABEL = 'okta-apps-verify-0a1b2c3d';
const SECRETS = ['first-canary-of-a-secret', 'second-canary-of-a-secret'] as const;
let local: LocalOrg;
let other: LocalOrg;

beforeEach(async () => {
  local = await startOrg();
  other = await startOrg({ seed: { tokens: [{ token: 'for-apps-only', role: 'APP_ADMIN' }] } });
});

afterEach(() => Promise.all([local.close(), other.close()]));

const asAdmin = (org: LocalOrg, url = org.url): Ask => askOrg(url, { type: 'api-token', token: org.token });

interface Ran extends Verdict {
  readonly outcomes: readonly Outcome[];
}

async function run(
  ask: Ask,
  stop = new AbortController(),
  onOutcome: (outcome: Outcome) => void = () => undefined,
): Promise<Ran> {
  const outcomes: Outcome[] = [];
  const verdict = await verify(
    { local: asAdmin(local), other: ask },
    {
      label: LABEL,
      secrets: SECRETS,
      stop: stop.signal,
      onOutcome: (outcome) => {
        outcomes.push(outcome);
        onOutcome(outcome);
      },
    },
  );
  return { ...verdict, outcomes };
}

/** Runs it against an org whose answers are changed on their way. */
async function changed(change: (answer: Passing) => 'cut' | undefined): Promise<Ran> {
  const proxy = await proxyOf(other.url, change);
  try {
    return await run(asAdmin(other, proxy.url));
  } finally {
    await proxy.close();
  }
}

/** The outcomes that are not `same`, one line each. */
const notSame = ({ outcomes }: Ran) =>
  outcomes
    .filter(({ result }) => result !== 'same')
    .map(({ step, result, lines }) => [result, step, ...lines].join(' | '));

/** What stands in both orgs. */
async function leftIn(...orgs: readonly LocalOrg[]): Promise<readonly unknown[]> {
  const lists = orgs.flatMap((org) =>
    ['/api/v1/apps', '/api/v1/trustedOrigins'].map((path) => asAdmin(org)({ method: 'GET', path })),
  );
  return (await Promise.all(lists)).map(({ body }) => body);
}

const NOTHING = [[], [], [], []];

test('a local org answers as a local org does, and nothing is left in either', async () => {
  const ran = await run(asAdmin(other));
  expect(notSame(ran)).toEqual([]);
  expect(ran).toMatchObject({ same: true, left: [] });
  expect(ran.outcomes).toHaveLength(40);
  expect(await leftIn(local, other)).toEqual(NOTHING);
});

test('each answer that is different is told: status, fields, types, and what matters of the values', async () => {
  const ran = await changed((answer) => {
    const body = answer.body as Record<string, unknown>;
    const oneApp = /^\/api\/v1\/apps\/[^/]+$/.test(answer.path);
    if (oneApp && answer.method === 'GET' && answer.status === 200) {
      body['more'] = true;
      body['visibility'] = null;
      delete body['features'];
    }
    if (answer.method === 'POST' && answer.path.endsWith('/credentials/secrets') && answer.status === 201)
      answer.status = 200;
    if (answer.method === 'DELETE' && answer.path.includes('/secrets/') && answer.status === 400)
      body['errorSummary'] = 'Something else';
    return undefined;
  });
  const readApp = [
    'features: is not there, the local org has it (a list)',
    'more: is there (a boolean), the local org does not have it',
    'visibility: null where the local org has an object',
  ].join(' | ');
  expect(notSame(ran)).toEqual([
    `different | read it | ${readApp}`,
    'different | add a second secret | status 200 where the local org has 201',
    'different | refuse to delete an active secret | errorSummary: "Something else" where the local org has "Api validation failed: OAuth2ClientSecretMediated"',
    `different | read the inactive app | ${readApp}`,
  ]);
  expect(ran.same).toBe(false);
  expect(await leftIn(local, other)).toEqual(NOTHING);
});

test('which secret an org keeps is told without showing one', async () => {
  const ran = await changed((answer) => {
    const body = answer.body as { credentials?: { oauthClient?: { client_secret?: string } } } | undefined;
    const client = body?.credentials?.oauthClient;
    if (answer.method === 'PUT' && client?.client_secret === SECRETS[0]) client.client_secret = 'rotated-by-the-org';
    return undefined;
  });
  expect(notSame(ran)[0]).toBe(
    'different | replace it with a secret of its own | credentials.oauthClient.client_secret: "<secret 2>" where the local org has "<first secret>"',
  );
  expect(JSON.stringify(ran)).not.toMatch(/canary|rotated-by/);
});

test('what an org does not let be made is skipped, and the rest is taken', async () => {
  const ran = await run(askOrg(other.url, { type: 'api-token', token: 'for-apps-only' }));
  const lines = notSame(ran);
  expect(lines[0]).toBe(
    'different | create a trusted origin | status 403 (E0000006: You do not have permission to perform the requested action) where the local org has 200',
  );
  expect(lines[1]).toBe('skipped | read the trusted origin | there is no origin');
  expect(ran.outcomes.filter(({ result }) => result === 'same').length).toBe(29);
  expect(await leftIn(local, other)).toEqual(NOTHING);
});

test.each([
  [
    'the answer to a create',
    (answer: Passing) => answer.method === 'POST' && answer.path === '/api/v1/apps' && answer.status === 200,
  ],
  ['a later answer', (answer: Passing) => answer.path.endsWith('/credentials/secrets')],
  [
    'the answer to a create of an origin',
    (answer: Passing) => answer.method === 'POST' && answer.path === '/api/v1/trustedOrigins',
  ],
])('%s that is lost ends the walk, and nothing is left', async (_which, lost) => {
  const ran = await changed((answer) => (lost(answer) ? 'cut' : undefined));
  expect(ran.outcomes.at(-1)).toMatchObject({ result: 'failed', lines: ['ECONNRESET'] });
  expect(ran).toMatchObject({ same: false, left: [] });
  expect(await leftIn(local, other)).toEqual(NOTHING);
});

test('what was made by a request that should have been refused is deleted, too', async () => {
  const ask = asAdmin(other);
  const ran = await run(async (request) => {
    const fragment = JSON.stringify(request.body ?? '').includes('#fragment');
    if (!fragment || request.body === undefined) return ask(request);
    return ask({ ...request, body: JSON.parse(JSON.stringify(request.body).replace('#fragment', '')) as object });
  });
  expect(notSame(ran)[0]).toBe(
    'different | refuse an app with a fragment in its redirect URI | status 200 where the local org has 400',
  );
  expect(await leftIn(local, other)).toEqual(NOTHING);
});

test('what cannot be deleted is named', async () => {
  const ran = await changed((answer) => {
    if (answer.method === 'DELETE' && answer.path.includes('/trustedOrigins/')) answer.status = 500;
    return undefined;
  });
  expect(ran.left).toEqual([
    expect.stringMatching(/^\/api\/v1\/trustedOrigins\/tos\w+ is still there \(status 500\); delete it$/),
  ]);
});

test('an interrupted walk leaves nothing', async () => {
  const stop = new AbortController();
  const ran = await run(asAdmin(other), stop, ({ step }) => {
    if (step === 'add a second secret') stop.abort();
  });
  expect(ran).toMatchObject({ same: false, left: [] });
  expect(ran.outcomes).toHaveLength(10);
  expect(await leftIn(local, other)).toEqual(NOTHING);
});
