import { Agent } from 'node:http';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { readDataSource } from '../../../../okta-apps/local/provider/lifecycle';
import { OktaClient } from '../../../../okta-apps/local/provider/okta-client';
import { DATA_SOURCES } from '../../../../okta-apps/local/provider/registry';
import { textAt, type Json } from '../../../../okta-apps/local/provider/sdk/go-json';
import type { ObjectValue } from '../../../../okta-apps/local/provider/sdk/value';
import { configOf } from '../../../support/resource-data';
import { webApp } from '../org/support/client';

describe('the data sources, against the local org', () => {
  const agent = new Agent({ keepAlive: true });
  const groups: Record<string, string> = {};
  let org: LocalOrg;
  let okta: OktaClient;

  const read = async (name: string, said: ObjectValue) => {
    const type = DATA_SOURCES[name]!;
    const { state, diagnostics } = await readDataSource(type, configOf(type, said), okta);
    return { state, said: diagnostics.map(({ summary }) => summary) };
  };
  const post = async (path: string, body: Json): Promise<Json | undefined> => {
    const { json } = await okta.call('POST', path, { body, wording: 'body' });
    return json;
  };

  beforeAll(async () => {
    org = await startOrg();
    const credentials = { kind: 'apiToken', token: org.token } as const;
    const target = { org: org.url, credentials, maxRetries: 0, maxWaitSeconds: 1 };
    okta = new OktaClient(target, agent, new AbortController().signal);
    for (const name of ['Staff', 'Staff abroad', 'Partners of ours']) {
      groups[name] = textAt(await post('/api/v1/groups', { profile: { name, description: `${name}!` } }), 'id');
    }
  });
  afterAll(async () => {
    agent.destroy();
    await org.close();
  });

  it('find a group by its exact name among several that begin so', async () => {
    expect(await read('okta_group', { name: 'Staff' })).toEqual({
      said: [],
      state: {
        id: groups['Staff'],
        name: 'Staff',
        type: 'OKTA_GROUP',
        description: 'Staff!',
        include_users: false,
        users: [],
        delay_read_seconds: null,
      },
    });
  });

  it('take a single group that only begins with the name', async () => {
    expect((await read('okta_group', { name: 'Partners' })).state).toMatchObject({ name: 'Partners of ours' });
  });

  it('find a group by its id, with the users in it', async () => {
    const id = groups['Staff'];
    const { state } = await read('okta_group', { id: id ?? null, include_users: true });
    expect(state).toMatchObject({ id, name: 'Staff', users: [] });
  });

  it.each([
    [{ name: 'Unknown' }, 'group with name "Unknown" does not exist'],
    [{ name: 'Unknown', type: 'APP_GROUP' }, 'group with name "Unknown" and type "APP_GROUP" does not exist'],
    [{ name: 'Sta' }, 'group starting with name "Sta" matches 2 groups, select a more precise name parameter'],
  ])('do not find the group %j', async (config, summary) => {
    expect(await read('okta_group', config)).toEqual({ state: null, said: [summary] });
  });

  it('find the policy of an app, and by its name', async () => {
    const app = await post('/api/v1/apps', webApp('App') as Json);
    const appId = textAt(app, 'id');
    const ofApp = await read('okta_app_signon_policy', { app_id: appId });
    const { id = null, name = null } = ofApp.state ?? {};
    expect(ofApp).toEqual({ said: [], state: { id, app_id: appId, name } });
    expect(id).toMatch(/^rst/);
    const byName = await read('okta_policy', { name, type: 'ACCESS_POLICY' });
    expect(byName).toEqual({
      said: [],
      state: { id, name, type: 'ACCESS_POLICY', status: 'ACTIVE' },
    });
  });

  it('do not find a policy that is not there', async () => {
    expect(await read('okta_policy', { name: 'None', type: 'ACCESS_POLICY' })).toEqual({
      state: null,
      said: ["no policies retrieved for policy type 'ACCESS_POLICY' and name 'None'"],
    });
  });
});
