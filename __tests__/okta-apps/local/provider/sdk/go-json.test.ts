import { goJson, isSameObject, normalizedObject } from '../../../../../okta-apps/local/provider/sdk/go-json';

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
