import { notServed } from '../../../okta-apps/run/not-served';

test('types of okta/okta that the local provider does not serve are named, with what to do', () => {
  const document = {
    resource: {
      okta_app_oauth: { web: {} },
      okta_group: { sales: {} },
      okta_network_zone: { office: {}, home: {} },
      random_pet: { name: {} },
    },
    data: { okta_group: { staff: {} }, okta_user: { ada: {} } },
    ephemeral: { okta_secret: { s: {} } },
  };
  expect(notServed('shop-local', document)).toBe(
    'shop-local: the local provider in place of okta/okta 6.12.0 does not serve okta_network_zone.home, ' +
      'okta_network_zone.office, data.okta_user.ada and ephemeral.okta_secret.s. Pass --provider registry, which uses ' +
      'okta/okta itself; the local org answers what it knows.',
  );
});

test('what it serves, and what other providers have, is none of it', () => {
  const resource = { okta_app_oauth: { web: {} }, okta_trusted_origin: { o: {} }, random_pet: { name: {} } };
  expect(notServed('shop-local', { resource, data: { okta_policy: { p: {} } } })).toBeUndefined();
});
