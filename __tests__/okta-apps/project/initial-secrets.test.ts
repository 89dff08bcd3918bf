import { fillIn, placeholder, unset, PLACEHOLDER_PREFIX } from '../../../okta-apps/project/initial-secrets';

const SHOP = { variable: 'shop_secret', address: 'okta_app_oauth.shop' };
const DESK = { variable: 'desk_secret', address: 'okta_app_oauth.desk' };

test('a placeholder can be recognized, passes every validation, and is never the same twice', () => {
  expect(placeholder()).toMatch(/^okta-apps-placeholder-[0-9a-f]{32}$/);
  expect(placeholder()).not.toBe(placeholder());
});

test('a variable keeps the value that the user set, and gets a placeholder where none was set', () => {
  const filled = fillIn([SHOP, DESK], { TF_VAR_shop_secret: 'mine', TF_VAR_desk_secret: '' });
  expect(filled).toEqual({
    TF_VAR_shop_secret: 'mine',
    TF_VAR_desk_secret: expect.stringMatching(/^okta-apps-placeholder-/) as string,
  });
});

test('only apps that are created need theirs, and a placeholder is none', () => {
  const created = new Set([SHOP.address]);
  expect(unset([SHOP, DESK], created, {})).toEqual([SHOP]);
  expect(unset([SHOP, DESK], created, { TF_VAR_shop_secret: `${PLACEHOLDER_PREFIX}x` })).toEqual([SHOP]);
  expect(unset([SHOP, DESK], created, { TF_VAR_shop_secret: 'mine' })).toEqual([]);
  expect(unset([SHOP, DESK], new Set(), {})).toEqual([]);
});
