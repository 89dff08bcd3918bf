import { listedEnvironment, synthEnvironment } from '../../../okta-apps/terraform/child-environment';

const USER = {
  PATH: '/bin',
  HOME: '/home/me',
  LANG: 'C',
  AWS_SECRET_ACCESS_KEY: 'aws',
  OKTA_API_TOKEN: 'stray',
  OKTA_CLIENT_ORGURL: 'https://acme.okta.com',
  ACME_PLAN: 'plan-token',
  ACME_APPLY: 'apply-token',
  TF_VAR_region: 'eu',
  TF_REATTACH_PROVIDERS: 'theirs',
  TF_LOG: 'trace',
  UNSET: undefined,
};
const QUIET = { TF_INPUT: '0', TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };

const PROVIDER = { OKTA_HTTP_PROXY: 'http://127.0.0.1:1', OKTA_API_TOKEN: 'local-token' };

const LOCAL = {
  ...QUIET,
  PATH: '/bin',
  LANG: 'C',
  HOME: '/tmp/home',
  AWS_SECRET_ACCESS_KEY: 'aws',
  ...PROVIDER,
};

test('a stack on this machine gets a listed environment, what its backend reads, and a HOME of its own', () => {
  const target = { variables: PROVIDER, reattach: '{}', backend: 's3' };
  expect(listedEnvironment(USER, '/tmp/home', target)).toEqual({ ...LOCAL, TF_REATTACH_PROVIDERS: '{}' });
});

test('with the provider of a registry it is attached to nothing, and gets settings and the plugin cache', () => {
  const cliConfiguration = '/tmp/home/okta-apps.tfrc';
  const target = { variables: PROVIDER, backend: 's3', cliConfiguration };
  const plugins = { TF_PLUGIN_CACHE_DIR: '/srv/plugins' };
  const env = { ...USER, ...plugins, TF_CLI_CONFIG_FILE: '/elsewhere/own' };
  const expected = { ...LOCAL, ...plugins, TF_CLI_CONFIG_FILE: cliConfiguration };
  expect(listedEnvironment(env, '/tmp/home', target)).toEqual(expected);
});

test('the app gets what is listed, no Terraform variable, and nothing that is a secret by its name or by the stacks', () => {
  const env = {
    ...USER,
    OKTA_ENV: 'dev',
    NPM_TOKEN: 'x',
    DB_PASSWORD: 'x',
    PG_CONN_STR: 'x',
    MY_PRIVATE_KEY: 'x',
    SSH_AUTH_SOCK: 's',
  };
  expect(synthEnvironment(env, ['SSH_AUTH_SOCK', 'ACME_PLAN'], ['ACME_PLAN', 'ACME_APPLY'])).toEqual({
    PATH: '/bin',
    HOME: '/home/me',
    LANG: 'C',
    OKTA_ENV: 'dev',
    SSH_AUTH_SOCK: 's',
  });
});
