import { fillIn, placeholder, sourceOf, unset, PLACEHOLDER_PREFIX } from '../../../okta-apps/project/initial-secrets';

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

describe('secrets in one JSON object', () => {
  const [BILLING, WIKI] = ['billing', 'wiki'].map((key) => ({
    variable: 'secrets',
    address: `okta_app_oauth.${key}`,
    key,
  })) as [Keyed, Keyed];
  const PLACEHOLDER = expect.stringMatching(/^okta-apps-placeholder-[0-9a-f]{32}$/) as string;
  const filled = (value?: string): string => fillIn([BILLING, WIKI], { TF_VAR_secrets: value })['TF_VAR_secrets'] ?? '';

  test.each([
    ['not set', undefined, { billing: PLACEHOLDER, wiki: PLACEHOLDER }],
    ['a placeholder', `${PLACEHOLDER_PREFIX}x`, { billing: PLACEHOLDER, wiki: PLACEHOLDER }],
    ['one of them', '{"billing":"mine","more":"x"}', { billing: 'mine', more: 'x', wiki: PLACEHOLDER }],
    ['an empty one', '{"billing":"mine","wiki":""}', { billing: 'mine', wiki: PLACEHOLDER }],
  ])('get placeholders for keys that are not set: %s', (_, value, expected) => {
    expect(JSON.parse(filled(value))).toEqual(expected);
  });

  test.each(['{ "wiki": "b",\n"billing": "a" }', '{"billing":14,"wiki":null,"wiki":"b"}', '[]', 'no JSON'])(
    'stay as the user wrote them where no key is missing, or where they cannot be read: %s',
    (value) => {
      expect(filled(value)).toBe(value);
    },
  );

  test('are missing for the app that is created, by key', () => {
    const created = new Set([BILLING.address, WIKI.address]);
    const missing = (value: string) => unset([BILLING, WIKI], created, { TF_VAR_secrets: value }).map(sourceOf);
    expect(missing('{"billing":"mine"}')).toEqual(['"wiki" of TF_VAR_secrets']);
    expect(missing(JSON.stringify({ billing: placeholder(), wiki: 5 }))).toHaveLength(2);
    expect(missing('{"billing":"mine","wiki":"mine too"}')).toEqual([]);
  });
});

interface Keyed {
  readonly variable: string;
  readonly address: string;
  readonly key: string;
}
