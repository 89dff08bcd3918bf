import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { ask, idOf, seenIn, webApp } from './support/client';

let folder: string;
const open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-org-'));
});

afterEach(async () => {
  for (const org of open.splice(0)) await org.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Parameters<typeof startOrg>[0] = {}): Promise<LocalOrg> {
  const org = await startOrg(options);
  open.push(org);
  return org;
}

test('a restart keeps apps, ids, secrets and the token; the file is 0600 in a folder 0700', async () => {
  const first = await start({ folder });
  const path = `/api/v1/apps/${idOf(await ask(first, 'POST', '/api/v1/apps', webApp('Kept')))}`;
  const before = (await ask(first, 'GET', path)).body;
  await first.close();
  expect(statSync(join(folder, 'org.json')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const second = await start({ folder });
  expect(second.token).toBe(first.token);
  const after = (await ask(second, 'GET', path)).body;
  const relative = (org: LocalOrg, value: unknown) => JSON.stringify(value).replaceAll(org.url, '');
  expect(relative(second, after)).toBe(relative(first, before));
});

test('a corrupted file is refused with what to do and left as it is', async () => {
  writeFileSync(join(folder, 'org.json'), '{"format":"okta-apps lo');
  await expect(startOrg({ folder })).rejects.toMatchObject({
    name: 'OrgError',
    message: `${join(folder, 'org.json')} is corrupted (it is not JSON): restore it from a copy, or move it away to start over`,
  });
  expect(readFileSync(join(folder, 'org.json'), 'utf8')).toBe('{"format":"okta-apps lo');
});

test("another program's file and a folder in use are refused", async () => {
  writeFileSync(join(folder, 'org.json'), '{"name":"something"}');
  await expect(startOrg({ folder })).rejects.toMatchObject({
    name: 'OrgError',
    message: `${join(folder, 'org.json')} was not written by a local org: choose another folder`,
  });
  rmSync(join(folder, 'org.json'));
  await start({ folder });
  await expect(startOrg({ folder })).rejects.toMatchObject({
    name: 'OrgError',
    message: `${folder} is in use by the local org of process ${process.pid}: stop it, or choose another folder`,
  });
});

test('a port in use is one clear message, and the folder is free again', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(startOrg({ port, folder })).rejects.toMatchObject({
    name: 'OrgError',
    message: `port ${port} is in use: choose another one, or 0 for any free one`,
  });
  server.close();
  await start({ folder });
});

test('no token, a wrong token, an unknown path, a wrong method, bad JSON, a wrong media type: each in the envelope', async () => {
  const org = await start();
  const answers = [
    await seenIn(await fetch(`${org.url}/api/v1/apps`)),
    await ask(org, 'GET', '/api/v1/apps', undefined, { authorization: 'SSWS wrong' }),
    await ask(org, 'GET', '/api/v1/nothing'),
    await ask(org, 'PATCH', '/api/v1/apps', {}),
    await seenIn(
      await fetch(`${org.url}/api/v1/apps`, {
        method: 'POST',
        headers: { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' },
        body: '{"a":',
      }),
    ),
    await ask(org, 'POST', '/api/v1/apps', {}, { 'content-type': 'text/plain' }),
    await ask(org, 'POST', '/api/v1/apps', { profile: 'x'.repeat(3_000_000) }),
    await ask(org, 'GET', '/api/v1/apps/%zz'),
  ];
  const read = answers.map(({ status, body }) => [status, (body as { errorCode: string }).errorCode]);
  expect(read).toEqual([
    [401, 'E0000011'],
    [401, 'E0000011'],
    [404, 'E0000008'],
    [405, 'E0000022'],
    [400, 'E0000003'],
    [400, 'E0000021'],
    [413, 'E0000003'],
    [404, 'E0000008'],
  ]);
  for (const { headers } of answers) {
    expect(headers.get('x-rate-limit-reset')).toMatch(/^\d{10}$/);
    expect(headers.get('x-okta-request-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(headers.get('date')).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
  }
});

/** A request as a client writes it that takes the org for a proxy, or that lies about its host. */
async function raw(org: LocalOrg, path: string, headers: Record<string, string>): Promise<number | undefined> {
  const { port } = new URL(org.url);
  return new Promise((resolve, reject) => {
    request(
      { port, host: '127.0.0.1', path, headers: { authorization: `SSWS ${org.token}`, ...headers } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
}

test('absolute-form requests are answered; names and origins off loopback are refused', async () => {
  const org = await start();
  const proxy = { 'proxy-authorization': 'Basic Og==' };
  expect(await raw(org, 'http://127.0.0.1/api/v1/users/me', { host: '127.0.0.1', ...proxy })).toBe(200);
  expect(await raw(org, `${org.url}/api/v1/apps?limit=1`, proxy)).toBe(200);
  expect(await raw(org, '/api/v1/apps', { host: 'rebind.example.com' })).toBe(403);
  expect(await raw(org, 'http://example.com/api/v1/apps', { host: '127.0.0.1' })).toBe(403);
  expect(await raw(org, '/api/v1/apps', { origin: 'https://example.com' })).toBe(403);
  expect(await raw(org, '/api/v1/apps', { origin: 'null' })).toBe(403);
  expect(await raw(org, 'http://[/x', {})).toBe(403);
});
