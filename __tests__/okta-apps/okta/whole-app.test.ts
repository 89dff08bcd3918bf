import { openClient } from '../../../okta-apps/okta/client';
import { listWholeApps, readWholeApp } from '../../../okta-apps/okta/whole-app';
import { startOrg, type LocalOrg } from '../../../okta-apps/local/org/server';
import { ask, idOf, webApp } from '../local/org/support/client';

const SECRET = 'whole-app-canary-2b7e151628aed2a6';
const COUNT = 205;

let org: LocalOrg;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.close());

test('all apps come over two pages, as one by one, without a secret', async () => {
  const ids: string[] = [];
  for (let at = 0; at < COUNT; at += 1)
    ids.push(idOf(await ask(org, 'POST', '/api/v1/apps', webApp(`App ${at}`, {}, { client_secret: SECRET }))));
  const client = openClient(org.url, { type: 'api-token', token: org.token });
  const before = org.requests().length;
  const apps = await listWholeApps(client);
  expect(org.requests().length - before).toBe(2);
  expect(apps.map(({ id }) => id)).toEqual(ids);
  expect(apps[3]).toEqual(await readWholeApp(client, ids[3] ?? ''));
  expect(JSON.stringify(apps)).not.toContain(SECRET);
});
