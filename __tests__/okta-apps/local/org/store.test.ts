import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalHead, journalLine } from '../../../../okta-apps/local/org/journal';
import { startOrg, type LocalOrg, type OrgOptions } from '../../../../okta-apps/local/org/server';
import { ask, idOf, webApp } from './support/client';

let folder: string;
const open: LocalOrg[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-org-'));
});

afterEach(async () => {
  for (const org of open.splice(0)) await org.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: OrgOptions = {}): Promise<LocalOrg> {
  const org = await startOrg({ folder, ...options });
  open.push(org);
  return org;
}

const kept = () => JSON.parse(readFileSync(join(folder, 'org.json'), 'utf8')) as Record<string, { id: string }[]>;

test('two clients write at once, and after a restart everything of both is there', async () => {
  const org = await start();
  const write = async (who: string) => {
    const ids: string[] = [];
    for (let n = 0; n < 30; n += 1) ids.push(idOf(await ask(org, 'POST', '/api/v1/apps', webApp(`${who} ${n}`))));
    return ids;
  };
  const ids = (await Promise.all([write('one'), write('two')])).flat();
  await org.close();
  const again = await start();
  const listed = (await ask(again, 'GET', '/api/v1/apps?limit=200')).body as { id: string }[];
  expect(listed.map(({ id }) => id).sort()).toEqual(ids.sort());
});

test('the file is there before the first request; what is answered is beside it, and in it at the end', async () => {
  const org = await start();
  expect(kept()['users']).toHaveLength(1);
  const id = idOf(await ask(org, 'POST', '/api/v1/apps', webApp('Soon')));
  expect(kept()['apps']).toEqual([]);
  expect(readFileSync(join(folder, 'org.journal'), 'utf8')).toContain(id);
  expect(readdirSync(folder).sort()).toEqual(['org.journal', 'org.json', 'org.lock']);
  await org.close();
  expect(kept()['apps']).toMatchObject([{ id }]);
  expect(readdirSync(folder)).toEqual(['org.json']);
});

test('a restart with the same seed adds nothing and writes nothing', async () => {
  const seed = {
    groups: [{ name: 'Team' }],
    users: [{ login: 'ada@example.com', groups: ['Team'] }],
    policies: [{ name: 'Strict' }],
    tokens: [{ token: 'a-token', role: 'READ_ONLY_ADMIN' as const }],
  };
  await (await start({ seed })).close();
  const before = readFileSync(join(folder, 'org.json'), 'utf8');
  await (await start({ seed })).close();
  expect(readFileSync(join(folder, 'org.json'), 'utf8')).toBe(before);
});

test('another token takes the place of the one the folder knows', async () => {
  const first = await start();
  await first.close();
  const second = await start({ token: 'chosen-by-the-test' });
  expect((await ask(second, 'GET', '/api/v1/users/me')).status).toBe(200);
  expect((await ask({ url: second.url, token: first.token }, 'GET', '/api/v1/users/me')).status).toBe(401);
});

test('seeded tokens are not in the file, only their hashes', async () => {
  await (await start({ seed: { tokens: [{ token: 'a-token-to-hide', role: 'APP_ADMIN' }] } })).close();
  expect(readFileSync(join(folder, 'org.json'), 'utf8')).not.toContain('a-token-to-hide');
});

test('an org that can no longer write says so when it is closed', async () => {
  const org = await start();
  rmSync(join(folder, 'org.json'));
  mkdirSync(join(folder, 'org.json', 'in-the-way'), { recursive: true });
  await ask(org, 'POST', '/api/v1/apps', webApp('Lost'));
  await expect(org.close()).rejects.toMatchObject({
    name: 'OrgError',
    message: expect.stringMatching(/org\.json could not be written: /) as string,
  });
  expect(existsSync(join(folder, 'org.lock'))).toBe(false);
});

test.each([
  ['no apps', { apps: undefined }, 'apps is missing'],
  [
    'an app without settings',
    { apps: [{ id: '0oa1', label: 'x', status: 'ACTIVE' }] },
    'a record of apps has no valid accessibility',
  ],
  ['a record that is a list', { groups: [[]] }, 'a record of groups has no valid fields'],
  [
    'a role that is no list',
    { users: [{ id: '00u1', status: 'ACTIVE', profile: {}, roles: {} }] },
    'a record of users has no valid roles',
  ],
  ['no token', { token: 1 }, 'id, token, signingKey or created is missing'],
])('a file with %s is corrupted, refused and left as it is', async (_title, change, why) => {
  await (await start()).close();
  const file = join(folder, 'org.json');
  const text = JSON.stringify({ ...kept(), ...change });
  writeFileSync(file, text);
  await expect(startOrg({ folder })).rejects.toMatchObject({
    name: 'OrgError',
    message: `${file} is corrupted (${why}): restore it from a copy, or move it away to start over`,
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a file of version 1, which had no journal, is taken over; a journal beside it is not its own', async () => {
  const org = await start();
  await ask(org, 'POST', '/api/v1/apps', webApp('Old'));
  await org.close();
  const { generation, ...old } = kept();
  expect(generation).toEqual(expect.stringMatching(/^[0-9a-f]{16}$/));
  writeFileSync(join(folder, 'org.json'), JSON.stringify({ ...old, version: 1 }));
  writeFileSync(join(folder, 'org.journal'), journalHead('') + journalLine([['apps', old['apps']?.[0]?.id ?? '']]));
  const again = await start();
  const taken = kept();
  expect(taken['generation']).not.toEqual(generation);
  expect(taken).toEqual({ ...old, version: 2, generation: expect.any(String) as unknown });
  expect(readdirSync(folder).sort()).toEqual(['org.json', 'org.lock']);
  expect((await ask(again, 'GET', '/api/v1/apps')).body).toMatchObject([{ label: 'Old' }]);
});

test('a file of another version is refused', async () => {
  await (await start()).close();
  const file = join(folder, 'org.json');
  writeFileSync(file, JSON.stringify({ ...kept(), version: 3 }));
  await expect(startOrg({ folder })).rejects.toMatchObject({
    name: 'OrgError',
    message: `${file} was written by another version of the local org: choose another folder, or remove it`,
  });
});
