import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, idOf, refusal, webApp } from '../support/client';

let org: LocalOrg;
const names = Array.from({ length: 5 }, (_, n) => `Team ${n}`);

beforeAll(async () => {
  org = await startOrg({
    seed: {
      groups: names.map((name, n) => ({ id: `00gteam${n}000000000000`, name })),
      users: [
        { id: '00uada00000000000001', login: 'ada@example.com', firstName: 'Ada', lastName: 'L', groups: ['Team 0'] },
        { id: '00ubob00000000000001', login: 'bob@example.com', firstName: 'Bob', lastName: 'M' },
      ],
    },
  });
});

afterAll(() => org.close());

const newApp = async (label: string) => `/api/v1/apps/${idOf(await ask(org, 'POST', '/api/v1/apps', webApp(label)))}`;
const group = (n: number) => `00gteam${n}000000000000`;

test('groups are assigned with rising priorities, replaced, listed page by page, and taken away', async () => {
  const app = await newApp('Groups');
  const assigned = await ask(org, 'PUT', `${app}/groups/${group(0)}`);
  expect(assigned).toMatchObject({
    status: 200,
    body: {
      id: group(0),
      priority: 0,
      profile: {},
      _links: {
        app: { href: org.url + app },
        self: { href: `${org.url}${app}/groups/${group(0)}` },
        group: { href: `${org.url}/api/v1/groups/${group(0)}` },
      },
    },
  });
  for (const n of [1, 2, 3, 4]) await ask(org, 'PUT', `${app}/groups/${group(n)}`, {});
  await ask(org, 'PUT', `${app}/groups/${group(4)}`, { priority: 7, profile: { role: 'x' } });
  const first = await ask(org, 'GET', `${app}/groups?limit=2`);
  expect(first.body).toMatchObject([{ priority: 0 }, { priority: 1 }]);
  expect(first.headers.get('link')).toBe(
    `<${org.url}${app}/groups?limit=2>; rel="self", <${org.url}${app}/groups?limit=2&after=${group(1)}>; rel="next"`,
  );
  const last = await ask(org, 'GET', `${app}/groups?limit=2&after=${group(3)}`);
  expect(last.body).toMatchObject([{ id: group(4), priority: 7, profile: { role: 'x' } }]);
  expect(last.headers.get('link')).not.toContain('next');
  expect(await ask(org, 'DELETE', `${app}/groups/${group(0)}`)).toMatchObject({ status: 204, body: undefined });
  expect(refusal(await ask(org, 'GET', `${app}/groups/${group(0)}`))).toEqual([
    404,
    'E0000007',
    `Not found: Resource not found: ${group(0)} (AppGroup)`,
  ]);
  expect((await ask(org, 'GET', `${app}/groups/${group(1)}?expand=group`)).body).toMatchObject({
    _embedded: { group: { profile: { name: 'Team 1' } } },
  });
});

test('an unknown group is not assigned; a deleted one is no longer assigned', async () => {
  const app = await newApp('Strangers');
  expect(refusal(await ask(org, 'PUT', `${app}/groups/00gnone`))).toEqual([
    404,
    'E0000007',
    'Not found: Resource not found: 00gnone (UserGroup)',
  ]);
  const made = idOf(await ask(org, 'POST', '/api/v1/groups', { profile: { name: 'Passing' } }));
  await ask(org, 'PUT', `${app}/groups/${made}`);
  await ask(org, 'DELETE', `/api/v1/groups/${made}`);
  expect((await ask(org, 'GET', `${app}/groups`)).body).toEqual([]);
});

test('an app has the users assigned to it and the members of its groups', async () => {
  const app = await newApp('Users');
  await ask(org, 'PUT', `${app}/groups/${group(0)}`);
  const made = await ask(org, 'POST', `${app}/users`, { id: '00ubob00000000000001', scope: 'USER' });
  expect(made).toMatchObject({
    status: 200,
    body: { id: '00ubob00000000000001', scope: 'USER', status: 'ACTIVE', credentials: { userName: 'bob@example.com' } },
  });
  expect((await ask(org, 'GET', `${app}/users?limit=200`)).body).toMatchObject([
    { id: '00ubob00000000000001', scope: 'USER' },
    { id: '00uada00000000000001', scope: 'GROUP', profile: { given_name: 'Ada' } },
  ]);
  const listed = await ask(
    org,
    'GET',
    `/api/v1/apps?filter=${encodeURIComponent('user.id eq "00uada00000000000001"')}&expand=user/00uada00000000000001`,
  );
  expect(listed.body).toMatchObject([{ label: 'Users', _embedded: { user: { id: '00uada00000000000001' } } }]);
  await ask(org, 'POST', `${app}/users/00ubob00000000000001`, { credentials: { userName: 'bob' } });
  expect((await ask(org, 'GET', `${app}/users/00ubob00000000000001`)).body).toMatchObject({
    credentials: { userName: 'bob' },
  });
  expect((await ask(org, 'DELETE', `${app}/users/00ubob00000000000001`)).status).toBe(204);
  expect(refusal(await ask(org, 'GET', `${app}/users/00ubob00000000000001`))).toEqual([
    404,
    'E0000007',
    'Not found: Resource not found: 00ubob00000000000001 (AppUser)',
  ]);
});
