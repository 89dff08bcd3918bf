import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, refusal, webApp } from '../support/client';

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg();
  for (let n = 0; n < 45; n += 1)
    await ask(org, 'POST', `/api/v1/apps?activate=${String(n % 2 === 0)}`, webApp(`App ${String(n).padStart(2, '0')}`));
});

afterAll(() => org.close());

const labels = (body: unknown) => (body as { label: string }[]).map(({ label }) => label);

test('following the next links from the usual page size on shows every app once', async () => {
  let path: string | undefined = '/api/v1/apps';
  const seen: string[][] = [];
  while (path !== undefined) {
    const page = await ask(org, 'GET', path);
    seen.push(labels(page.body));
    path = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]?.replace(org.url, '');
  }
  expect(seen.map((page) => page.length)).toEqual([20, 20, 5]);
  expect(new Set(seen.flat()).size).toBe(45);
});

test.each([
  ['q=App 01', ['App 01']],
  ['q=app 4', ['App 40', 'App 41', 'App 42', 'App 43', 'App 44']],
  ['filter=status eq "INACTIVE"&q=App 0', ['App 01', 'App 03', 'App 05', 'App 07', 'App 09']],
  ['filter=name eq "oidc_client" and status eq "ACTIVE"&q=App 4', ['App 40', 'App 42', 'App 44']],
  ['filter=status eq "DELETED" or status eq "ACTIVE"&q=App 00', ['App 00']],
  ['filter=name eq "google"', []],
])('%s', async (query, expected) => {
  const seen = await ask(org, 'GET', `/api/v1/apps?${encodeURI(query)}`);
  expect(labels(seen.body)).toEqual(expected);
});

test.each(['status', 'status eq ACTIVE', 'nothing eq "x"', 'status like "x"', 'status eq "ACTIVE" and'])(
  'filter %j is refused',
  async (filter) => {
    const seen = await ask(org, 'GET', `/api/v1/apps?filter=${encodeURIComponent(filter)}`);
    expect(refusal(seen)).toEqual([400, 'E0000031', 'Invalid search criteria.']);
  },
);

test('a limit above the most is the most; one that is no number is refused', async () => {
  expect(labels((await ask(org, 'GET', '/api/v1/apps?limit=10000')).body)).toHaveLength(45);
  expect(refusal(await ask(org, 'GET', '/api/v1/apps?limit=many'))).toEqual([
    400,
    'E0000001',
    'Api validation failed: limit',
    "limit: 'limit' must be a whole number above 0.",
  ]);
});
