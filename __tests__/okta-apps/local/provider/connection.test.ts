import { Agent } from 'node:http';
import { callsOf, type Calls } from '../../../../okta-apps/local/provider/connection';
import { LOCAL_PROVIDER } from '../../../../okta-apps/local/provider/diagnostics';
import { decodeObject, encodeValue } from '../../../../okta-apps/local/provider/protocol/values';
import { UNKNOWN } from '../../../../okta-apps/local/provider/sdk/value';
import { startRecordingOrg, type RecordingOrg } from '../../../support/recording-org';

describe('the calls of a connection', () => {
  const agent = new Agent();
  let org: RecordingOrg;
  let calls: Calls;
  const nothing = Buffer.alloc(0);
  const app = encodeValue({ id: '0oa1', label: 'App' });

  beforeEach(async () => {
    org = await startRecordingOrg();
    const shared = { org: { url: org.url, token: 't' }, agent, log: () => undefined };
    calls = callsOf(shared, new AbortController());
  });
  afterEach(() => org.close());
  afterAll(() => {
    agent.destroy();
  });

  it('answer with a diagnostic where something is wrong, not with an error of the transport', async () => {
    const read = { type_name: 'okta_app_oauth', current_state: app, private: nothing };
    expect(await calls.ReadResource(read)).toEqual({
      diagnostics: [
        {
          severity: 1,
          summary: `the ${LOCAL_PROVIDER} was asked for Okta before it was configured`,
          detail: `(${LOCAL_PROVIDER})`,
        },
      ],
    });
    const unknown = { type_name: 'okta_user', config: app, client_capabilities: null };
    expect(await calls.ValidateResourceConfig(unknown)).toEqual({
      diagnostics: [
        {
          severity: 1,
          summary: `the ${LOCAL_PROVIDER} does not serve the resource okta_user`,
          detail: `(${LOCAL_PROVIDER})`,
        },
      ],
    });
  });

  it('end what still waits when Terraform stops the provider', async () => {
    await calls.ConfigureProvider({ terraform_version: '1.11.4', config: encodeValue({}) });
    org.fail(['GET', '/api/v1/apps/0oa1', 1, 429, {}]);
    const reading = calls.ReadResource({ type_name: 'okta_app_oauth', current_state: app, private: nothing });
    setTimeout(() => void calls.StopProvider({}), 100);
    expect(await reading).toMatchObject({
      diagnostics: [{ summary: expect.stringContaining(`no answer from ${org.url}`) as string }],
    });
  });

  it('bring a stored state into the form of the schema', async () => {
    const stored = { id: 'tos1', name: 'o', scopes: ['CORS'], from_another_version: 1 };
    const raw_state = { json: Buffer.from(JSON.stringify(stored)) };
    const answer = await calls.UpgradeResourceState({ type_name: 'okta_trusted_origin', raw_state });
    const { upgraded_state } = answer as { upgraded_state: { msgpack: Uint8Array } };
    expect(decodeObject(upgraded_state)).toEqual({
      id: 'tos1',
      name: 'o',
      scopes: ['CORS'],
      origin: null,
      active: null,
    });
  });

  it('read and write unknown values as Terraform does', () => {
    expect(Buffer.from(encodeValue([UNKNOWN]).msgpack).toString('hex')).toBe('91d40000');
    // What later versions of Terraform write: an unknown value of which something is known.
    const refined = Buffer.from('81a1' + '61' + 'c7030c' + '8101c2', 'hex');
    expect(decodeObject({ msgpack: refined })).toEqual({ a: UNKNOWN });
  });
});
