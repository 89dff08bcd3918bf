import { checkTargets, targetsText } from '../../../okta-apps/run/apply-targets';
import { stackManifest } from '../../support/plain-project';

const DEV = { name: 'shop-dev', manifest: stackManifest('shop-dev') };
const PROD = {
  name: 'shop-prod',
  manifest: stackManifest('shop-prod', {
    environment: 'prod',
    production: true,
    org: { name: 'acme', baseUrl: 'okta.com' },
  }),
};
const LOCAL = { name: 'shop-local', manifest: stackManifest('shop-local', { environment: 'local', local: true }) };

test('production has to be named', () => {
  expect(() => checkTargets(['shop-*'], [DEV, PROD], undefined)).toThrow(
    'Without --env this applies to dev (https://acme-dev.oktapreview.com) and prod (https://acme.okta.com, production). ' +
      'Production must be named explicitly: okta-apps apply shop-* --env dev,prod',
  );
  expect(() => checkTargets([], [DEV, PROD], ' ')).toThrow('okta-apps apply --env dev,prod');
});

test('the whole name of a stack names its environment, and so do --env and OKTA_ENV', () => {
  const both = 'Applies to dev (https://acme-dev.oktapreview.com) and prod (https://acme.okta.com, production)\n';
  expect(targetsText(checkTargets(['shop-dev', 'shop-prod'], [DEV, PROD], undefined))).toBe(both);
  expect(targetsText(checkTargets([], [DEV, PROD], 'dev,prod'))).toBe(both);
});

test('without production the orgs are listed, and nothing is said of one on this machine', () => {
  expect(targetsText(checkTargets([], [DEV, LOCAL], undefined))).toBe(
    'Applies to dev (https://acme-dev.oktapreview.com)\n',
  );
  expect(targetsText(checkTargets([], [LOCAL], undefined))).toBe('');
});
