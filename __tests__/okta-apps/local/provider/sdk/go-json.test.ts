import fc from 'fast-check';
import {
  goJson,
  goJsonError,
  isSameObject,
  normalizedObject,
} from '../../../../../okta-apps/local/provider/sdk/go-json';

it('writes JSON as Go does: keys by bytes, no space, HTML escaped', () => {
  expect(goJson({ b: 1, a: [true, null, 'x'], '10': 0, '9': 0 })).toBe('{"10":0,"9":0,"a":[true,null,"x"],"b":1}');
  expect(goJson({ html: '<a href="x">&</a>' })).toBe('{"html":"\\u003ca href=\\"x\\"\\u003e\\u0026\\u003c/a\\u003e"}');
});

it('makes an empty object of what is none', () => {
  expect(['{ "b": 1, "a": 2 }', '[1]', '"x"', 'nonsense', ''].map(normalizedObject)).toEqual([
    '{"a":2,"b":1}',
    '{}',
    '{}',
    '{}',
    '{}',
  ]);
});

it.each([
  ['{"a":1,"b":[1,2]}', '{ "b": [1, 2], "a": 1.0 }', true],
  ['{"a":[1,2]}', '{"a":[2,1]}', false],
  ['{}', '', false],
  ['[]', '[]', false],
])('compares %s with %s by meaning', (a, b, same) => {
  expect(isSameObject(a, b)).toBe(same);
});

it.each([
  ['{', 'unexpected end of JSON input'],
  ['', 'unexpected end of JSON input'],
  ['{"a":1', 'unexpected end of JSON input'],
  ['"a', 'unexpected end of JSON input'],
  ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['tru', 'unexpected end of JSON input'],
  ['trux', "invalid character 'x' in literal true (expecting 'e')"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"a\nb"', "invalid character '\n' in string literal"],
  ['-x', "invalid character 'x' in numeric literal"],
  ['=', "invalid character '=' looking for beginning of value"],
])('says of %j: %s', (text, error) => {
  expect(goJsonError(text)).toBe(error);
});

it('finds fault exactly with what is not JSON', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const fragments = fc.array(
    fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-2.5e3', 'true', 'null', ' ', '\\', '"'),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fragments.map((parts) => parts.join('')),
      ),
      (text) => {
        expect(goJsonError(text) === undefined).toBe(isJson(text));
      },
    ),
  );
});
