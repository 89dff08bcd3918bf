import { isWaiverAddress } from '../../../rules/environment/waiver-address';

test.each([
  'okta_app_oauth.storefront-web',
  'shop-prod/okta_app_oauth.storefront-web',
  'module.apps["a"].module.web.okta_app_oauth.x["eu/1"]',
  'data.okta_group.staff',
  'ephemeral.vault_kv_secret_v2.billing',
  'var.billing',
  'provider.okta',
  'terraform',
  'module.zones@./assets/zones/0A1B#6f1e',
  'module.zones@terraform-okta/zones/okta?1.0.0',
  'org.name: acme → other',
  'backend: {"s3":{"key":"{stack}"}} → {"s3":{"key":"other"}}',
  'more.tf',
  'assets/logo/.hidden',
])('a waiver may name %j', (address) => {
  expect(isWaiverAddress(address)).toBe(true);
});

test.each([
  undefined,
  '',
  'back-office',
  'okta_app_oauth',
  'Storefront',
  'okta_app_oauth.web\nokta_group.x',
  'acme → other',
])('%j would accept nothing', (address) => {
  expect(isWaiverAddress(address)).toBe(false);
});
