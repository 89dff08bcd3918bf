import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { keyFetcher, type KeySources } from '../../../okta-apps/shared/fetch-keys';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const servers: Server[] = [];
let pem: { readonly key: string; readonly cert: string };

beforeAll(() => {
  const [key, cert] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')];
  const subject = ['-subj', '/CN=okta-apps test', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', cert],
    { stdio: 'pipe' },
  );
  pem = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
});

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Starts a server on loopback. @returns its port */
async function serve(answer: RequestListener, server = createServer(answer)): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function whyNot(address: string, sources: KeySources = {}): Promise<string> {
  return await keyFetcher(sources)(address).then(
    () => 'read',
    (error: unknown) => (error as Error).message,
  );
}

const allowed = (...addresses: string[]): KeySources => ({
  may: () => Promise.resolve(true),
  resolve: () => Promise.resolve(addresses),
});

test('keys on this machine are read, at whichever address something listens', async () => {
  const port = await serve((_request, response) => response.end('{"keys":[]}'));
  const answer = await keyFetcher({ resolve: () => Promise.resolve(['::1', '127.0.0.1']) })(
    `http://localhost:${port}/keys`,
  );
  expect([answer.status, await answer.text()]).toEqual([200, '{"keys":[]}']);
});

test('over https the certificate must be that of the name', async () => {
  const port = await serve(
    () => undefined,
    https.createServer(pem, (_request, response) => response.end('{}')),
  );
  const ca = pem.cert;
  expect((await keyFetcher({ ca })(`https://localhost:${port}/`)).status).toBe(200);
  expect(
    await whyNot(`https://other.localhost:${port}/`, { ca, resolve: () => Promise.resolve(['127.0.0.1']) }),
  ).toContain("Hostname/IP does not match certificate's");
  expect(await whyNot(`https://localhost:${port}/`)).toContain('self-signed certificate');
});

test('an address elsewhere is connected to as it was looked at, whatever the name means by then', async () => {
  const get = jest.spyOn(https, 'get').mockImplementation((_url, options) => {
    const { lookup } = options;
    const found: unknown[] = [];
    for (const all of [true, false]) lookup?.('keys.example.com', { all }, (...answer) => found.push(answer.slice(1)));
    throw new Error(JSON.stringify(found));
  });
  expect(await whyNot('https://keys.example.com/', allowed('93.184.216.34'))).toBe(
    '[[[{"address":"93.184.216.34","family":4}]],["93.184.216.34",4]]',
  );
  get.mockRestore();
});

test.each<readonly [string, KeySources, string]>([
  ['http://keys.example.com/', allowed('93.184.216.34'), 'the address must be https, or on this machine'],
  ['https://keys.example.com/', {}, 'this org reads keys of this machine only'],
  ['https://keys.example.com/', { may: () => Promise.resolve(false) }, 'it was not allowed on the terminal'],
  ['https://keys.example.com/', allowed(), 'the name has no address'],
  ['https://keys.example.com/', allowed('10.0.0.1'), 'the name leads to 10.0.0.1, which is not a public address'],
  [
    'https://keys.example.com/',
    allowed('93.184.216.34', '169.254.169.254'),
    'the name leads to 169.254.169.254, which is not a public address',
  ],
  ['https://keys.example.com/', allowed('127.0.0.1'), 'the name leads to 127.0.0.1, which is not a public address'],
  [
    'http://keys.localhost/',
    { resolve: () => Promise.resolve(['10.0.0.1']) },
    'the name leads to 10.0.0.1, which is not this machine',
  ],
])('%s is not read: %j %s', async (address, sources, why) => {
  expect(await whyNot(address, sources)).toBe(why);
});

test('nothing is resolved before it was allowed', async () => {
  const resolve = jest.fn(() => Promise.resolve(['93.184.216.34']));
  await whyNot('https://keys.example.com/', { may: () => Promise.resolve(false), resolve });
  expect(resolve).not.toHaveBeenCalled();
});

describe('a server on this machine', () => {
  test('that redirects is not followed', async () => {
    let asked = 0;
    const port = await serve((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: '/other' }).end();
    });
    expect(await whyNot(`http://127.0.0.1:${port}/`)).toBe('the address redirects, which is not followed');
    expect(asked).toBe(1);
  });

  test('that sends too much is not read to its end', async () => {
    const port = await serve((_request, response) => response.end('x'.repeat(65 * 1024)));
    expect(await whyNot(`http://127.0.0.1:${port}/`)).toBe('they are more than 65536 bytes');
  });

  test.each<readonly [string, RequestListener]>([
    ['before its answer', () => undefined],
    ['in the middle of it', (_request, response) => response.write('{')],
  ])('that hangs %s is not waited for', async (_when, answer) => {
    const port = await serve(answer);
    expect(await whyNot(`http://127.0.0.1:${port}/`)).toMatch(/aborted|timeout/);
  });
});
