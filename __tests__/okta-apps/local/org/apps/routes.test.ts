import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, idOf, refusal, webApp } from '../support/client';

let org: LocalOrg;

beforeAll(async () => {
  org = await startOrg({ seed: { policies: [{ id: 'rststrict00000000001', name: 'Strict' }] } });
});

afterAll(() => org.close());

/** The parts of an app that a test looks at. */
interface AppBody {
  readonly id: string;
  readonly status: string;
  readonly label: string;
  readonly profile?: object;
  readonly credentials: { readonly oauthClient: Record<string, unknown> };
  readonly settings: { readonly oauthClient: Record<string, unknown> };
  readonly _links: Record<string, { readonly href: string }>;
}

const create = async (body: object, query = '') => {
  const seen = await ask(org, 'POST', `/api/v1/apps${query}`, body);
  expect(seen.status).toBe(200);
  return seen.body as AppBody;
};
const replace = async (id: string, body: object) => {
  const seen = await ask(org, 'PUT', `/api/v1/apps/${id}`, body);
  expect(seen.status).toBe(200);
  return seen.body as AppBody;
};
const read = async (id: string) => (await ask(org, 'GET', `/api/v1/apps/${id}`)).body as AppBody;

test('a small app gets all of Okta’s defaults, a secret of 64 characters, and every link of a real app', async () => {
  const app = await create(webApp('Small'));
  const self = `${org.url}/api/v1/apps/${app.id}`;
  expect(app).toEqual({
    id: expect.stringMatching(/^0oa\w{17}$/) as string,
    orn: expect.stringMatching(new RegExp(`^orn:okta:idp:00o\\w{17}:apps:oidc_client:${app.id}$`)) as string,
    name: 'oidc_client',
    label: 'Small',
    status: 'ACTIVE',
    created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as string,
    lastUpdated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as string,
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: true, web: true },
      appLinks: { oidc_client_link: true },
    },
    features: [],
    signOnMode: 'OPENID_CONNECT',
    credentials: {
      userNameTemplate: { template: '${source.login}', type: 'BUILT_IN' },
      signing: { kid: expect.stringMatching(/^[\w-]{43}$/) as string },
      oauthClient: {
        autoKeyRotation: true,
        client_id: app.id,
        client_secret: expect.stringMatching(/^[\w-]{64}$/) as string,
        token_endpoint_auth_method: 'client_secret_basic',
        pkce_required: false,
      },
    },
    universalLogout: null,
    settings: {
      app: {},
      notifications: { vpn: { network: { connection: 'DISABLED' }, message: null, helpUrl: null } },
      manualProvisioning: false,
      implicitAssignment: false,
      emOptInStatus: 'NONE',
      notes: { admin: null, enduser: null },
      oauthClient: {
        client_uri: null,
        logo_uri: null,
        redirect_uris: ['https://app.example.com/callback'],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        application_type: 'web',
        consent_method: 'TRUSTED',
        issuer_mode: 'DYNAMIC',
        idp_initiated_login: { mode: 'DISABLED', default_scope: [] },
        wildcard_redirect: 'DISABLED',
        dpop_bound_access_tokens: false,
      },
    },
    _links: {
      uploadLogo: { href: `${self}/logo`, hints: { allow: ['POST'] } },
      appLinks: [
        {
          name: 'oidc_client_link',
          href: expect.stringContaining(`/home/oidc_client/${app.id}/aln`) as string,
          type: 'text/html',
        },
      ],
      profileEnrollment: { href: `${org.url}/api/v1/policies/rstenroll00000000001` },
      policies: { href: `${self}/policies`, hints: { allow: ['PUT'] } },
      groups: { href: `${self}/groups` },
      logo: [{ name: 'medium', href: 'https://logos.okta.test/assets/img/logos/default.png', type: 'image/png' }],
      clientCredentials: [{ name: 'secrets', href: `${self}/credentials/secrets` }],
      accessPolicy: { href: `${org.url}/api/v1/policies/rstdefault0000000001` },
      users: { href: `${self}/users` },
      deactivate: { href: `${self}/lifecycle/deactivate` },
    },
  });
});

test('create and replace show the secret, reading does not; a replace without one or with "" keeps it', async () => {
  const body = webApp('Secret', {}, { client_id: 'secret-app', client_secret: 'a-secret-of-my-own' });
  const app = await create(body);
  expect(app.credentials.oauthClient['client_secret']).toBe('a-secret-of-my-own');
  expect((await read(app.id)).credentials.oauthClient).not.toHaveProperty('client_secret');
  const secretAfter = async (client: object) =>
    (await replace(app.id, webApp('Secret', {}, client))).credentials.oauthClient['client_secret'];
  expect(await secretAfter({})).toBe('a-secret-of-my-own');
  expect(await secretAfter({ client_secret: '' })).toBe('a-secret-of-my-own');
  expect(await secretAfter({ client_secret: 'another-secret-here' })).toBe('another-secret-here');
  expect(await secretAfter({ token_endpoint_auth_method: 'private_key_jwt' })).toBeUndefined();
  expect(await secretAfter({})).toMatch(/^[\w-]{64}$/);
});

test('refresh-token settings are shown with the grant only, STATIC without leeway, and kept by a replace', async () => {
  const grants = { grant_types: ['authorization_code', 'refresh_token'] };
  const shown = (app: AppBody) => app.settings.oauthClient['refresh_token'];
  const app = await create(webApp('Refresh', { ...grants, refresh_token: { rotation_type: 'ROTATE', leeway: 15 } }));
  expect(shown(app)).toEqual({ rotation_type: 'ROTATE', leeway: 15 });
  expect(shown(await replace(app.id, webApp('Refresh')))).toBeUndefined();
  expect(shown(await replace(app.id, webApp('Refresh', grants)))).toEqual({ rotation_type: 'ROTATE', leeway: 15 });
  const fixed = { ...grants, refresh_token: { rotation_type: 'STATIC', leeway: 5 } };
  expect(shown(await replace(app.id, webApp('Refresh', fixed)))).toEqual({ rotation_type: 'STATIC' });
  expect(shown(await create(webApp('By default', grants)))).toEqual({ rotation_type: 'STATIC' });
});

test('a replace drops what it leaves out, keeps the client id, and ignores what Okta sets', async () => {
  const body = webApp('Whole', { client_uri: 'https://a.example.com', jwks_uri: 'https://a.example.com/keys' });
  const app = await create({ ...body, profile: { team: 'storefront' } });
  const after = await replace(app.id, { ...webApp('Part'), id: 'x', status: 'INACTIVE', created: 'then', _links: {} });
  expect(after).toMatchObject({ id: app.id, label: 'Part', status: 'ACTIVE' });
  expect(after.settings.oauthClient).toMatchObject({ client_uri: null });
  expect(after.settings.oauthClient).not.toHaveProperty('jwks_uri');
  expect(after).not.toHaveProperty('profile');
  expect(after.credentials.oauthClient['client_id']).toBe(app.id);
  const label = await replace(app.id, { name: 'oidc_client', label: 'Only', signOnMode: 'OPENID_CONNECT' });
  expect(label).toEqual({ ...after, label: 'Only', lastUpdated: label['lastUpdated' as keyof AppBody] });
});

test('what cannot change is refused: client id, application type', async () => {
  const app = await create(webApp('Fixed'));
  const answer = (body: object) => ask(org, 'PUT', `/api/v1/apps/${app.id}`, body);
  expect(refusal(await answer(webApp('Fixed', {}, { client_id: 'something-else' })))).toEqual([
    403,
    'E0000078',
    'Cannot modify the client_id attribute because it is immutable.',
  ]);
  expect(refusal(await answer(webApp('Fixed', { application_type: 'native' })))).toEqual([
    403,
    'E0000078',
    'Cannot modify the application_type attribute because it is immutable.',
  ]);
});

test('an app is activated, deactivated and deleted as in Okta', async () => {
  const app = await create(webApp('Life', {}, { client_id: 'life-of-an-app' }), '?activate=false');
  expect(app.status).toBe('INACTIVE');
  expect(app._links['activate']?.href).toBe(`${org.url}/api/v1/apps/${app.id}/lifecycle/activate`);
  expect(app._links).not.toHaveProperty('deactivate');
  const act = async (method: string, path: string) => ask(org, method, `/api/v1/apps/${app.id}${path}`);
  expect(await act('POST', '/lifecycle/activate')).toMatchObject({ status: 200, body: {} });
  expect((await read(app.id)).status).toBe('ACTIVE');
  expect(refusal(await act('DELETE', ''))).toEqual([
    403,
    'E0000056',
    'Delete application forbidden.',
    'The application must be deactivated before deletion.',
  ]);
  expect(await act('POST', '/lifecycle/deactivate')).toMatchObject({ status: 200, body: {} });
  expect(await act('DELETE', '')).toMatchObject({ status: 204, body: undefined });
  expect(refusal(await act('GET', ''))).toEqual([
    404,
    'E0000007',
    `Not found: Resource not found: ${app.id} (AppInstance)`,
  ]);
  expect(
    idOf(await ask(org, 'POST', '/api/v1/apps', webApp('Again', {}, { client_id: 'life-of-an-app' }))),
  ).toBeDefined();
});

test('the access policy is linked, and refused when it does not exist or the app is a service', async () => {
  const app = await create(webApp('Guarded'));
  const put = (id: string, policy: string) => ask(org, 'PUT', `/api/v1/apps/${id}/policies/${policy}`);
  expect(await put(app.id, 'rststrict00000000001')).toMatchObject({ status: 204, body: undefined });
  expect((await read(app.id))._links['accessPolicy']?.href).toBe(`${org.url}/api/v1/policies/rststrict00000000001`);
  expect(refusal(await put(app.id, 'rstnone'))).toEqual([
    404,
    'E0000007',
    'Not found: Resource not found: rstnone (Policy)',
  ]);
  const service = { application_type: 'service', grant_types: ['client_credentials'], response_types: ['token'] };
  const machine = await create(webApp('Machine', service));
  expect(refusal(await put(machine.id, 'rststrict00000000001'))).toEqual([
    400,
    'E0000001',
    'Api validation failed: INVALID_VALUE',
    'invalid resource type',
  ]);
});

test('public keys get ids of their own, which a replace keeps; private parts are not kept', async () => {
  const key = { kty: 'RSA', kid: 'k1', e: 'AQAB', n: 'xyz', d: 'private' };
  const body = (keys: object[]) =>
    webApp('Keys', { jwks: { keys } }, { token_endpoint_auth_method: 'private_key_jwt' });
  const app = await create(body([key]));
  const keysOf = (from: AppBody) => (from.settings.oauthClient['jwks'] as { keys: Record<string, unknown>[] }).keys;
  const [made] = keysOf(app);
  expect(made).toMatchObject({ kty: 'RSA', kid: 'k1', e: 'AQAB', n: 'xyz', status: 'ACTIVE' });
  expect(made?.['id']).toMatch(/^pks\w{17}$/);
  expect(made).not.toHaveProperty('d');
  const [kept, added] = keysOf(await replace(app.id, body([key, { ...key, kid: 'k2' }])));
  expect(kept).toEqual(made);
  expect(added?.['id']).not.toBe(made?.['id']);
});

describe('a list of apps', () => {
  let org: LocalOrg;

  beforeAll(async () => {
    org = await startOrg();
    for (let n = 0; n < 45; n += 1)
      await ask(
        org,
        'POST',
        `/api/v1/apps?activate=${String(n % 2 === 0)}`,
        webApp(`App ${String(n).padStart(2, '0')}`),
      );
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
});
