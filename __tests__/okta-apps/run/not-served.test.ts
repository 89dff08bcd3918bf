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
  expect(notServed('shop-local', document, [])).toBe(
    'shop-local: the local provider in place of okta/okta 6.12.0 does not serve okta_network_zone.home, ' +
      'okta_network_zone.office, data.okta_user.ada and ephemeral.okta_secret.s. Pass --provider registry, which uses ' +
      'okta/okta itself; the local org answers what it knows.',
  );
});

test('what it serves, and what other providers have, is none of it', () => {
  const resource = { okta_app_oauth: { web: {} }, okta_trusted_origin: { o: {} }, random_pet: { name: {} } };
  expect(notServed('shop-local', { resource, data: { okta_policy: { p: {} } } }, [])).toBeUndefined();
});

test('what only the state has is to be deleted, so it is named, too', () => {
  const resource = { okta_network_zone: { office: {} } };
  const applied = [
    { mode: 'managed', type: 'okta_network_zone', name: 'office' },
    { mode: 'managed', type: 'okta_network_zone', name: 'home' },
    { mode: 'managed', module: 'module.net', type: 'okta_group_rule', name: 'all' },
    { mode: 'managed', type: 'okta_group', name: 'sales' },
    { mode: 'managed', type: 'random_pet', name: 'name' },
  ];
  expect(notServed('shop-local', { resource }, applied)).toContain(
    ' does not serve okta_network_zone.office, module.net.okta_group_rule.all of the state and okta_network_zone.home of the state. Pass',
  );
  expect(notServed('shop-local', {}, applied.slice(3))).toBeUndefined();
});
