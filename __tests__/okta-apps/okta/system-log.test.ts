import { openClient } from '../../../okta-apps/okta/client';
import { lastChanges } from '../../../okta-apps/okta/last-changes';
import { readLog } from '../../../okta-apps/okta/system-log';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { ask, idOf, webApp } from '../local/org/support/client';
import { fakeOrg } from './support/fake-org';
import { newKeys } from './support/keys';

let org: LocalOrg;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.close());

const client = () => openClient(org.url, { type: 'api-token', token: org.token });
const window = () => ({ since: Date.now() - 60_000, until: Date.now() + 1000 });

test('who changed an app last, and when: the latest of each, in one request', async () => {
  const [first, second, third] = await Promise.all(
    ['One', 'Two', 'Three'].map(async (label) => idOf(await ask(org, 'POST', '/api/v1/apps', webApp(label)))),
  );
  const ids = [first ?? '', second ?? ''];
  await ask(org, 'POST', `/api/v1/apps/${ids[0]}/lifecycle/deactivate`);
  const before = org.requests().length;
  const found = await lastChanges(client(), ids, window());
  expect(org.requests().length - before).toBe(1);
  if (found.kind !== 'read') throw new Error(found.why);
  expect(found.isComplete).toBe(true);
  const by = { id: '00uadmin000000000001', type: 'User', name: 'Local Admin' };
  expect([...found.changes].map(([id, { time: _time, ...rest }]) => [id, rest]).sort()).toEqual(
    [
      [ids[0], { eventType: 'application.lifecycle.deactivate', by }],
      [ids[1], { eventType: 'application.lifecycle.create', by }],
    ].sort(),
  );
  expect(Math.abs((found.changes.get(ids[0] ?? '')?.time ?? 0) - Date.now())).toBeLessThan(10_000);
  // More ids than an expression takes: all changes of the window are read, and these are picked.
  const many = await lastChanges(client(), [...ids, ...Array.from({ length: 30 }, (_, at) => `0oa${at}`)], window());
  expect(many).toMatchObject({ kind: 'read', isComplete: true });
  expect(many.kind === 'read' && many.changes.has(third ?? '')).toBe(false);
  expect(many.kind === 'read' && many.changes.size).toBe(2);
});

test('what is beyond the bound is said, and no page more is asked for', async () => {
  for (let count = 0; count < 4; count += 1) await ask(org, 'POST', '/api/v1/apps', webApp(`More ${count}`));
  const filter = 'eventType eq "application.lifecycle.create"';
  const reading = await readLog(client(), { filter, ...window(), most: 3 });
  if (reading.kind !== 'read') throw new Error(reading.why);
  expect([reading.events.length, reading.isComplete]).toEqual([3, false]);
  expect(reading.from).toBe(reading.events[2]?.time);
});

test('without the right to read the log nothing was looked at, and why is said', async () => {
  const helper = '00helper-token-000000000000000000000000000';
  const small = await startOrg({ seed: { tokens: [{ token: helper, role: 'HELP_DESK_ADMIN' }] } });
  try {
    const refused = openClient(small.url, { type: 'api-token', token: helper });
    expect(await lastChanges(refused, ['0oa1'], window())).toEqual({
      kind: 'not looked at',
      why:
        'the credential may not read it (403 E0000006: You do not have permission to perform the requested action); a ' +
        'service app needs the scope okta.logs.read, and a user a role that sees it',
      isRefused: true,
    });
  } finally {
    await small.close();
  }
});

test('a service app needs the scope', async () => {
  const { jwks, privateKey } = newKeys();
  const app = { clientId: 'pipeline', jwks, scopes: ['okta.apps.read', 'okta.logs.read'], role: 'APP_ADMIN' } as const;
  const own = await startOrg({ seed: { serviceApps: [app] } });
  try {
    const readAs = async (scope: string) => {
      const credential = { type: 'service-app', clientId: 'pipeline', privateKey, scopes: [scope] } as const;
      return await readLog(openClient(own.url, credential), { filter: 'eventType sw "app"', ...window() });
    };
    expect(await readAs('okta.apps.read')).toEqual({
      kind: 'not looked at',
      why:
        'the credential may not read it (403 insufficient_scope: The access token provided does not contain the required ' +
        'scopes.); a service app needs the scope okta.logs.read, and a user a role that sees it',
      isRefused: true,
    });
    // Its own requests for tokens are in the log.
    expect(await readAs('okta.logs.read')).toMatchObject({
      kind: 'read',
      events: [
        { eventType: 'app.oauth2.token.grant.access_token', result: 'SUCCESS', actor: { id: 'pipeline' } },
        { eventType: 'app.oauth2.token.grant.access_token', result: 'SUCCESS', actor: { id: 'pipeline' } },
      ],
    });
  } finally {
    await own.close();
  }
});

test('of an event only what is used is kept, on one line; what is no event makes the reading incomplete', async () => {
  const published = '2026-11-27T08:00:00.123Z';
  const debugData = { clientSecret: 'hash-canary-of-a-secret', password: 'x' };
  const fake = await fakeOrg((_request, response) => {
    const events = [
      { published, eventType: 'a', actor: { displayName: 'Ada\n\u202eevil' }, debugContext: { debugData } },
      { published, eventType: 'b', debugContext: { debugData: { clientSecret: 'short' } }, target: [{ id: 1 }] },
      { eventType: 'c' },
    ];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(events));
  });
  try {
    const to = Date.parse('2026-11-27T09:00:00Z');
    const own = openClient(fake.url, { type: 'api-token', token: 'token' });
    const reading = await readLog(own, { filter: '', since: 0, until: to });
    const common = { time: Date.parse(published), result: '', reason: '', targetIds: [] };
    expect(JSON.parse(JSON.stringify(reading))).toEqual({
      kind: 'read',
      from: Date.parse(published),
      to,
      isComplete: false,
      events: [
        {
          ...common,
          eventType: 'a',
          actor: { id: '', type: '', name: 'Ada\\u000a\\u202eevil' },
          secretHash: '(sensitive)',
        },
        { ...common, eventType: 'b', actor: { id: '', type: '', name: '' } },
      ],
    });
  } finally {
    await fake.close();
  }
});
