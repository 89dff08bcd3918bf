import fc from 'fast-check';
import { send } from '../../../../okta-apps/local/party/send';
import type { Ask, End } from '../../../../okta-apps/local/party/ask';
import { readApp } from '../../../../okta-apps/rehearsal/witness/known-app';
import { SHOWN_BY_REQUESTS } from '../../../../okta-apps/review/witness/shown-rules';
import { disagreements } from './support/agreement';
import {
  nameOf,
  pair,
  reviewWith,
  shownLines,
  SOUND,
  withOrgs,
  type Declared,
  type Orgs,
  type Pair,
} from './support/app-pairs';

const pairWith = (before: Partial<Declared>, after: Partial<Declared>) => ({
  before: { ...SOUND, ...before },
  after: { ...SOUND, ...after },
});

/** One app for each kind of setting that broadens sign-in. */
const CHANGES = [
  pairWith({}, { redirect_uris: [...SOUND.redirect_uris, 'https://acme-login.test/cb'] }),
  pairWith({}, { redirect_uris: [...SOUND.redirect_uris, 'https://*.acme.dev/cb'], wildcard_redirect: 'SUBDOMAIN' }),
  pairWith({}, { grant_types: [...SOUND.grant_types, 'implicit'], response_types: ['code', 'id_token'] }),
  pairWith({}, { grant_types: [...SOUND.grant_types, 'client_credentials'] }),
  pairWith({ token_endpoint_auth_method: 'client_secret_jwt' }, {}),
  pairWith({}, { pkce_required: false }),
  pairWith({}, { refresh_token_rotation: 'STATIC' }),
  pairWith({}, { refresh_token_leeway: 16 }),
  pairWith({ grant_types: ['authorization_code'] }, {}),
  pairWith({}, { post_logout_redirect_uris: ['https://web.acme.dev/', 'https://bye.test/'] }),
  pairWith({}, { login_uri: 'https://web.acme.dev/start' }),
  pairWith({}, { login_uri: 'https://start.test/' }),
  pairWith({ login_mode: 'DISABLED' }, {}),
  pairWith({}, { frontchannel_logout_uri: 'https://end.test/?a=1' }),
  pairWith({ participate_slo: false }, {}),
  pairWith({}, { groups: ['Staff', 'Buyers'] }),
  pairWith({}, { groups: ['Staff', 'Everyone'] }),
  pairWith({}, { implicit_assignment: true }),
  pairWith({ consent_method: 'REQUIRED' }, {}),
  pairWith({ status: 'INACTIVE' }, {}),
];

test.each([
  ['broadened setting is shown by a request that starts to work', CHANGES],
  [
    'narrowed setting is shown by a request that stops working',
    CHANGES.map(({ before, after }) => ({ before: after, after: before })),
  ],
])('each %s', async (_title, pairs) => {
  const reviewed = await withOrgs(pairs, ({ exchanges }) => reviewWith(pairs, exchanges));
  expect(shownLines(reviewed)).toMatchSnapshot();
  expect(reviewed.findings.filter(({ rule }) => rule.startsWith('witness/'))).toEqual([]);
});

test('of more groups than get a test user, those that an app gains or loses come first', async () => {
  const pairs = [{ before: SOUND, after: { ...SOUND, groups: ['Staff', 'Buyers'] } }];
  const others = Array.from({ length: 61 }, (_, index) => `Team ${index}`);
  const reviewed = await withOrgs(pairs, ({ exchanges }) => reviewWith(pairs, exchanges), others);
  expect(shownLines(reviewed)).toEqual([
    expect.stringMatching(/^assignment\/group-added: .*, by a user in Buyers \| /),
  ]);
  expect(reviewed.findings.filter(({ rule }) => rule.startsWith('witness/'))).toEqual([]);
});

/** Sign-ins of many apps, one after the other. */
jest.setTimeout(600_000);

const RUNS = Number(process.env['WITNESS_RUNS'] ?? 5);
const APPS = 4;

test('every difference in accepted requests has a finding, and every such finding a request', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { minLength: APPS, maxLength: APPS }), async (pairs) => {
      const reviewed = await withOrgs(pairs, ({ exchanges }) => reviewWith(pairs, exchanges));
      expect(disagreements(pairs, reviewed)).toEqual([]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

/** What a request may hold, from both apps and beside them. */
const request = fc.record({
  redirectUri: fc.constantFrom(
    'https://web.acme.dev/cb',
    'https://web.acme.dev/other',
    'https://pay.acme.dev/cb',
    'https://acme-login.test/cb?x=1',
    'com.acme.web:/cb',
    'https://elsewhere.test/',
  ),
  responseType: fc.constantFrom('code', 'code', 'id_token', 'code id_token', 'code token', 'id_token token'),
  withChallenge: fc.boolean(),
  login: fc.constantFrom(
    'tester@rehearsal.test',
    'unassigned@rehearsal.test',
    'member-0@rehearsal.test',
    'member-1@rehearsal.test',
  ),
  method: fc.constantFrom('client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'none'),
  end: fc.constantFrom<End>(
    { kind: 'sign-in' },
    { kind: 'no-consent' },
    { kind: 'tokens' },
    { kind: 'refresh' },
    { kind: 'client-credentials' },
    { kind: 'sign-out', to: 'https://web.acme.dev/' },
    { kind: 'sign-out', to: 'https://bye.test/' },
    { kind: 'session-end', to: 'https://web.acme.dev/out' },
    { kind: 'session-end', to: 'https://end.test/' },
  ),
});

type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

/** Whether an app accepts a request of its client before and after. */
async function answers({ base, head, ids }: Orgs, index: number, { method, end, ...signIn }: Request) {
  const later = <T>(_seconds: number, work: () => Promise<T>) => work();
  return await Promise.all(
    [base, head].map(async (org) => {
      const app = await readApp(org, ids[index] ?? '');
      if (app === undefined) throw new Error('the app is in both orgs');
      const other = await readApp(org === base ? head : base, ids[index] ?? '');
      const client = { clientId: app.clientId, method, secret: app.secret ?? other?.secret, key: undefined };
      const ask: Ask = { client, signIn, end };
      return (await send({ url: org.url, later }, ask)).accepted;
    }),
  );
}

/** Pairs that accept some requests differently for certain, whatever is drawn beside them. */
const KNOWN: [Pair, Request[]][] = [
  pairWith({}, { pkce_required: false }),
  pairWith({}, { status: 'INACTIVE' }),
  pairWith({}, { groups: ['Buyers'] }),
  pairWith({}, { redirect_uris: [...SOUND.redirect_uris, 'https://pay.acme.dev/cb'] }),
].map((one) => [
  one,
  (
    [
      { redirectUri: 'https://web.acme.dev/cb', withChallenge: false, login: 'tester@rehearsal.test' },
      { redirectUri: 'https://pay.acme.dev/cb', withChallenge: true, login: 'tester@rehearsal.test' },
      { redirectUri: 'https://web.acme.dev/cb', withChallenge: true, login: 'tester@rehearsal.test' },
      { redirectUri: 'https://web.acme.dev/cb', withChallenge: true, login: 'member-0@rehearsal.test' },
      { redirectUri: 'https://web.acme.dev/cb', withChallenge: true, login: 'member-1@rehearsal.test' },
    ] as const
  ).map((signIn): Request => ({
    ...signIn,
    responseType: 'code',
    method: 'client_secret_basic',
    end: { kind: 'sign-in' },
  })),
]);

test('any request that only one of base and head accepts has a finding in that direction', async () => {
  let differing = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(pair, fc.array(request, { minLength: 8, maxLength: 8 })), { minLength: APPS, maxLength: APPS }),
      async (cases) => {
        const pairs = cases.map(([one]) => one);
        await withOrgs(pairs, async (orgs) => {
          const { findings } = reviewWith(pairs, orgs.exchanges);
          const unexplained = [];
          for (const [index, [, requests]] of cases.entries()) {
            const effects = findings
              .filter(({ address = '', addresses = [address] }) =>
                addresses.some((each) => each.endsWith(`.${nameOf(index)}`)),
              )
              .map(({ rule }) => SHOWN_BY_REQUESTS[rule]?.effect);
            for (const one of requests) {
              const [before, after] = await answers(orgs, index, one);
              if (before === after) continue;
              differing += 1;
              const wanted = after === true ? 'broadens' : 'narrows';
              if (!effects.some((effect) => effect === wanted || effect === 'either'))
                unexplained.push([index, wanted, one]);
            }
          }
          expect(unexplained).toEqual([]);
        });
      },
    ),
    { numRuns: RUNS, endOnFailure: true, examples: [[KNOWN]] },
  );
  expect(differing).toBeGreaterThanOrEqual(KNOWN.length);
});
