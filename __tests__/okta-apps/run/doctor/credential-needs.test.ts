import { credentialNeeds, describeNeed, titleOf } from '../../../../okta-apps/run/doctor/credential-needs';
import { readAssembly } from '../../../../okta-apps/project/assembly';
import { writeAssembly } from '../../../support/plain-project';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const token = (tokenVariable: string) => ({ type: 'api-token', tokenVariable }) as const;
const SERVICE = {
  type: 'service-app',
  clientId: '0oa1',
  privateKeyVariable: 'PROD_KEY',
  scopes: ['okta.apps.read'],
} as const;

test('stacks with one credential need it together; origins may have their own', () => {
  const manifest = { environment: 'prod', credentials: { plan: token('PLAN'), apply: SERVICE } };
  const app = { okta_app_oauth: { shop: { skip_authentication_policy: true } } };
  writeAssembly(folder.path, {
    'origins-prod': {
      manifest: { ...manifest, credentials: { plan: token('PLAN'), apply: token('ORIGINS') } },
      terraform: { resource: { okta_trusted_origin: { a: {} } } },
    },
    'shop-dev': { terraform: { resource: app } },
    'shop-prod': { manifest, terraform: { resource: app } },
    'portal-prod': { manifest, terraform: { resource: app, data: { okta_group: { Everyone: {} } } } },
  });
  const needs = credentialNeeds(readAssembly(folder.path, 'cdktf.out'));
  expect(needs.map((need) => `${titleOf(need)}: ${describeNeed(need)}`)).toEqual([
    'dev plan (ACME_PLAN): an API token of a user with the role READ_ONLY_ADMIN, to read apps for shop-dev',
    'dev apply (ACME_APPLY): an API token of a user with the role APP_ADMIN, to write apps for shop-dev',
    'prod plan (PLAN): an API token of a user with the role READ_ONLY_ADMIN, to read apps, groups and trusted origins for origins-prod, portal-prod and shop-prod',
    'prod apply (ORIGINS): an API token of a user with the role ORG_ADMIN, to write trusted origins for origins-prod',
    'prod apply (PROD_KEY): the private key of the service app 0oa1 with the scopes okta.apps.manage, okta.apps.read, okta.groups.read and the role APP_ADMIN, to write apps and read groups for portal-prod and shop-prod',
  ]);
  expect(needs.map(({ orgUrl }) => orgUrl)[0]).toBe('https://acme-dev.oktapreview.com');
});

test('of many stacks the first are named, and of several roles all', () => {
  const resource = { okta_app_oauth: { a: { skip_authentication_policy: true } }, okta_trusted_origin: { a: {} } };
  const names = ['a-dev', 'b-dev', 'c-dev', 'd-dev'];
  writeAssembly(folder.path, Object.fromEntries(names.map((name) => [name, { terraform: { resource } }])));
  const needs = credentialNeeds(readAssembly(folder.path, 'cdktf.out'));
  expect(needs.map(describeNeed)).toEqual([
    'an API token of a user with the role READ_ONLY_ADMIN, to read apps and trusted origins for a-dev, b-dev, c-dev and 1 more (\"okta-apps stacks\" lists them)',
    'an API token of a user with the roles APP_ADMIN and ORG_ADMIN, to write apps and trusted origins for a-dev, b-dev, c-dev and 1 more (\"okta-apps stacks\" lists them)',
  ]);
});
