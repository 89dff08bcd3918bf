import type { EnvironmentSubject } from '../../../rules/app';
import { environmentsRules } from '../../../rules/across/environments';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { appSubject, environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const withClientIds = (name: string, ...ids: unknown[]) =>
  environmentSubject({
    name,
    apps: ids.map((clientId, at) => ({
      ...appSubject({ clientId }, {}, `app-${at}`),
      path: `storefront-${name}/app-${at}`,
    })),
  });
const withStates = (name: string, ...states: string[]) =>
  environmentSubject({ name, states: states.map((state, at) => ({ stack: `stack-${at}-${name}`, state })) });
const withCredentials = (name: string, ...values: string[]) =>
  environmentSubject({ name, credentials: values.map((value) => ({ prop: 'credentials.plan.tokenVariable', value })) });
const credentialFault = (value: string, other: string) =>
  `credentials.plan.tokenVariable must be that of one environment only, got "${value}"; choose one for this environment, ${other} has it [across/credential-unique]`;
const clientIdFault = (id: string, other: string) =>
  `clientId must be used in one environment only, got "${id}"; choose one for this environment, ${other} has it [across/client-id-unique]`;

describeRules(
  environmentsRules,
  {
    'across/name-unique': [
      { good: [environmentSubject({ name: 'dev' }), environmentSubject({ name: 'Dev' })] },
      {
        bad: [
          environmentSubject({ name: 'prod' }),
          environmentSubject({ name: 'dev' }),
          environmentSubject({ name: 'prod' }),
        ],
        says: 'name must be the name of one environment only, got "prod"; give each environment a name of its own [across/name-unique]',
      },
    ],
    'across/credential-unique': [
      { good: [withCredentials('dev', 'DEV_TOKEN', 'DEV_TOKEN'), withCredentials('prod', 'PROD_TOKEN')] },
      {
        bad: [withCredentials('dev', 'DEV_TOKEN'), withCredentials('prod', 'DEV_TOKEN')],
        says: [credentialFault('DEV_TOKEN', 'prod'), credentialFault('DEV_TOKEN', 'dev')],
      },
    ],
    'across/client-id-unique': [
      { good: [withClientIds('dev', 'shop-web-dev'), withClientIds('prod', 'shop-web-prod', undefined)] },
      { good: [withClientIds('dev', 'shop-web', 'shop-web')] },
      { good: [withClientIds('dev', UNKNOWN), withClientIds('prod', UNKNOWN)] },
      {
        bad: [withClientIds('dev', 'shop-web'), withClientIds('prod', 'shop-web-prod', 'shop-web')],
        says: [clientIdFault('shop-web', 'storefront-prod/app-1'), clientIdFault('shop-web', 'storefront-dev/app-0')],
      },
    ],
    'across/org-unique': [
      { good: [environmentSubject({ name: 'dev' }), environmentSubject({ name: 'prod' })] },
      { good: [environmentSubject({ name: 'dev', orgUrl: '' }), environmentSubject({ name: 'prod', orgUrl: '' })] },
      {
        bad: [
          environmentSubject({ name: 'dev', orgUrl: 'https://acme.okta.com' }),
          environmentSubject({ name: 'prod', orgUrl: 'https://ACME.okta.com/' }),
        ],
        says: [
          'org must be the org of one environment only, got "https://acme.okta.com"; choose another org, prod has this one [across/org-unique]',
          'org must be the org of one environment only, got "https://ACME.okta.com/"; choose another org, dev has this one [across/org-unique]',
        ],
      },
    ],
    'across/state-unique': [
      { good: [withStates('dev', 's3://a/1', 's3://a/2'), withStates('prod', 's3://b/1')] },
      {
        bad: [withStates('dev', 's3://a/1', 's3://a/1'), withStates('prod', 's3://a/1')],
        says: [
          'backend must keep the state of one stack only, got "s3://a/1"; put the stack\'s name into the path, stack-1-dev has this one [across/state-unique]',
          'backend must keep the state of one stack only, got "s3://a/1"; put the stack\'s name into the path, stack-0-dev has this one [across/state-unique]',
          'backend must keep the state of one stack only, got "s3://a/1"; put the stack\'s name into the path, stack-0-dev has this one [across/state-unique]',
        ],
      },
    ],
  },
  (environments: EnvironmentSubject[]) => environments,
);
