import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { ask, refusal } from './support/client';

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg({
    seed: {
      users: [
        { login: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
        { login: 'bob@example.com', firstName: 'Bob', lastName: 'Builder' },
      ],
      tokens: [{ token: 'app-admin-token', role: 'APP_ADMIN' }],
    },
  });
});

afterAll(() => org.close());

const logins = async (query: string) =>
  ((await ask(org, 'GET', `/api/v1/users?${encodeURI(query)}`)).body as { profile: { login: string } }[]).map(
    ({ profile }) => profile.login,
  );

test.each([
  ['q=ada', ['ada@example.com']],
  ['q=BUILD', ['bob@example.com']],
  ['q=example', []],
  ['filter=profile.login eq "bob@example.com"', ['bob@example.com']],
  ['search=profile.lastName sw "Lo" and status eq "ACTIVE"', ['ada@example.com']],
  ['filter=status eq "SUSPENDED"', []],
])('users are found by %s', async (query, found) => {
  expect(await logins(query)).toEqual(found);
});

test('the list has pages, and all users are in it once', async () => {
  const all = await logins('');
  expect(all).toEqual(expect.arrayContaining(['admin@local.test', 'ada@example.com', 'bob@example.com']));
  const first = await ask(org, 'GET', '/api/v1/users?limit=1');
  expect((first.body as unknown[]).length).toBe(1);
  expect(first.headers.get('link')).toContain('rel="next"');
});

test('an expression that cannot be read is refused, and so is who may not read users', async () => {
  expect(refusal(await ask(org, 'GET', '/api/v1/users?filter=nonsense')).slice(0, 2)).toEqual([400, 'E0000031']);
  expect((await ask(org, 'GET', '/api/v1/users', undefined, { authorization: 'SSWS wrong' })).status).toBe(401);
});

const CY = { login: 'cy@example.com', email: 'cy@example.com', firstName: 'Cy', lastName: 'Young' };

test('a user is created, is in Everyone, and is changed by what a body says', async () => {
  const { id } = (await ask(org, 'POST', '/api/v1/users', { profile: CY })).body as { id: string };
  const changed = await ask(org, 'POST', `/api/v1/users/${id}`, { profile: { lastName: 'Old' } });
  expect(changed.body).toMatchObject({ id, status: 'ACTIVE', profile: { ...CY, lastName: 'Old' } });
  const everyone = (await ask(org, 'GET', '/api/v1/groups?q=Everyone')).body as { id: string }[];
  const members = (await ask(org, 'GET', `/api/v1/groups/${everyone[0]?.id ?? ''}/users`)).body as { id: string }[];
  expect(members.map((member) => member.id)).toContain(id);
});

test.each([
  [{ ...CY, login: 'bob@example.com' }, 'login: An object with this field already exists in the current organization'],
  [{ ...CY, login: 'dee@example.com', firstName: ' ' }, 'firstName: The field cannot be left blank'],
  [{ ...CY, login: 'd'.repeat(101) }, 'login: The field is too long'],
])('a profile that no user can have is refused: %j', async (profile, cause) => {
  expect(refusal(await ask(org, 'POST', '/api/v1/users', { profile }))).toEqual([
    400,
    'E0000001',
    `Api validation failed: ${cause.split(':')[0] ?? ''}`,
    cause,
  ]);
});

test('only who may manage users creates them', async () => {
  const as = { authorization: 'SSWS app-admin-token' };
  expect(refusal(await ask(org, 'POST', '/api/v1/users', { profile: CY }, as)).slice(0, 2)).toEqual([403, 'E0000006']);
});
