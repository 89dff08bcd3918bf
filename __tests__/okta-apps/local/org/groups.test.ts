import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { ask, idOf, refusal } from './support/client';

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg({
    seed: {
      groups: [{ name: 'Staff' }, { name: 'Staff Extra' }, { name: 'Customers' }],
      users: [{ id: '00uada00000000000001', login: 'ada@example.com', groups: ['Staff'] }],
    },
  });
});

afterAll(() => org.close());

const names = async (query: string) =>
  ((await ask(org, 'GET', `/api/v1/groups?${encodeURI(query)}`)).body as { profile: { name: string } }[]).map(
    ({ profile }) => profile.name,
  );

test('q is the start of the name, filter and search ask for type and name', async () => {
  expect(await names('q=staff')).toEqual(['Staff', 'Staff Extra']);
  expect(await names('q=Staff&filter=type eq "OKTA_GROUP"&limit=1')).toEqual(['Staff']);
  expect(await names('filter=type eq "BUILT_IN"')).toEqual(['Everyone']);
  expect(await names('search=profile.name sw "Cus"')).toEqual(['Customers']);
});

test('a group is made once, renamed, gets members and is deleted', async () => {
  const made = await ask(org, 'POST', '/api/v1/groups', { profile: { name: 'New', description: 'd' } });
  expect(made).toMatchObject({
    status: 200,
    body: { type: 'OKTA_GROUP', objectClass: ['okta:user_group'], profile: { name: 'New', description: 'd' } },
  });
  expect(refusal(await ask(org, 'POST', '/api/v1/groups', { profile: { name: 'New' } }))).toEqual([
    400,
    'E0000001',
    'Api validation failed: name',
    'name: An object with this field already exists in the current organization',
  ]);
  const path = `/api/v1/groups/${idOf(made)}`;
  expect((await ask(org, 'PUT', path, { profile: { name: 'Newer' } })).body).toMatchObject({
    profile: { name: 'Newer' },
  });
  expect((await ask(org, 'PUT', `${path}/users/00uada00000000000001`)).status).toBe(204);
  expect((await ask(org, 'GET', `${path}/users`)).body).toMatchObject([{ profile: { login: 'ada@example.com' } }]);
  expect((await ask(org, 'DELETE', `${path}/users/00uada00000000000001`)).status).toBe(204);
  expect((await ask(org, 'GET', `${path}/users`)).body).toEqual([]);
  expect((await ask(org, 'DELETE', path)).status).toBe(204);
  expect((await ask(org, 'GET', path)).status).toBe(404);
});

test('the org’s own group cannot be changed', async () => {
  const [everyone] = (await ask(org, 'GET', '/api/v1/groups?q=Everyone')).body as { id: string }[];
  expect((await ask(org, 'DELETE', `/api/v1/groups/${everyone!.id}`)).status).toBe(403);
});
