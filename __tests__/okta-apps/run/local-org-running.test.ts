import { statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { announce, runningOn, withdraw, type RunningOrg } from '../../../okta-apps/run/local-org';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
let server: Server;
let org: RunningOrg;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.statusCode = request.headers.authorization?.startsWith('SSWS right') === true ? 200 : 401;
    if (request.headers.authorization?.endsWith('cut off') === true) {
      response.setHeader('content-length', 100).write('{');
      setTimeout(() => response.destroy(), 50);
      return;
    }
    setTimeout(() => response.end('{}'), request.headers.authorization?.endsWith('late') === true ? 1_500 : 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  org = { pid: 1, kind: 'org', url, token: 'right', reattach: { a: 1 } };
});

afterAll(() => {
  server.close();
});

test('an org that was announced is found, and only its owner may read where', async () => {
  await announce(folder.path, org);
  expect(statSync(join(folder.path, 'running.json')).mode & 0o777).toBe(0o600);
  expect(await runningOn(folder.path)).toEqual(org);
  await withdraw(folder.path);
  expect(await runningOn(folder.path)).toBeUndefined();
});

test('an org that answers late, on a busy machine, is found: another one in its place would hold other apps', async () => {
  const late = { ...org, token: 'right, late' };
  await announce(folder.path, late);
  expect(await runningOn(folder.path)).toEqual(late);
});

test.each<[string, Partial<RunningOrg>]>([
  ['does not answer', { url: 'http://127.0.0.1:1' }],
  ['is another program on that port', { token: 'wrong' }],
  ['stops in the middle of its answer', { token: 'right, cut off' }],
  ['has a token that no header can hold', { token: 'right\nwrong' }],
  ['is not on this machine', { url: 'http://example.org' }],
])('one that %s counts for nothing', async (_, different) => {
  await announce(folder.path, { ...org, ...different });
  expect(await runningOn(folder.path)).toBeUndefined();
});

test.each(['', '{}', 'null', '{"pid":1,"kind":"org","url":"http://127.0.0.1:1","token":"x","reattach":null}'])(
  'a running.json of %j counts for nothing',
  async (text) => {
    writeFileSync(join(folder.path, 'running.json'), text);
    expect(await runningOn(folder.path)).toBeUndefined();
  },
);
