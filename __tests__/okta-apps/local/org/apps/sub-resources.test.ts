import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { ask, idOf, refusal, seenIn, webApp, type Seen } from '../support/client';

describe('ID token settings', () => {
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
});

describe('logo', () => {
  let org: LocalOrg;
  let app: string;

  beforeAll(async () => {
    org = await startOrg();
    app = `/api/v1/apps/${idOf(await ask(org, 'POST', '/api/v1/apps', webApp('Logo')))}`;
  });

  afterAll(() => org.close());

  async function upload(name: string, content: Uint8Array<ArrayBuffer>): Promise<Seen> {
    const form = new FormData();
    form.set(name, new Blob([content]), 'logo');
    const answer = await fetch(`${org.url}${app}/logo`, {
      method: 'POST',
      headers: { authorization: `SSWS ${org.token}` },
      body: form,
      signal: AbortSignal.timeout(10_000),
    });
    return seenIn(answer);
  }

  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

  test.each([
    ['image/png', '\x89PNG\r\n\x1a\n0000'],
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/gif', 'GIF89a'],
    ['image/svg+xml', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('%s is taken: 201 and no body', async (type, content) => {
    expect(await upload('file', bytes(content))).toMatchObject({ status: 201, body: undefined });
    expect((await ask(org, 'GET', app)).body).toMatchObject({ _links: { logo: [{ type }] } });
  });

  test('another type, a picture of 1 MB, another part and another body are refused', async () => {
    const failed = 'Api validation failed: file';
    expect(refusal(await upload('file', bytes('%PDF-1.7')))).toEqual([
      400,
      'E0000001',
      failed,
      'file: The file must be a PNG, JPG, GIF or SVG image.',
    ]);
    expect(refusal(await upload('file', bytes(`GIF89a${'x'.repeat(1024 * 1024)}`)))).toEqual([
      400,
      'E0000001',
      failed,
      'file: The file must be smaller than 1 MB.',
    ]);
    expect(refusal(await upload('picture', bytes('GIF89a')))).toEqual([
      400,
      'E0000028',
      'The request is missing a required parameter.',
    ]);
    expect((await ask(org, 'POST', `${app}/logo`, {})).status).toBe(400);
  });
});
