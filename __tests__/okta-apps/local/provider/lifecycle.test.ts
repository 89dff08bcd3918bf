import { Agent } from 'node:http';
import { applyChange, refresh } from '../../../../okta-apps/local/provider/lifecycle';
import { OktaClient } from '../../../../okta-apps/local/provider/okta-client';
import { RESOURCES } from '../../../../okta-apps/local/provider/registry';
import { planChange } from '../../../../okta-apps/local/provider/sdk/plan';
import type { ObjectValue } from '../../../../okta-apps/local/provider/sdk/value';
import { startRecordingOrg, type RecordingOrg } from '../../../support/recording-org';
import { configOf } from '../../../support/resource-data';

const APP = RESOURCES['okta_app_oauth']!;
const GROUPS = RESOURCES['okta_app_group_assignments']!;
const ORIGIN = RESOURCES['okta_trusted_origin']!;
const LEAST = { label: 'App', type: 'web', grant_types: ['authorization_code'], redirect_uris: ['https://a.test/cb'] };
const NOT_FOUND = { errorCode: 'E0000007', errorSummary: 'Not found: rst1', errorCauses: [] };

describe('the life of a resource', () => {
  const agent = new Agent({ keepAlive: true });
  let org: RecordingOrg;
  let okta: OktaClient;

  const client = (kind: 'apiToken' | 'accessToken'): OktaClient => {
    const target = { org: org.url, credentials: { kind, token: 't' }, maxRetries: 0, maxWaitSeconds: 1 };
    return new OktaClient(target, agent, new AbortController().signal);
  };
  const apply = (type: typeof APP, said: ObjectValue, prior: ObjectValue | null = null, as = okta) => {
    const config = configOf(type, said);
    const computed = prior === null ? {} : { id: prior['id'] ?? null, client_id: prior['client_id'] ?? null };
    const { planned } = planChange(type.schema.fields, prior, { ...config, ...computed }, () => []);
    return applyChange(type, { prior, planned, config }, as);
  };
  const destroy = (type: typeof APP, prior: ObjectValue) =>
    applyChange(type, { prior, planned: null, config: null }, okta);

  beforeEach(async () => {
    org = await startRecordingOrg();
    okta = client('apiToken');
  });
  afterEach(() => org.close());
  afterAll(() => {
    agent.destroy();
  });

  it('keeps an app that was created before something failed', async () => {
    org.fail(['PUT', '/api/v1/apps/0oarec00000000000001/policies/rst1', 1, 404, NOT_FOUND]);
    const { state, diagnostics } = await apply(APP, { ...LEAST, authentication_policy: 'rst1', omit_secret: true });
    expect(state).toMatchObject({ id: '0oarec00000000000001', label: 'App', client_secret: null });
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        summary:
          'failed to set authentication policy for an OAuth application: the API returned an error: Not found: rst1',
        detail: 'Okta said E0000007: Not found: rst1',
      },
    ]);
  });

  it('asks nothing about groups claims with an OAuth token, nor about policies where they are skipped', async () => {
    const { state } = await apply(APP, { ...LEAST, skip_authentication_policy: true }, null, client('accessToken'));
    expect(state).toMatchObject({ groups_claim: [], authentication_policy: '' });
    expect(org.takeRequests().map((request) => (typeof request === 'string' ? request : request[0]))).toEqual([
      'POST /api/v1/apps?activate=true',
      'GET /api/v1/apps/0oarec00000000000001',
    ]);
  });

  it('leaves the policy of a new service app alone', async () => {
    await apply(APP, { label: 'Service', type: 'service', grant_types: ['client_credentials'] });
    expect(JSON.stringify(org.takeRequests())).not.toContain('/policies/');
  });

  it('does not deactivate an inactive app before deleting it, and tries again after a server error', async () => {
    const { state } = await apply(APP, { ...LEAST, status: 'INACTIVE' });
    org.takeRequests();
    org.fail(['DELETE', '/api/v1/apps/0oarec00000000000001', 1, 500, {}]);
    expect(await destroy(APP, state!)).toEqual({ state: null, diagnostics: [] });
    expect(org.takeRequests()).toEqual([
      'DELETE /api/v1/apps/0oarec00000000000001',
      'DELETE /api/v1/apps/0oarec00000000000001',
    ]);
  });

  it('refuses an app of the catalogue, which an org on this machine does not have', async () => {
    const { state, diagnostics } = await apply(APP, { ...LEAST, preconfigured_app: 'acme_hr' });
    expect(state).toBeNull();
    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      'failed to create OAuth application: preconfigured_app "acme_hr" is not served by the ' +
        'local provider in place of okta/okta 6.12.0',
    ]);
    expect(org.takeRequests()).toEqual([]);
  });

  it('assigns every group again when one changes, and takes away those that no longer exist', async () => {
    const app = await apply(APP, LEAST);
    const app_id = app.state!['id']!;
    const group = (id: string, profile: string | null) => ({ id, priority: null, profile });
    const two = [group('00gcustomers00000001', '{"role": "a"}'), group('00gstaff000000000001', null)];
    const { state } = await apply(GROUPS, { app_id, group: two });
    expect(state).toMatchObject({
      id: app_id,
      group: [
        { id: '00gcustomers00000001', priority: 0, profile: '{"role":"a"}' },
        { id: '00gstaff000000000001', priority: 0, profile: '{}' },
      ],
    });
    org.takeRequests();
    await apply(GROUPS, { app_id, group: [group('00gcustomers00000001', '{"role": "b"}')] }, state);
    const path = `/api/v1/apps/0oarec00000000000001/groups`;
    expect(org.takeRequests()).toEqual([
      `DELETE ${path}/00gstaff000000000001`,
      [`PUT ${path}/00gcustomers00000001`, { id: '00gcustomers00000001', priority: 0, profile: { role: 'b' } }],
      `GET ${path}?limit=200`,
    ]);
  });

  it('forgets assignments and origins that no longer exist, and cannot create an inactive origin', async () => {
    const gone = { id: 'gone', app_id: 'gone', group: [], name: 'o', origin: 'https://o.test', scopes: ['CORS'] };
    expect(await refresh(GROUPS, gone, okta)).toEqual({ state: null, diagnostics: [] });
    expect(await refresh(ORIGIN, gone, okta)).toEqual({ state: null, diagnostics: [] });
    const origin = { name: 'o', origin: 'https://o.test', scopes: ['CORS'], active: false };
    const { diagnostics } = await apply(ORIGIN, origin);
    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      'can not create inactive trusted origin, only existing trusted origins can be deactivated',
    ]);
  });

  it('says of a refused read what was refused, and keeps the state', async () => {
    const current = { id: 'tos1', name: 'o', origin: 'https://o.test', scopes: ['CORS'], active: true };
    org.fail(['GET', '/api/v1/trustedOrigins/tos1', 1, 403, { errorCode: 'E0000006', errorSummary: 'No' }]);
    expect(await refresh(ORIGIN, current, okta)).toEqual({
      state: current,
      diagnostics: [
        {
          severity: 'error',
          summary: 'failed to get trusted origin: the API returned an error: No, Status: 403 Forbidden',
          detail: 'Okta said E0000006: No',
        },
      ],
    });
  });

  it('knows what an import id stands for', async () => {
    const group = RESOURCES['okta_app_group_assignment']!;
    expect(await APP.import('0oa1/skip_users', okta)).toEqual({ id: '0oa1' });
    expect(await GROUPS.import('0oa1', okta)).toEqual({ id: '0oa1', app_id: '0oa1' });
    await expect(async () => APP.import('a/b/c/d', okta)).rejects.toThrow('invalid format used for import ID');
    await expect(async () => group.import('0oa1', okta)).rejects.toThrow(
      'invalid resource import specifier. Use: terraform import <app_id>/<group_id>',
    );
  });
});
