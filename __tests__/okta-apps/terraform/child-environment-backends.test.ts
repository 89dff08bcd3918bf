import { backendSecrets, isBackendVariable } from '../../../okta-apps/terraform/child-environment';

test.each([
  'PG_CONN_STR',
  'PGPASSWORD',
  'PGSSLMODE',
  'AWS_ENDPOINT_URL_S3',
  'AWS_SESSION_TOKEN',
  'GOOGLE_BACKEND_CREDENTIALS',
  'ARM_ACCESS_KEY',
  'TF_HTTP_PASSWORD',
  'TF_TOKEN_app_terraform_io',
  'HTTPS_PROXY',
  'no_proxy',
  'SSL_CERT_FILE',
])('a backend may need %s', (name) => {
  expect(isBackendVariable(name)).toBe(true);
});

test.each([
  'HOME',
  'OKTA_API_TOKEN',
  'TF_LOG',
  'TF_REATTACH_PROVIDERS',
  'TF_CLI_ARGS',
  'MY_AWS_KEY',
  'OKTA_HTTP_PROXY',
])('no backend needs %s', (name) => {
  expect(isBackendVariable(name)).toBe(false);
});

test('secrets are known by their names, and passwords where they stand in an address', () => {
  expect(
    backendSecrets({
      PGPASSWORD: 'canary-1',
      AWS_SECRET_ACCESS_KEY: 'canary-2',
      AWS_ACCESS_KEY_ID: 'AKIA0000',
      AWS_REGION: 'eu-central-1',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/run/token',
      TF_TOKEN_app_terraform_io: 'canary-3',
      TF_HTTP_ADDRESS: 'https://me:canary-4%21@state.example.org/shop',
      HTTPS_PROXY: 'http://me:canary-5@proxy.example.org:8080',
      PG_CONN_STR: "host=db password='canary 6' dbname=state",
      ARM_ACCESS_KEY: '',
      NPM_TOKEN: 'not for a backend',
    }),
  ).toEqual([
    'canary-1',
    'canary-2',
    'canary-3',
    'canary-4%21',
    'canary-4!',
    'canary-5',
    "host=db password='canary 6' dbname=state",
    'canary 6',
  ]);
  expect(backendSecrets({ PG_CONN_STR: 'postgres://me:canary-7%@db/state?sslmode=disable' })).toEqual([
    'postgres://me:canary-7%@db/state?sslmode=disable',
    'canary-7%',
  ]);
});
