import { readAssembly } from '../../../../okta-apps/project/assembly';
import { optionalScopeChecks } from '../../../../okta-apps/run/doctor/optional-scopes';
import { writeAssembly } from '../../../support/plain-project';
import { temporaryFolder } from '../../../support/temporary-folder';

const folder = temporaryFolder();
const token = { type: 'api-token', tokenVariable: 'TOKEN' } as const;
const app = (...scopes: readonly string[]) =>
  ({ type: 'service-app', clientId: '0oa1', privateKeyVariable: 'KEY', scopes }) as const;

test('a service app that may not read the system log is told once what it is good for', () => {
  const secrets = { sink: { type: 'dotenv', folder: 'secrets' } } as const;
  const small = app('okta.apps.read');
  writeAssembly(folder.path, {
    'a-dev': { manifest: { environment: 'dev', credentials: { plan: token, apply: token }, secrets } },
    'a-prod': { manifest: { environment: 'prod', credentials: { plan: small, apply: small }, secrets } },
    'b-prod': { manifest: { environment: 'prod', credentials: { plan: small, apply: small }, secrets } },
    'a-staging': { manifest: { environment: 'staging', credentials: { plan: app('okta.logs.read'), apply: small } } },
    'a-test': {
      manifest: {
        environment: 'test',
        credentials: { plan: token, apply: small, rotate: app('okta.logs.read') },
        secrets,
      },
    },
  });
  expect(optionalScopeChecks(readAssembly(folder.path, 'cdktf.out'))).toEqual([
    {
      status: 'note',
      text: 'prod plan: its scopes in env/ lack okta.logs.read, which is optional: with it, okta-apps drift says who changed an app',
    },
    {
      status: 'note',
      text:
        'prod rotate: its scopes in env/ lack okta.logs.read, which is optional: with it, okta-apps rotate sees which client ' +
        'secret a relying party uses',
    },
  ]);
});
