import { fill, partsOf, plainText, sentence } from '../../rules/texts';

it.each([
  ['users see an Okta error', 'Users see an Okta error'],
  ['okta/okta replaces the app', 'okta/okta replaces the app'],
  ['omit_secret is false', 'omit_secret is false'],
])('%j begins as %j', (text, begun) => {
  expect(sentence(text)).toBe(begun);
});

describe('words with slots', () => {
  const { words, slots } = fill('run {command} in {folder}, and see `main.ts`', {
    command: 'terraform untaint okta_app_oauth.web',
    folder: 'cdktf.out/run/shop-prod',
  });

  it('are the same words for every value, and the values beside them', () => {
    expect([words, slots]).toEqual([
      'run {command} in {folder}, and see `main.ts`',
      { command: 'terraform untaint okta_app_oauth.web', folder: 'cdktf.out/run/shop-prod' },
    ]);
  });

  it('are parts for a renderer: values and code apart from words', () => {
    expect(partsOf(words, slots)).toEqual([
      'run ',
      { value: 'terraform untaint okta_app_oauth.web' },
      ' in ',
      { value: 'cdktf.out/run/shop-prod' },
      ', and see ',
      { value: 'main.ts' },
    ]);
  });

  it('are one text', () => {
    expect(plainText(words, slots)).toBe(
      'run terraform untaint okta_app_oauth.web in cdktf.out/run/shop-prod, and see `main.ts`',
    );
  });

  it('keep a name that no slot has, whatever objects inherit', () => {
    expect([plainText('{constructor} {other}'), partsOf('{constructor}')]).toEqual([
      '{constructor} {other}',
      ['{constructor}'],
    ]);
  });

  it('fill nothing that a value holds', () => {
    expect(plainText('{a} {b}', { a: '{b}', b: '{a}' })).toBe('{b} {a}');
  });
});
