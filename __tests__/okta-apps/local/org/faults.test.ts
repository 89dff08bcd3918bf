import { startOrg, type LocalOrg, type OrgOptions } from '../../../../okta-apps/local/org/server';
import { ask, refusal, webApp } from './support/client';

let org: LocalOrg;

const start = async (options: OrgOptions = {}) => (org = await startOrg(options));

afterEach(() => org.close());

const statuses = async (times: number, method = 'GET', path = '/api/v1/apps') => {
  const seen: number[] = [];
  for (let n = 0; n < times; n += 1) seen.push((await ask(org, method, path)).status);
  return seen;
};

test('429 for the second and third request on, with the reset in the headers and the body of Okta', async () => {
  await start({ faults: [{ kind: 'rate-limit', from: 2, times: 2, seconds: 5, path: '/api/v1/apps' }] });
  expect((await ask(org, 'GET', '/api/v1/users/me')).status).toBe(200);
  expect((await ask(org, 'GET', '/api/v1/apps')).status).toBe(200);
  const refused = await ask(org, 'GET', '/api/v1/apps');
  expect(refusal(refused)).toEqual([429, 'E0000047', 'API call exceeded rate limit due to too many requests.']);
  const { headers } = refused;
  const date = Date.parse(headers.get('date') ?? '') / 1000;
  expect(Math.abs(Number(headers.get('x-rate-limit-reset')) - date - 5)).toBeLessThanOrEqual(1);
  expect(headers.get('x-rate-limit-remaining')).toBe('0');
  expect(await statuses(2)).toEqual([429, 200]);
});

test('500, an answer of one’s own, and all is well again at run time', async () => {
  await start();
  org.faults.set(
    { kind: 'error', method: 'POST' },
    { kind: 'answer', status: 403, body: { errorCode: 'E0000006' }, path: /^\/api\/v1\/groups\/[^/]+$/ },
  );
  expect(refusal(await ask(org, 'POST', '/api/v1/apps', webApp('x')))).toEqual([
    500,
    'E0000009',
    'Internal Server Error',
  ]);
  expect(await ask(org, 'GET', '/api/v1/groups/x')).toMatchObject({ status: 403, body: { errorCode: 'E0000006' } });
  expect(await statuses(1)).toEqual([200]);
  org.faults.set();
  expect(await ask(org, 'POST', '/api/v1/apps', webApp('x'))).toMatchObject({ status: 200 });
});

test('a slow answer takes its time; a cut connection is no answer', async () => {
  await start({
    faults: [
      { kind: 'slow', seconds: 0.2, times: 1 },
      { kind: 'cut', from: 2, times: 1 },
    ],
  });
  const begun = performance.now();
  expect(await statuses(1)).toEqual([200]);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(190);
  await expect(ask(org, 'GET', '/api/v1/apps')).rejects.toThrow('fetch failed');
  expect(await statuses(1)).toEqual([200]);
  expect(org.requests().map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
    'GET /api/v1/apps 200',
    'GET /api/v1/apps 0',
    'GET /api/v1/apps 200',
  ]);
});

test('a lost answer: what was asked for is done, and no answer arrives', async () => {
  await start({ faults: [{ kind: 'lost', method: 'POST', times: 1 }] });
  await expect(ask(org, 'POST', '/api/v1/apps', webApp('x'))).rejects.toThrow('fetch failed');
  expect((await ask(org, 'GET', '/api/v1/apps')).body).toMatchObject([{ label: 'x' }]);
  expect(org.requests().map(({ method, status }) => `${method} ${status}`)).toEqual(['POST 0', 'GET 200']);
});

test('a held request is done when it is let go', async () => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let came = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (came = resolve));
  await start({ faults: [{ kind: 'held', method: 'POST', hold: () => (came(), held) }] });
  const asked = ask(org, 'POST', '/api/v1/apps', webApp('x'));
  await arrived;
  expect((await ask(org, 'GET', '/api/v1/apps')).body).toEqual([]);
  letGo();
  expect(await asked).toMatchObject({ status: 200 });
});

test('the log has every request with its query and status, and no body', async () => {
  await start();
  await ask(org, 'GET', '/api/v1/apps?limit=1');
  await ask(org, 'POST', '/api/v1/apps', webApp('x', {}, { client_secret: 'a-secret-of-my-own' }));
  await ask(org, 'GET', '/nothing');
  expect(org.requests()).toEqual([
    { method: 'GET', path: '/api/v1/apps?limit=1', status: 200 },
    { method: 'POST', path: '/api/v1/apps', status: 200 },
    { method: 'GET', path: '/nothing', status: 404 },
  ]);
});
