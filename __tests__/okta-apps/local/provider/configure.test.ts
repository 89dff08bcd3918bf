import { targetOf } from '../../../../okta-apps/local/provider/configure';
import { ProviderError, LOCAL_PROVIDER } from '../../../../okta-apps/local/provider/diagnostics';
import { UNKNOWN, type ObjectValue } from '../../../../okta-apps/local/provider/sdk/value';

const ORG = { url: 'http://127.0.0.1:8080', token: 'token-of-the-org' };
const apiToken = (token: string) => ({ kind: 'apiToken', token });

describe('a provider block', () => {
  it.each<[string, ObjectValue, string, object]>([
    ['without anything: the org and its token', {}, ORG.url, apiToken('token-of-the-org')],
    [
      'that names the local org',
      { org_name: 'local', base_url: 'okta.test', api_token: 'mine' },
      ORG.url,
      apiToken('mine'),
    ],
    [
      'whose http_proxy wins over the names',
      { org_name: 'acme', base_url: 'okta.com', http_proxy: 'http://127.0.0.1:9/', api_token: 'mine' },
      'http://127.0.0.1:9',
      apiToken('mine'),
    ],
    ['with the http_proxy of the org: its token', { http_proxy: `${ORG.url}/` }, ORG.url, apiToken(ORG.token)],
    [
      'on IPv6',
      { http_proxy: 'http://[::1]:9', access_token: 'bearer' },
      'http://[::1]:9',
      { kind: 'accessToken', token: 'bearer' },
    ],
    [
      'of a service app',
      { client_id: 'id', private_key: 'key', private_key_id: 'kid', scopes: ['okta.apps.read'] },
      ORG.url,
      { kind: 'privateKey', clientId: 'id', privateKey: 'key', keyId: 'kid', scopes: ['okta.apps.read'] },
    ],
  ])('%s', (_, block, org, credentials) => {
    expect(targetOf(block, ORG)).toMatchObject({ org, credentials, maxRetries: 5, maxWaitSeconds: 300 });
  });

  it.each<[ObjectValue, string]>([
    [{ org_name: 'acme' }, 'org_name "acme"'],
    [{ org_name: 'local', base_url: 'okta.com' }, 'base_url "okta.com"'],
    [{ http_proxy: 'https://127.0.0.1:8080' }, 'http_proxy "https://127.0.0.1:8080"'],
    [{ http_proxy: 'http://acme.okta.com' }, 'http_proxy "http://acme.okta.com"'],
    [{ http_proxy: 'http://127.0.0.1.acme.com' }, 'http_proxy "http://127.0.0.1.acme.com"'],
    [{ http_proxy: 'http://user:hidden@127.0.0.1:8080' }, 'http_proxy "http://127.0.0.1:8080"'],
    [{ http_proxy: 'nonsense' }, 'http_proxy "nonsense"'],
    [{ http_proxy: UNKNOWN }, 'a provider block whose http_proxy is not known yet'],
    [{ http_proxy: 'http://127.0.0.1:9' }, 'a provider block without a credential'],
  ])('%j is refused', (block, what) => {
    expect(() => targetOf(block, ORG)).toThrow(new ProviderError(`the ${LOCAL_PROVIDER} refuses ${what}`));
  });

  it('is refused without http_proxy where the endpoint has no org', () => {
    expect(() => targetOf({ api_token: 'mine' }, undefined)).toThrow(
      new ProviderError(`the ${LOCAL_PROVIDER} refuses a provider block without http_proxy`),
    );
  });
});
