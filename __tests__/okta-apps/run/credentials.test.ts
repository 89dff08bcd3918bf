import { providerVariables, realEnvironment } from '../../../okta-apps/run/credentials';

const TOKEN = { type: 'api-token', tokenVariable: 'ACME_TOKEN' } as const;
const WITHOUT_KEY_ID = {
  type: 'service-app',
  clientId: '0oa1',
  privateKeyVariable: 'ACME_KEY',
  scopes: ['okta.apps.manage', 'okta.groups.read'],
} as const;
const SERVICE_APP = { ...WITHOUT_KEY_ID, privateKeyId: 'k1' };

test('an API token reaches the provider in its own variable', () => {
  expect(providerVariables(TOKEN, { ACME_TOKEN: 't', OKTA_API_TOKEN: 'other' })).toEqual({ OKTA_API_TOKEN: 't' });
});

test('a service app reaches it as client id, key, key id and scopes', () => {
  expect(providerVariables(SERVICE_APP, { ACME_KEY: 'pem' })).toEqual({
    OKTA_API_CLIENT_ID: '0oa1',
    OKTA_API_PRIVATE_KEY: 'pem',
    OKTA_API_PRIVATE_KEY_ID: 'k1',
    OKTA_API_SCOPES: 'okta.apps.manage,okta.groups.read',
  });
});

test('a key id that is not declared is not set', () => {
  expect(providerVariables(WITHOUT_KEY_ID, { ACME_KEY: 'pem' })).not.toHaveProperty('OKTA_API_PRIVATE_KEY_ID');
});

test.each([{}, { ACME_TOKEN: '' }, { ACME_TOKEN: ' \n' }])('a secret that is not there: %j', (env) => {
  expect(providerVariables(TOKEN, env)).toBeUndefined();
});

test('a stack of an Okta org gets a listed environment, what its backend reads, and one credential', () => {
  const env = {
    PATH: '/bin',
    HOME: '/home/me',
    AWS_SECRET_ACCESS_KEY: 'aws',
    OKTA_API_TOKEN: 'stray',
    OKTA_CLIENT_ORGURL: 'https://acme.okta.com',
    ACME_PLAN: 'plan-token',
    ACME_APPLY: 'apply-token',
    TF_VAR_region: 'eu',
    TF_REATTACH_PROVIDERS: 'theirs',
    UNSET: undefined,
  };
  const home = { home: '/tmp/home', cliConfiguration: '/tmp/home/okta-apps.tfrc' };
  expect(
    realEnvironment(env, home, { OKTA_API_TOKEN: 'plan-token' }, { backend: 's3', passed: ['TF_VAR_region'] }),
  ).toEqual({
    TF_INPUT: '0',
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    PATH: '/bin',
    HOME: '/tmp/home',
    TF_CLI_CONFIG_FILE: '/tmp/home/okta-apps.tfrc',
    AWS_SECRET_ACCESS_KEY: 'aws',
    OKTA_API_TOKEN: 'plan-token',
    TF_VAR_region: 'eu',
  });
});
