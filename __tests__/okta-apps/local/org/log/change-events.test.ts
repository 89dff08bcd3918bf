import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { SystemLog, type LogEvent, type NewEvent } from '../../../../../okta-apps/local/org/log/system-log';
import { ask, idOf, refusal, webApp } from '../support/client';

const READER = '00reader-token-000000000000000000000000000';
const HELP = '00helper-token-000000000000000000000000000';
const CANARY = 'system-log-canary-9f86d081884c7d659a2f';

let org: LocalOrg;
beforeAll(async () => {
  org = await startOrg({
    seed: {
      groups: [{ id: '00gteam0000000000000', name: 'Team' }],
      tokens: [
        { token: READER, role: 'READ_ONLY_ADMIN' },
        { token: HELP, role: 'HELP_DESK_ADMIN' },
      ],
    },
  });
});
afterAll(() => org.close());

const logs = async (query = '', headers = {}) => await ask(org, 'GET', `/api/v1/logs${query}`, undefined, headers);
const eventsOf = async (query: string) => (await logs(query)).body as LogEvent[];

test('each change of an app writes its event, with who did it and to what, and without a secret', async () => {
  const id = idOf(await ask(org, 'POST', '/api/v1/apps', webApp('Desk', {}, { client_secret: CANARY })));
  const app = `/api/v1/apps/${id}`;
  await ask(org, 'PUT', app, webApp('Desk 2'));
  await ask(org, 'PUT', app, webApp('Refused', { redirect_uris: 'none' }));
  await ask(org, 'PUT', `${app}/groups/00gteam0000000000000`, {});
  await ask(org, 'DELETE', `${app}/groups/00gteam0000000000000`);
  const secret = idOf(await ask(org, 'POST', `${app}/credentials/secrets`, { client_secret: `${CANARY}-2` }));
  await ask(org, 'POST', `${app}/credentials/secrets/${secret}/lifecycle/deactivate`);
  await ask(org, 'POST', `${app}/credentials/secrets/${secret}/lifecycle/deactivate`);
  await ask(org, 'DELETE', `${app}/credentials/secrets/${secret}`);
  await ask(org, 'POST', `${app}/lifecycle/deactivate`);
  await ask(org, 'POST', `${app}/lifecycle/deactivate`);
  await ask(org, 'DELETE', app);
  const { body } = await logs(`?filter=${encodeURIComponent(`target.id eq "${id}"`)}`);
  const events = body as LogEvent[];
  expect(events.map(({ eventType, target }) => [eventType, ...target.map((one) => one.displayName)])).toEqual([
    ['application.lifecycle.create', 'Desk'],
    ['application.lifecycle.update', 'Desk 2'],
    ['group.application_assignment.add', 'Desk 2', 'Team'],
    ['group.application_assignment.remove', 'Desk 2', 'Team'],
    ['app.oauth2.credentials.lifecycle.create', 'Desk 2', secret],
    ['app.oauth2.credentials.lifecycle.deactivate', 'Desk 2', secret],
    ['app.oauth2.credentials.lifecycle.delete', 'Desk 2', secret],
    ['application.lifecycle.deactivate', 'Desk 2'],
    ['application.lifecycle.delete', 'Desk 2'],
  ]);
  expect(events[0]).toMatchObject({
    actor: { id: '00uadmin000000000001', type: 'User', alternateId: 'admin@local.test', displayName: 'Local Admin' },
    client: { id: null },
    outcome: { result: 'SUCCESS', reason: null },
    severity: 'INFO',
  });
  const text = JSON.stringify(body);
  for (const form of [CANARY, Buffer.from(CANARY).toString('base64'), Buffer.from(CANARY).toString('hex')])
    expect(text).not.toContain(form);
});

test('a list is paged in both orders, within its times, and filtered', async () => {
  const before = new Date().toISOString();
  for (const name of ['a', 'b', 'c']) {
    const scopes = [{ type: 'CORS' }];
    await ask(org, 'POST', '/api/v1/trustedOrigins', { name, origin: `https://${name}.example.com`, scopes });
  }
  const filter = encodeURIComponent(
    '(eventType sw "security." and outcome.result eq "SUCCESS") and actor.type eq "User"',
  );
  const names: (string | undefined)[] = [];
  const own = `?since=${before}&filter=${filter}&limit=2`;
  for (let path: string | undefined = `/api/v1/logs${own}&sortOrder=DESCENDING`; path !== undefined;) {
    const { body, headers } = await ask(org, 'GET', path);
    names.push(...(body as LogEvent[]).map(({ target }) => target[0]?.displayName), '|');
    path = /<http:\/\/[^/]+(\/[^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  expect(names).toEqual(['c', 'b', '|', 'a', '|']);
  expect((await eventsOf(own)).map(({ target }) => target[0]?.displayName)).toEqual(['a', 'b']);
  expect(await eventsOf(`?until=${before}&filter=${filter}`)).toEqual([]);
  expect(await eventsOf(`?since=${before}&q=B.EXAMPLE`)).toEqual([]);
  expect(await eventsOf(`?since=${before}&q=TRUSTED%20origin`)).toHaveLength(3);
});

test.each([
  ['?since=yesterday', "since: 'since' must be a timestamp of ISO 8601."],
  ['?since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z', "since: 'since' must not be after 'until'."],
  ['?sortOrder=UP', 'sortOrder: The field has an invalid value'],
])('%s is refused', async (query, cause) => {
  expect((await logs(query)).status).toBe(400);
  expect(refusal(await logs(query)).at(-1)).toBe(cause);
});

test('a role that sees the log is needed', async () => {
  expect((await logs('', { authorization: `SSWS ${READER}` })).status).toBe(200);
  expect(refusal(await logs('', { authorization: `SSWS ${HELP}` }))).toEqual([
    403,
    'E0000006',
    'You do not have permission to perform the requested action',
  ]);
});

test('the oldest events are forgotten', () => {
  const log = new SystemLog(() => new Date());
  const event = { outcome: { result: 'SUCCESS', reason: null } } as NewEvent;
  for (let count = 0; count < 25_000; count += 1) log.add({ ...event, displayMessage: String(count) });
  const kept = log.all();
  expect([kept.length, kept.at(-1)?.displayMessage]).toEqual([10_000, '24999']);
});
