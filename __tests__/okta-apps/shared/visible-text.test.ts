import fc from 'fast-check';
import { clipped, escaped, shown, visible } from '../../../okta-apps/shared/visible-text';
import { UNKNOWN } from '../../../okta-apps/shared/unknown';
import { anyText } from './support/any-text';

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

  it('is truncated when it is long, never within a character', () => {
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

describe('text of an author', () => {
  it.each([
    ['an override of the writing direction', 'a\u202eb', 'a\\u202eb'],
    ['an isolate', 'a\u2066b', 'a\\u2066b'],
    ['a character of no width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['an end of line', 'a\nb\u2028c', 'a\\u000ab\\u2028c'],
    ['a color of the terminal', '\u001b[31mred', '\\u001b[31mred'],
    ['half of a pair', 'a\ud800', 'a\\ud800'],
    ['a blank that is none', 'a\u3164b\u00a0', 'a\\u3164b\\u00a0'],
    ['an invisible mark', 'a\u034fb', 'a\\u034fb'],
    ['an invisible tag', 'a\u{e0041}', 'a\\udb40\\udc41'],
    ['a picture', '😀 grün', '😀 grün'],
  ])('shows %s', (_title, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it('is one line without anything that a screen hides, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const shown of [visible(text), clipped(text)]) {
          expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });

  it('is truncated when it is long, and says so', () => {
    expect(clipped('x'.repeat(240))).toBe('x'.repeat(240));
    expect(clipped(`${'x'.repeat(300)}END`)).toBe(`${'x'.repeat(200)} … ${'x'.repeat(37)}END (303 characters)`);
    expect(clipped('\u202e'.repeat(240)).length).toBeLessThan(520);
    expect(clipped('😀'.repeat(500))).toMatch(/\(1000 characters\)$/);
  });
});
