import type { EnvironmentSubject } from '../../../rules/app';
import { acrossOriginRules } from '../../../rules/across/origins';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { appSubject, environmentSubject } from '../../support/app-subject';
import { describeRules } from '../../support/rule-cases';

const environment = (
  name: string,
  origins: string[],
  props: Readonly<Record<string, unknown>> = {},
): EnvironmentSubject =>
  environmentSubject({ name, production: name.startsWith('prod'), origins, apps: [appSubject(props)] });
const redirects = (...redirectUris: unknown[]) => ({ redirectUris });

const shared = (origin: string, other: string) =>
  `origins[0] must belong to production or to other environments, not to both, got "${origin}"; remove it here or in ${other} [across/shared-origin]`;
const foreign = (prop: string, uri: string, owner: string) =>
  `${prop} must be at an origin of production, got "${uri}"; remove it, it leads to ${owner}, or if it is production's add its origin to production in env/ [across/non-production-origin]`;

const dev = environment(
  'dev',
  ['https://dev.acme.com'],
  redirects('https://dev.acme.com/cb', 'http://localhost:3000/cb'),
);

describeRules(
  acrossOriginRules,
  {
    'across/shared-origin': [
      { good: [environment('dev', ['https://dev.acme.com']), environment('prod', ['https://shop.acme.com'])] },
      { good: [environment('dev', ['https://dev.acme.com']), environment('staging', ['https://dev.acme.com'])] },
      { good: [environment('prod-eu', ['https://shop.acme.com']), environment('prod-us', ['https://shop.acme.com'])] },
      {
        bad: [environment('dev', ['https://shop.acme.com:443']), environment('prod', ['https://shop.acme.com'])],
        says: [shared('https://shop.acme.com:443', 'prod'), shared('https://shop.acme.com', 'dev')],
      },
    ],
    'across/non-production-origin': [
      { good: [dev, environment('prod', ['https://shop.acme.com'], redirects('https://shop.acme.com/cb', UNKNOWN))] },
      { good: [dev, environment('staging', [], redirects('https://dev.acme.com/cb'))] },
      { good: [dev, environment('prod', [], redirects('https://dev.acme.com:8443/cb', 'http://localhost:4000/cb'))] },
      {
        good: [
          environment('dev', [], redirects('https://tool.partner.net/cb')),
          environment('prod', ['https://tool.partner.net'], redirects('https://tool.partner.net/cb')),
        ],
      },
      {
        good: [
          dev,
          environment('prod', ['https://*.acme.com'], redirects('https://*.acme.com/cb', 'https://*.dev.acme.com/cb')),
        ],
      },
      { good: [dev, environment('prod', [], redirects('https://pr-*.acme.com/cb', 'https://dev*ev.acme.com/'))] },
      {
        bad: [dev, environment('prod', [], redirects('https://shop.acme.com/cb', 'https://DEV.acme.com/other'))],
        says: foreign('redirectUris[1]', 'https://DEV.acme.com/other', 'dev'),
      },
      {
        bad: [
          dev,
          environment('prod', [], {
            redirectUris: ['http://localhost:3000/other'],
            postLogoutRedirectUris: ['https://dev.acme.com'],
            initiateLogin: { uri: 'https://dev.acme.com/login', mode: 'SPEC' },
          }),
        ],
        says: [
          foreign('redirectUris[0]', 'http://localhost:3000/other', 'dev'),
          foreign('postLogoutRedirectUris[0]', 'https://dev.acme.com', 'dev'),
          foreign('initiateLogin.uri', 'https://dev.acme.com/login', 'dev'),
        ],
      },
      {
        bad: [dev, environment('prod', [], redirects('https://*.acme.com/cb', 'https://d*v.acme.com/cb'))],
        says: [
          foreign('redirectUris[0]', 'https://*.acme.com/cb', 'dev'),
          foreign('redirectUris[1]', 'https://d*v.acme.com/cb', 'dev'),
        ],
      },
    ],
  },
  (environments: EnvironmentSubject[]) => environments,
);
