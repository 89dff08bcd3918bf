import { parseStackManifest, secretVariable, stackManifestText } from '../../../okta-apps/shared/stack-manifest';
import { UserError } from '../../../okta-apps/shared/errors';
import { stackManifest } from '../../support/plain-project';

const FILE = 'cdktf.out/stacks/shop-dev/okta-apps.json';
const AGAIN = '; synthesize again: okta-apps synth';

const SERVICE_APP = {
  type: 'service-app',
  clientId: '0oa1',
  privateKeyId: 'k1',
  privateKeyVariable: 'ACME_KEY',
  scopes: ['okta.apps.manage'],
} as const;

const FULL = stackManifest('shop-dev', {
  credentials: { plan: { type: 'api-token', tokenVariable: 'ACME_PLAN' }, apply: SERVICE_APP },
  birthSecrets: [
    { variable: 'shop_secret', address: 'okta_app_oauth.shop' },
    { variable: 'app_secrets', address: 'okta_app_oauth.wiki', key: 'wiki' },
  ],
  org: {
    name: 'acme-dev',
    baseUrl: 'oktapreview.com',
    rateLimits: { perMinute: { '/api/v1/apps': 20 }, percent: 100 },
  },
  approvals: 2,
  approvers: ['mona'],
  rules: { maxRedirectUris: 3 },
  secrets: { sink: { type: 'dotenv', folder: 'secrets' }, maxAge: 90 },
  rotatedBy: { 'okta_app_oauth.desk': 'infisical' },
});

test('what a synth writes is read back as it is', () => {
  expect(parseStackManifest(stackManifestText(FULL), FILE)).toEqual(FULL);
});

test('the variable of a credential is that of its secret part', () => {
  expect(secretVariable(FULL.credentials.plan)).toBe('ACME_PLAN');
  expect(secretVariable(SERVICE_APP)).toBe('ACME_KEY');
});

test('a manifest of an earlier release asks for no approval', () => {
  const { approvals, ...earlier } = FULL;
  expect(approvals).toBe(2);
  expect(parseStackManifest(JSON.stringify(earlier), FILE)).toEqual({ ...FULL, approvals: 0 });
});

test('the stamp of a rehearsal is read', () => {
  expect(parseStackManifest(JSON.stringify({ ...FULL, rehearsal: true }), FILE)).toEqual({ ...FULL, rehearsal: true });
  expect(parseStackManifest(JSON.stringify({ ...FULL, rehearsal: false }), FILE)).toEqual(FULL);
});

test('a field that the tool does not know is left out', () => {
  expect(parseStackManifest(JSON.stringify({ ...FULL, later: 1 }), FILE)).toEqual(FULL);
});

const limits = (rateLimits: object, what: string): [object, string][] => [
  [{ ...FULL, org: { ...FULL.org, rateLimits } }, `${FILE}: org.rateLimits.${what}${AGAIN}`],
];

test.each([
  [undefined, `${FILE} is not JSON${AGAIN}`],
  [[], `${FILE}: it must be an object${AGAIN}`],
  [{ ...FULL, stack: '' }, `${FILE}: stack must be a string${AGAIN}`],
  [{ ...FULL, rehearsal: 'no' }, `${FILE}: rehearsal must be true or false${AGAIN}`],
  [{ ...FULL, local: 'no' }, `${FILE}: local must be true or false${AGAIN}`],
  [{ ...FULL, version: undefined }, `${FILE}: version must be a number${AGAIN}`],
  [{ ...FULL, org: null }, `${FILE}: org must be an object${AGAIN}`],
  [{ ...FULL, org: { name: 'x' } }, `${FILE}: org.baseUrl must be a string${AGAIN}`],
  ...limits({ percent: 0 }, 'percent must be a whole number from 1 to 100'),
  ...limits({ percent: 101 }, 'percent must be a whole number from 1 to 100'),
  ...limits({ perMinute: { other: '600' } }, 'perMinute.other must be a whole number, 1 or more'),
  ...limits(
    { perMinute: { '/api/v1/app': 20 } },
    'perMinute must be figures for /api/v1/apps, /api/v1/apps/{id}, /api/v1/groups, /api/v1/groups/{id}, other',
  ),
  [{ ...FULL, birthSecrets: {} }, `${FILE}: birthSecrets must be a list${AGAIN}`],
  [{ ...FULL, birthSecrets: [{ variable: 'x' }] }, `${FILE}: birthSecrets[0].address must be a string${AGAIN}`],
  [{ ...FULL, approvals: -1 }, `${FILE}: approvals must be a whole number, 0 or more${AGAIN}`],
  [{ ...FULL, approvals: '1' }, `${FILE}: approvals must be a whole number, 0 or more${AGAIN}`],
  [{ ...FULL, approvers: 'mona' }, `${FILE}: approvers must be a list of strings${AGAIN}`],
  [{ ...FULL, approvals: null }, `${FILE}: approvals must be a whole number, 0 or more${AGAIN}`],
  [
    { ...FULL, secrets: { sink: { type: 'dotenv' } } },
    `${FILE}: secrets must be right: secrets.sink.folder must be a string${AGAIN}`,
  ],
  [
    { ...FULL, rotatedBy: { 'okta_app_oauth.desk': 'me' } },
    `${FILE}: rotatedBy.okta_app_oauth.desk must be "aws-secrets-manager", "infisical" or "other"${AGAIN}`,
  ],
  [{ ...FULL, rules: 1 }, `${FILE}: rules must be an object${AGAIN}`],
  [
    { ...FULL, credentials: { plan: { type: 'password' }, apply: SERVICE_APP } },
    `${FILE}: credentials.plan.type must be "api-token" or "service-app"${AGAIN}`,
  ],
  [
    { ...FULL, credentials: { plan: SERVICE_APP, apply: { ...SERVICE_APP, scopes: [1] } } },
    `${FILE}: credentials.apply.scopes must be a list of strings${AGAIN}`,
  ],
  [
    { ...FULL, version: 2 },
    `${FILE} has version 2, this okta-apps reads version 1; ` +
      'use the constructs and the tool of the same release of okta-oidc-cdktf',
  ],
])('%j is refused with its place', (value, message) => {
  const text = value === undefined ? '{' : JSON.stringify(value);
  expect(() => parseStackManifest(text, FILE)).toThrow(new UserError(message));
});
