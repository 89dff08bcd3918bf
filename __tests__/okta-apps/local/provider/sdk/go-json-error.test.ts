import fc from 'fast-check';
import { goJsonError } from '../../../../../okta-apps/local/provider/sdk/go-json-error';

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
