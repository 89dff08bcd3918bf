import { readDocumentBytes } from '../../okta-apps/document/read-document';
import { fourfoldGrowth } from '../support/growth';

// threats.md, section 3: a document that can be read in one way only.

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('a document that two readers read differently is refused, with line and column', () => {
  const deep = `{"a":${'['.repeat(100)}${']'.repeat(100)}}`;
  test.each<[attack: string, text: string | Uint8Array, says: string]>([
    ['a key twice', '{\n "a": 1,\n "a": 2}', ':3:2: the key "a" is there twice'],
    ['a key twice with the same value', '{"a":1,"a":1}', ':1:8: the key "a" is there twice'],
    ['a key twice, once escaped', '{"locals":{},"loc\\u0061ls":{}}', ':1:14: the key "locals" is there twice'],
    ['a key twice inside of a list', '{"a":[{"b":1,"b":2}]}', 'the key "b" is there twice'],
    ['a list as the document', '[{"resource":{}}]', ':1:1: the document must be an object'],
    ['a text as the document', '"x"', 'the document must be an object'],
    ['null as the document', 'null', 'the document must be an object'],
    ['a list of sections', '{"resource":[{"okta_group":{}}]}', ':1:13: resource must be an object'],
    ['a list of types', '{"resource":{"okta_group":[{"a":{}}]}}', 'resource.okta_group must be an object'],
    ['a list of bodies', '{"resource":{"okta_group":{"a":[{}]}}}', 'resource.okta_group.a must be an object'],
    ['a list of data sources', '{"data":{"okta_group":{"a":[{}]}}}', 'data.okta_group.a must be an object'],
    ['a list of ephemeral resources', '{"ephemeral":{"x_y":{"a":[{}]}}}', 'ephemeral.x_y.a must be an object'],
    ['a list of modules', '{"module":{"a":[{}]}}', 'module.a must be an object'],
    ['a list of variables', '{"variable":[{"a":{}}]}', 'variable must be an object'],
    ['a list of outputs', '{"output":{"a":[{}]}}', 'output.a must be an object'],
    ['a list of locals', '{"locals":[{"a":1}]}', 'locals must be an object'],
    ['a list of settings', '{"terraform":[{}]}', 'terraform must be an object'],
    ['a list of backends', '{"terraform":{"backend":[{"s3":{}}]}}', 'terraform.backend must be an object'],
    ['a list of one backend', '{"terraform":{"backend":{"s3":[{}]}}}', 'terraform.backend.s3 must be an object'],
    [
      'two blocks of a lifecycle',
      '{"resource":{"okta_group":{"a":{"lifecycle":[{}]}}}}',
      'a.lifecycle must be an object',
    ],
    ['a provider that is no block', '{"provider":{"okta":["x"]}}', 'provider.okta must be an object'],
    ['a text that is not NFC', '{"a":"e\u0301"}', ':1:6: the text is not in Unicode normalization form C'],
    ['a key that is not NFC', '{"e\u0301":1}', 'the text is not in Unicode normalization form C'],
    ['an escaped text that is not NFC', '{"a":"e\\u0301"}', 'normalization form C'],
    ['half of a surrogate pair', '{"a":"\\ud83d"}', ':1:6: the text holds half of a surrogate pair'],
    ['the other half', '{"\\udc00":1}', 'the text holds half of a surrogate pair'],
    ['a number with too many digits', '{"a":9007199254740993}', ':1:6: the number 9007199254740993 cannot be kept'],
    ['a fraction with too many digits', '{"a":0.10000000000000000001}', 'cannot be kept exactly'],
    ['a number that is infinite', '{"a":1e400}', 'cannot be kept exactly'],
    ['a number that becomes zero', '{"a":1e-400}', 'cannot be kept exactly'],
    ['a negative zero', '{"a":-0}', 'cannot be kept exactly'],
    ['__proto__', '{"resource":{"__proto__":{}}}', ':1:14: the key "__proto__" is not allowed'],
    ['an escaped __proto__', '{"\\u005f_proto__":{}}', 'the key "__proto__" is not allowed'],
    ['more than 100 levels', deep, ':1:105: it is nested more than 100 levels deep'],
    ['a million levels', '['.repeat(1_000_000), 'it is nested more than 100 levels deep'],
    ['a byte order mark', '\ufeff{}', ':1:1: the file begins with a byte order mark'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'the file is not UTF-8'],
    ['UTF-16', Buffer.from('{}', 'utf16le'), 'it is not JSON here'],
    ['a comment', '{/* x */}', 'it is not JSON here'],
    ['a trailing comma', '{"a":1,}', 'it is not JSON here'],
    ['two documents', '{}{}', 'it is not JSON here'],
    ['nothing', '', 'it is not JSON here'],
    ['a number of JavaScript', '{"a":0x10}', 'it is not JSON here'],
    ['a line end in a text', '{"a":"\n"}', 'it is not JSON here'],
  ])('%s', (_, text, says) => {
    expect(() => readDocumentBytes(typeof text === 'string' ? bytes(text) : text, 'cdk.tf.json')).toThrow(says);
  });

  test.each<[everyday: string, text: string]>([
    [
      'what cdktf writes as lists',
      '{"provider":{"okta":[{}]},"moved":[{"from":"a","to":"b"}],"import":[{}],"removed":[]}',
    ],
    ['a list as a value of a local', '{"locals":{"a":[1,{"b":2}]}}'],
    ['a list of conditions', '{"resource":{"okta_group":{"a":{"lifecycle":{"precondition":[{}]}}}}}'],
    ['the same key in two objects', '{"a":{"b":1},"c":{"b":1}}'],
    ['numbers', '{"a":[0,1,1.0,1e3,0.1,-12.50,9007199254740991,1E-7]}'],
    ['texts of all languages', '{"a":"ä 日本語 👍🏽","b":"\\ud83d\\udc4d"}'],
    ['100 levels', `{"a":${'['.repeat(99)}${']'.repeat(99)}}`],
    ['white space', ' {\r\n\t"a" : 1 }\n'],
  ])('%s: read as JSON.parse does', (_, text) => {
    expect(readDocumentBytes(bytes(text), 'cdk.tf.json')).toEqual(JSON.parse(text));
  });

  test('four times as long a text takes about four times as long', () => {
    const text = (apps: number) => {
      const entries = Array.from({ length: apps }, (_, i) => [`app-${String(i)}`, { label: 'x'.repeat(620), n: i }]);
      return bytes(JSON.stringify({ resource: { okta_app_oauth: Object.fromEntries(entries) as object } }, null, 2));
    };
    expect(fourfoldGrowth(1_500, text, (data) => readDocumentBytes(data, 'cdk.tf.json'))).toBeLessThan(11);
  });
});
