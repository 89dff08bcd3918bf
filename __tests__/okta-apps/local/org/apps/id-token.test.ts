import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, idOf, refusal, webApp } from '../support/client';

let org: LocalOrg;
let path: string;

beforeAll(async () => {
  org = await startOrg();
  const app = webApp('Claims', { issuer_mode: 'ORG_URL' }, { client_id: 'with-a-claim' });
  path = `/api/v1/internal/apps/${idOf(await ask(org, 'POST', '/api/v1/apps', app))}/settings/oauth/idToken`;
});

afterAll(() => org.close());

const settings = { orgUrl: null, customUrl: null, issuerMode: 'ORG_URL' };

test('the settings of a new app name its issuer and audience', async () => {
  expect(await ask(org, 'GET', path)).toMatchObject({ status: 200 });
  expect((await ask(org, 'GET', path)).body).toEqual({ ...settings, issuer: org.url, audience: 'with-a-claim' });
});

test('a groups claim is kept until the settings are written without it', async () => {
  const claim = { valueType: 'GROUPS', groupFilterType: 'STARTS_WITH', name: 'groups', value: 'storefront-' };
  const written = await ask(org, 'POST', path, { issuerMode: 'ORG_URL', ...claim });
  expect(written).toMatchObject({ status: 200, body: { ...settings, issuer: null, audience: null, ...claim } });
  expect((await ask(org, 'GET', path)).body).toMatchObject(claim);
  expect((await ask(org, 'POST', path, { issuerMode: 'ORG_URL' })).body).toEqual({
    ...settings,
    issuer: null,
    audience: null,
  });
  expect((await ask(org, 'GET', path)).body).not.toHaveProperty('name');
});

test('an unknown kind of claim is refused', async () => {
  expect(refusal(await ask(org, 'POST', path, { valueType: 'SOMETHING' }))).toEqual([
    400,
    'E0000001',
    'Api validation failed: valueType',
    'valueType: The field has an invalid value',
  ]);
});
