import { connect } from 'node:net';
import fc from 'fast-check';
import { anyPath } from '../../../support/any-characters';
import { startOrg } from '../../../../okta-apps/local/org/server';
import { text } from './support/fuzz';
import { requestsAtRandom } from './support/random-requests';
import { startVisibleOrg, type VisibleOrg } from './support/visible-org';

let visible: VisibleOrg;

beforeAll(async () => {
  visible = await startVisibleOrg();
});

afterAll(() => visible.close());

test('no request gets a 500, every refusal is in the envelope, and a refusal changes nothing', async () => {
  const counts = await requestsAtRandom(visible, 300);
  expect(counts.get(200) ?? 0).toBeGreaterThan(10);
});

test('no path, method or header ends the org', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'FOO'),
      fc.oneof(
        anyPath,
        text.map((part) => `/api/v1/${part}`),
        fc.constantFrom('http://[/x', '*', '//', '/%', '/api/v1/apps/../..'),
      ),
      fc.stringMatching(/^[\x21-\x7e]{0,20}$/),
      async (method, path, host) => {
        const answer = await visible.raw(
          `${method} ${path.replace(/[\s]/g, '')} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

test('bytes that are no HTTP get an envelope', async () => {
  const org = await startOrg();
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      let heard = '';
      const socket = connect(Number(new URL(org.url).port), '127.0.0.1', () =>
        socket.end('\x16\x03\x01 garbage\r\n\r\n'),
      );
      socket.setTimeout(5000, () => socket.destroy(new Error('no answer')));
      socket.on('data', (data) => (heard += data.toString()));
      socket.on('end', () => {
        resolve(heard);
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*"errorCode":"E0000003"/);
  } finally {
    await org.close();
  }
});

test('a body nested deeper than anything Okta has is not well-formed', async () => {
  const deep = `{"profile":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
  const answer = await fetch(`${visible.url}/api/v1/apps`, {
    method: 'POST',
    headers: { authorization: `SSWS ${visible.token}`, 'content-type': 'application/json' },
    body: deep,
  });
  expect([answer.status, ((await answer.json()) as { errorCode: string }).errorCode]).toEqual([400, 'E0000003']);
});
