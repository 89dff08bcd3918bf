import fc from 'fast-check';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { askOrg } from '../../../okta-apps/local/party/declared-app';
import { everyGroup, plantSeed } from '../../../okta-apps/run/plant-seed';
import { groupsOfUser, mergedSeed, type EnvironmentSeed } from '../../../okta-apps/shared/environment-seed';

let org: LocalOrg;

beforeEach(async () => {
  org = await startOrg({});
});

afterEach(() => org.close());

interface Listed {
  readonly id: string;
  readonly profile: Readonly<Record<string, string>>;
}

const users = async () => (await askOrg(org, '/api/v1/users')) as readonly Listed[];

async function membersOf(name: string): Promise<readonly (string | undefined)[]> {
  const id = (await everyGroup(org)).get(name) ?? '';
  const members = (await askOrg(org, `/api/v1/groups/${id}/users`)) as readonly Listed[];
  return members.map(({ profile }) => profile['login']).sort();
}

const ADA = { login: 'ada@acme.dev', profile: { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@mail.acme.dev' } };

test('users and groups of the seed are listed by the management API', async () => {
  await plantSeed(org, { users: [ADA, { login: 'bob@acme.dev' }], groups: [{ name: 'Sales', members: [ADA.login] }] });
  const found = new Map((await users()).map(({ profile }) => [profile['login'], profile]));
  expect(found.get(ADA.login)).toMatchObject({ login: ADA.login, ...ADA.profile });
  expect(found.get('bob@acme.dev')).toMatchObject({ firstName: 'bob', lastName: 'User', email: 'bob@acme.dev' });
  expect(await membersOf('Sales')).toEqual([ADA.login]);
  expect(await membersOf('Everyone')).toEqual([ADA.login, 'admin@local.test', 'bob@acme.dev']);
});

test('a seed that changed changes what it says, and nothing else', async () => {
  await plantSeed(org, { users: [ADA], groups: [{ name: 'Sales', members: [ADA.login] }, { name: 'Ops' }] });
  const [before] = (await users()).filter(({ profile }) => profile['login'] === ADA.login);
  const renamed = { ...ADA, profile: { ...ADA.profile, lastName: 'Byron' } };
  await plantSeed(org, { users: [renamed], groups: [{ name: 'Sales' }] });
  const [after] = (await users()).filter(({ profile }) => profile['login'] === ADA.login);
  expect([after?.id, after?.profile['lastName']]).toEqual([before?.id, 'Byron']);
  expect(await membersOf('Sales')).toEqual([]);
  expect([...(await everyGroup(org)).keys()]).toEqual(['Everyone', 'Sales', 'Ops']);
});

test('more users than a page has are found again', async () => {
  const seed = { users: Array.from({ length: 201 }, (_, at) => ({ login: `user-${at}@acme.dev` })) };
  await plantSeed(org, seed);
  await plantSeed(org, seed);
  expect(await membersOf('Everyone')).toHaveLength(202);
});

const logins = ['a@x.dev', 'b@x.dev', 'c@x.dev'] as const;
const seeds = fc
  .record({
    users: fc.uniqueArray(fc.constantFrom(...logins)),
    groups: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('G', 'H'), members: fc.uniqueArray(fc.constantFrom(...logins)) }),
      { selector: ({ name }) => name },
    ),
  })
  .map(({ users: own, groups }): EnvironmentSeed => ({
    users: own.map((login) => ({ login })),
    groups: groups.map(({ name, members }) => ({ name, members: members.filter((login) => own.includes(login)) })),
  }));

test('after any two seeds, the users of the second are in its groups as it says', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, seeds, async (first, second) => {
      await plantSeed(org, first);
      await plantSeed(org, second);
      for (const { name } of second.groups ?? []) {
        const members = await membersOf(name);
        for (const { login } of second.users ?? [])
          expect([name, login, members.includes(login)]).toEqual([
            name,
            login,
            groupsOfUser(second, login).includes(name),
          ]);
      }
    }),
    { numRuns: 10 },
  );
});

test('of two environments with one login or group, the first counts', () => {
  const other = { login: ADA.login, profile: { firstName: 'Other' } };
  expect(mergedSeed([undefined, { users: [ADA] }, { users: [other], groups: [{ name: 'Sales' }] }])).toEqual({
    users: [ADA],
    groups: [{ name: 'Sales' }],
  });
});
