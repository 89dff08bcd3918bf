import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { ask, idOf, refusal } from './support/client';

let org: LocalOrg;
const PATH = '/api/v1/trustedOrigins';

beforeEach(async () => {
  org = await startOrg();
});

afterEach(() => org.close());

const origin = (more: object = {}) => ({
  name: 'storefront',
  origin: 'https://app.example.com',
  scopes: [{ type: 'CORS' }, { type: 'REDIRECT' }],
  ...more,
});

test('an origin is made, read, replaced, switched off and deleted while active', async () => {
  const made = await ask(org, 'POST', PATH, origin());
  const id = idOf(made);
  const self = `${org.url}${PATH}/${id}`;
  const expected = {
    id: expect.stringMatching(/^tos\w{17}$/) as string,
    ...origin(),
    status: 'ACTIVE',
    created: expect.any(String) as string,
    createdBy: '00uadmin000000000001',
    lastUpdated: expect.any(String) as string,
    lastUpdatedBy: '00uadmin000000000001',
    _links: {
      self: { href: self, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
      deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ['POST'] } },
    },
  };
  expect(made).toMatchObject({ status: 200, body: expected });
  expect((await ask(org, 'GET', `${PATH}/${id}`)).body).toEqual(expected);
  const off = await ask(org, 'POST', `${PATH}/${id}/lifecycle/deactivate`);
  expect(off).toMatchObject({
    status: 200,
    body: {
      status: 'INACTIVE',
      _links: { activate: { href: `${self}/lifecycle/activate`, hints: { allow: ['POST'] } } },
    },
  });
  const renamed = await ask(org, 'PUT', `${PATH}/${id}`, origin({ name: 'shop' }));
  expect(renamed).toMatchObject({ status: 200, body: { name: 'shop', status: 'INACTIVE' } });
  const on = await ask(org, 'PUT', `${PATH}/${id}`, origin({ status: 'ACTIVE' }));
  expect(on).toMatchObject({ body: { name: 'storefront', status: 'ACTIVE' } });
  expect(await ask(org, 'DELETE', `${PATH}/${id}`)).toMatchObject({ status: 204, body: undefined });
  expect(refusal(await ask(org, 'GET', `${PATH}/${id}`))).toEqual([
    404,
    'E0000007',
    `Not found: Resource not found: ${id} (TrustedOrigin)`,
  ]);
});

test('allowedOktaApps is kept for IFRAME_EMBED only', async () => {
  const scopes = [
    { type: 'IFRAME_EMBED', allowedOktaApps: ['OKTA_ENDUSER'] },
    { type: 'CORS', allowedOktaApps: ['OKTA_ENDUSER'] },
  ];
  const made = await ask(org, 'POST', PATH, origin({ scopes }));
  expect(made.body).toMatchObject({ scopes: [scopes[0], { type: 'CORS' }] });
  expect((made.body as { scopes: object[] }).scopes[1]).toEqual({ type: 'CORS' });
});

test.each([
  ['a word', { origin: 'MALFORMED' }, 'origin', 'origin: Origin value is not valid'],
  ['another scheme', { origin: 'javascript://x' }, 'origin', 'origin: Origin value is not valid'],
  ['a query', { origin: 'https://a.example.com?x' }, 'origin', 'origin: Origin value is not valid'],
  ['no name', { name: '' }, 'name', 'name: The field cannot be left blank'],
  ['a name of 256 characters', { name: 'x'.repeat(256) }, 'name', 'name: The field is too long'],
  ['no scopes', { scopes: [] }, 'scopes', 'scopes: The field cannot be left blank'],
  [
    'a name in use',
    { origin: 'https://b.example.com' },
    'name',
    'name: An object with this field already exists in the current organization',
  ],
  [
    'an origin in use',
    { name: 'other' },
    'origin',
    'origin: An object with this field already exists in the current organization',
  ],
])('%s is refused', async (_title, more, field, cause) => {
  await ask(org, 'POST', PATH, origin());
  expect(refusal(await ask(org, 'POST', PATH, origin(more)))).toEqual([
    400,
    'E0000001',
    `Api validation failed: ${field}`,
    cause,
  ]);
});

test.each([
  ['an unknown scope', { scopes: [{ type: 'Redirect' }] }],
  ['an unknown status', { status: 'PAUSED' }],
])('%s is a body that is not well-formed', async (_title, more) => {
  expect(refusal(await ask(org, 'POST', PATH, origin(more)))).toEqual([
    400,
    'E0000003',
    'The request body was not well-formed.',
  ]);
});

test('origins are listed by q and filter, 20 to a page', async () => {
  for (let n = 0; n < 25; n += 1)
    await ask(org, 'POST', PATH, origin({ name: `n${n}`, origin: `https://a${n}.example.com` }));
  const names = async (query: string) =>
    ((await ask(org, 'GET', `${PATH}${encodeURI(query)}`)).body as { name: string }[]).map(({ name }) => name);
  expect(await names('')).toHaveLength(20);
  expect(await names('?limit=200')).toHaveLength(25);
  expect(await names('?q=https://a24')).toEqual(['n24']);
  expect(await names('?filter=name eq "n3" and status eq "ACTIVE"')).toEqual(['n3']);
});
