import fc from 'fast-check';
import { escaped, shown } from '../../../okta-apps/shared/shown';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';

describe('a value in a message', () => {
  it.each([
    ['text', '"text"'],
    [5, '5'],
    [null, 'null'],
    [undefined, 'undefined'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [5n, '5'],
    [['a', NaN, 5n], '["a","NaN","5"]'],
    [UNKNOWN, '"known after apply"'],
    [['a', UNKNOWN], '["a","known after apply"]'],
    [() => 1, 'a function'],
    [Object.create(null), '{}'],
  ])('%p is %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('is named by its type when JSON cannot say it', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(shown(cycle)).toBe('a value of type object');
  });

  it.each([
    ['a\r\nb\u007f\u0085', '"a\\r\\nb\\u007f\\u0085"'],
    ['a\u202eb\u2066c\u200bd\ufeff', '"a\\u202eb\\u2066c\\u200bd\\ufeff"'],
    ['a\u2028b\u2029', '"a\\u2028b\\u2029"'],
    ['a\ud800b', '"a\\ud800b"'],
    ['tag \u{e0041}', '"tag \\udb40\\udc41"'],
    ['Ünï 店 🛒', '"Ünï 店 🛒"'],
  ])('%j has no character that a terminal would not print', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('is cut when it is long, never within a character', () => {
    expect(shown('x'.repeat(118))).toBe(`"${'x'.repeat(118)}"`);
    expect(shown('x'.repeat(10_000))).toBe(`"${'x'.repeat(119)}… (10000 characters)`);
    expect(shown(`${'x'.repeat(118)}🛒🛒`)).toBe(`"${'x'.repeat(118)}… (120 characters)`);
  });

  it.each([
    ['https://me:pa55@acme.com/a@b', '"https://(sensitive)@acme.com/a@b"'],
    [
      ['http:me:pa55@acme.com', 'https:\\\\me:pa55@acme.com'],
      '["http:(sensitive)@acme.com","https:\\\\\\\\(sensitive)@acme.com"]',
    ],
    [' ftp://me:p@55@acme.com?x=@', '" ftp://(sensitive)@acme.com?x=@"'],
    ['https://acme.com/@me', '"https://acme.com/@me"'],
    ['note: me@acme.com', '"note: me@acme.com"'],
    ['app:me:pa55@acme.com', '"app:(sensitive)@acme.com"'],
    ['https://me:pa\\55@acme.com', '"https://(sensitive)@acme.com"'],
  ])('%j shows no user name and no password of a URI', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('shows no private member of a JWK, however deep it is', () => {
    const key = { kty: 'RSA', n: 'public', d: 'private', p: 'private', oth: [{ r: 'private' }], k: 'private' };
    expect(shown({ keys: [key] })).toBe(
      '{"keys":[{"kty":"RSA","n":"public","d":"(sensitive)","p":"(sensitive)","oth":"(sensitive)","k":"(sensitive)"}]}',
    );
    expect(shown({ d: 'no key' })).toBe('{"d":"no key"}');
  });

  it('is one line whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 4 }), (value) => {
        expect(shown(value)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

it('escapes texts of messages in the same way', () => {
  expect(escaped('a\nb\u202e')).toBe('a\\u000ab\\u202e');
});
