import type { JsonObject } from '../../../okta-apps/shared/json';
import { errorAdvice } from '../../../okta-apps/run/error-advice';
import { stackManifest } from '../../support/plain-project';

function advice(
  error: object,
  { backend = 's3', env = {}, document = {}, dependencies = ['identity-dev'], passVariables = [] as string[] } = {},
) {
  const manifest = stackManifest('shop-dev', { passVariables });
  const diagnostic = { severity: 'error' as const, summary: '', detail: '', ...error };
  return errorAdvice(diagnostic, { name: 'shop-dev', manifest, dependencies }, { backend, env, document });
}

const NO_VALUE = {
  summary: 'No value for required variable',
  detail: 'The root module input variable "region" is not set, and has no default value. Use a -var or -var-file …',
};
const LISTED = 'add it to passVariables of dev in env/, because Terraform gets only listed variables';

test('a variable without a value is set by TF_VAR_, which Terraform must get', () => {
  expect(advice(NO_VALUE)).toBe(`set TF_VAR_region, and ${LISTED}`);
  expect(advice(NO_VALUE, { passVariables: ['TF_VAR_region'] })).toBe('set TF_VAR_region');
  expect(advice(NO_VALUE, { env: { TF_VAR_region: 'eu' } })).toBe(`TF_VAR_region is set, but not listed: ${LISTED}`);
});

test.each([
  [
    'no state',
    {
      summary: 'Unable to find remote state',
      address: 'data.terraform_remote_state.cross-stack-reference-input-groups-dev',
    },
    ['groups-dev', 'identity-dev'],
    'apply groups-dev first, or both together: okta-apps apply groups-dev shop-dev',
  ],
  [
    'no value in the state',
    {
      summary: 'Unsupported attribute',
      detail: 'This object does not have an attribute named "cross-stack-output-okta_group-staff-id".',
    },
    ['groups-dev', 'identity-dev'],
    'apply groups-dev and identity-dev first, or all together: okta-apps apply groups-dev identity-dev shop-dev',
  ],
  [
    'a state that the code names itself',
    { summary: 'Unable to find remote state', address: 'data.terraform_remote_state.other' },
    [],
    'apply the stack whose state it reads first, or both together',
  ],
])('%s of another stack yet', (_what, error, dependencies, expected) => {
  expect(advice(error, { dependencies })).toBe(expected);
});

test('an error about the state is of its backend, one of a resource is of its provider', () => {
  const detail =
    'operation error S3: GetObject, https response error StatusCode: 403, api error AccessDenied: Access Denied';
  expect(advice({ summary: 'Error loading state', detail })).toContain('give these AWS credentials s3:ListBucket');
  expect(advice({ summary: 'creating IAM Role', detail, address: 'aws_iam_role.x' })).toBeUndefined();
  expect(advice({ summary: 'failed to get OAuth application: 403 Forbidden' })).toBeUndefined();
  expect(advice({ summary: 'Error acquiring the state lock', detail: 'dial tcp: i/o timeout' })).toMatch(
    /^the backend cannot be reached/,
  );
});

test('an import of an id that the org does not have is not called deleted', () => {
  const document: JsonObject = { import: [{ to: 'okta_app_oauth.shop', id: '0oaNone' }] };
  const error = { summary: 'failed to get OAuth application: 404 Not Found', address: 'okta_app_oauth.shop' };
  expect(advice(error, { document })).toBe(
    'correct the ID of its importFrom, because https://acme-dev.oktapreview.com has no "0oaNone"; if it was imported before ' +
      'and deleted since, remove importFrom, and the resource from the state',
  );
  expect(advice({ ...error, address: 'okta_app_oauth.desk' }, { document })).toBeUndefined();
  expect(advice({ ...error, summary: 'failed to get OAuth application: 403 Forbidden' }, { document })).toBeUndefined();
});
