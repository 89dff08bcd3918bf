import { openClient } from '../../../okta-apps/okta/client';
import { tokenRequests } from '../../../okta-apps/okta/token-requests';
import { fakeOrg, json, type FakeOrg } from './support/fake-org';

const AT = Date.parse('2026-11-27T08:00:00Z');
const published = new Date(AT).toISOString();
const event = (eventType: string, result: string, reason: string | null = null, clientSecret?: string) => ({
  published,
  eventType,
  outcome: { result, reason },
  debugContext: { debugData: { clientSecret } },
});

const HASH = 'hash-canary-of-a-secret';
const EVENTS = [
  event('app.oauth2.token.grant.access_token', 'SUCCESS', null, HASH),
  event('app.oauth2.as.token.grant.access_token', 'SUCCESS'),
  event('app.oauth2.as.token.grant', 'SUCCESS'),
  event('app.oauth2.as.token.grant', 'FAILURE', 'invalid_client', HASH),
  event('app.oauth2.token.grant', 'FAILURE', 'invalid_grant'),
  event('app.oauth2.token.grant', 'FAILURE', 'Client secret is wrong'),
  event('app.oauth2.invalid_client_credentials', 'FAILURE'),
];

let org: FakeOrg;
let asked: URLSearchParams | undefined;
beforeAll(async () => {
  org = await fakeOrg((request, response) => {
    asked = new URL(request.url ?? '', 'http://org').searchParams;
    json(response, 200, EVENTS);
  });
});
afterAll(() => org.close());

const read = (clientId: string) =>
  tokenRequests(
    openClient(org.url, { type: 'api-token', token: 'token' }),
    { clientId, appId: '0oa1' },
    { since: AT - 1000, until: AT + 1000 },
  );

test('grants and refused clients, and nothing else', async () => {
  const reading = await read('billing');
  if (reading.kind !== 'read') throw new Error(reading.why);
  const shown = JSON.parse(JSON.stringify(reading.requests)) as unknown;
  expect(shown).toEqual([
    { time: AT, outcome: 'granted', secretHash: '(sensitive)' },
    { time: AT, outcome: 'granted' },
    { time: AT, outcome: 'refused', secretHash: '(sensitive)' },
    { time: AT, outcome: 'refused' },
    { time: AT, outcome: 'refused' },
  ]);
  expect([reading.isComplete, reading.from, reading.to]).toEqual([true, AT - 1000, AT + 1000]);
});

test('a window and an expression are asked for: by the client ID and by the ID of the app, and without a hash', async () => {
  await read('say "x"');
  expect(Object.fromEntries(asked ?? [])).toEqual({
    since: '2026-11-27T07:59:59.000Z',
    until: '2026-11-27T08:00:01.000Z',
    sortOrder: 'DESCENDING',
    limit: '1000',
    filter:
      '(client.id eq "say \\"x\\"" or actor.id eq "say \\"x\\"" or client.id eq "0oa1" or actor.id eq "0oa1") and ' +
      '(eventType eq "app.oauth2.token.grant.access_token" or eventType eq "app.oauth2.as.token.grant.access_token" or ' +
      'eventType eq "app.oauth2.token.grant" or eventType eq "app.oauth2.as.token.grant" or ' +
      'eventType eq "app.oauth2.invalid_client_credentials")',
  });
});
