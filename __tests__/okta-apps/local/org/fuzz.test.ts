import { connect } from 'node:net';
import fc from 'fast-check';
import { routes } from '../../../../okta-apps/local/org/routes';
import { startOrg } from '../../../../okta-apps/local/org/server';
import { ask } from './support/client';
import { bodyOf, text } from './support/fuzz';
import { startVisibleOrg, type VisibleOrg } from './support/visible-org';

/** The SDK's model of what an operation takes; others get any JSON. */
const REQUESTS: readonly (readonly [path: RegExp, model: string])[] = [
  [/^\/api\/v1\/apps(\/:appId)?$/, 'OpenIdConnectApplication'],
  [/\/credentials\/secrets$/, 'OAuth2ClientSecretRequestBody'],
  [/\/apps\/:appId\/groups\//, 'ApplicationGroupAssignment'],
  [/\/apps\/:appId\/users/, 'AppUserAssignRequest'],
  [/^\/api\/v1\/trustedOrigins(\/:trustedOriginId)?$/, 'TrustedOrigin'],
  [/^\/api\/v1\/groups(\/:groupId)?$/, 'Group'],
];

let visible: VisibleOrg;

beforeAll(async () => {
  visible = await startVisibleOrg();
});

afterAll(() => visible.close());

const query = fc.dictionary(
  fc.constantFrom('limit', 'after', 'q', 'filter', 'search', 'expand', 'type', 'activate', 'x'),
  fc.oneof(text, fc.constantFrom('1', '-1', '0', '1e9', 'status eq "ACTIVE"', 'user/x', 'ACCESS_POLICY', '"', '\\')),
  { maxKeys: 3 },
);

/** A request to a random operation, mostly about things that exist, with a body from the SDK's model of it. */
const request = fc.constantFrom(...routes).chain((route) =>
  fc.record({
    route: fc.constant(route),
    params: fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: text }), {
      minLength: 2,
      maxLength: 2,
    }),
    query,
    body:
      route.method === 'POST' || route.method === 'PUT'
        ? bodyOf(REQUESTS.find(([path]) => path.test(route.path))?.[1])
        : fc.constant(undefined),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
    ),
  }),
);

test('no request gets a 500, every refusal is in the envelope, and a refusal changes nothing', async () => {
  const counts = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(request, async ({ route, params, query: asked, body, type }) => {
      const path = visible.path(route.path, params);
      const before = visible.snapshot();
      const search = new URLSearchParams(asked).toString();
      const seen = await ask(visible, route.method, `${path}?${search}`, body, { 'content-type': type });
      counts.set(`${seen.status}`, (counts.get(`${seen.status}`) ?? 0) + 1);
      expect(seen.status).toBeLessThan(500);
      if (seen.status < 400) return;
      if (route.path !== '/oauth2/v1/token')
        expect(seen.body).toMatchObject({
          errorCode: expect.stringMatching(/^E\d{7}$/) as string,
          errorId: expect.any(String) as string,
        });
      expect(visible.snapshot()).toBe(before);
    }),
    { numRuns: 1500 },
  );
  const told = [...counts].sort().map(([status, count]) => `${count} × ${status}`);
  process.stdout.write(`fuzz of the local org: ${told.join(', ')}\n`);
  expect(counts.get('200') ?? 0).toBeGreaterThan(50);
}, 60_000);

test('no path, method or header ends the org', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'FOO'),
      fc.oneof(
        fc.webPath(),
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
