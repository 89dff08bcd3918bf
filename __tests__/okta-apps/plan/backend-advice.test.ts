import { backendAdvice } from '../../../okta-apps/plan/backend-advice';

const S3 =
  'operation error S3: PutObject, https response error StatusCode: 403, RequestID: X, api error AccessDenied: Access Denied';
const STS =
  'operation error STS: AssumeRole, https response error StatusCode: 403, api error AccessDenied: not authorized';
const REFUSED = 'connect: connection refused';

test.each([
  [
    's3',
    'No valid credential sources found Please see https://…',
    'no credentials',
    'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ],
  [
    's3',
    'operation error S3: ListObjectsV2, api error ExpiredToken: The provided token has expired.',
    'not accepted',
    'sign in to AWS again with "aws sso login", or set new credentials',
  ],
  [
    's3',
    'S3 bucket "acme-state" does not exist.',
    'no such place',
    'correct "bucket" and "region" of the backend in env/',
  ],
  [
    's3',
    S3,
    'not allowed',
    'give these AWS credentials s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on the key of the state',
  ],
  ['s3', STS, 'not allowed', 'in its trust policy'],
  [
    'gcs',
    'storage.NewClient() failed: dialing: google: could not find default credentials.',
    'no credentials',
    'run "gcloud auth application-default login", or set GOOGLE_CREDENTIALS',
  ],
  [
    'gcs',
    'googleapi: Error 403: ann does not have storage.objects.list access',
    'not allowed',
    'give these Google credentials the role roles/storage.objectUser on the bucket',
  ],
  [
    'gcs',
    "Failed to open state file at gs://acme: storage: bucket doesn't exist",
    'no such place',
    'correct "bucket" of the backend in env/',
  ],
  [
    'azurerm',
    'unable to build authorizer for Resource Manager API: could not configure AzureCli Authorizer: could not parse Azure CLI version',
    'no credentials',
    'run "az login" and set ARM_SUBSCRIPTION_ID',
  ],
  [
    'azurerm',
    'could not configure AzureCli Authorizer: AADSTS700082: The refresh token has expired',
    'not accepted',
    'run "az login" again',
  ],
  [
    'azurerm',
    'Failed to get existing workspaces: containers.Client#ListBlobs: Failure responding to request: StatusCode=403 Code="AuthorizationPermissionMismatch"',
    'not allowed',
    'give these Azure credentials the role "Storage Blob Data Contributor" on the container',
  ],
  [
    'pg',
    'pq: password authentication failed for user "terraform"',
    'not accepted',
    'correct the user in PG_CONN_STR and the password in PGPASSWORD or ~/.pgpass',
  ],
  [
    'pg',
    'dial tcp 127.0.0.1:5432: connect: connection refused',
    'not reached',
    'set PG_CONN_STR to the address of PostgreSQL',
  ],
  ['pg', 'pq: permission denied for database acme', 'not allowed', 'give this PostgreSQL user CREATE on the database'],
  [
    'http',
    'Error refreshing state: HTTP remote state endpoint requires auth',
    'no credentials',
    'set TF_HTTP_USERNAME and TF_HTTP_PASSWORD',
  ],
  [
    'cloud',
    'HCP Terraform: Required token could not be found',
    'no credentials',
    'run "terraform login", or set TF_TOKEN_app_terraform_io',
  ],
])('%s: %s', (type, said, fault, todo) => {
  const expected = { fault, todo: expect.stringContaining(todo) as string };
  expect([backendAdvice(said, type), backendAdvice(said)]).toEqual([expected, expected]);
});

test('what every service may say is of the backend only where that is known', () => {
  expect(backendAdvice(`dial tcp 10.0.0.1:443: ${REFUSED}`, 's3')).toEqual({
    fault: 'not reached',
    todo: 'the backend cannot be reached from here: check the network (HTTPS_PROXY and SSL_CERT_FILE are followed) and the backend in env/',
  });
  expect(backendAdvice(`dial tcp 10.0.0.1:443: ${REFUSED}`)).toBeUndefined();
  expect(backendAdvice('403 Forbidden', 'local')).toBeUndefined();
});

test.each([
  'failed to get OAuth application: 403 Forbidden',
  '[ERROR] failed validate configuration: error with v3 SDK client: 401 Unauthorized',
  'group with name "AWS Admins" does not exist',
])('an error of Okta is none of a backend: %s', (said) => {
  expect(backendAdvice(said)).toBeUndefined();
});
