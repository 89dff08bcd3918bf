import { maskFor } from '../../../okta-apps/shared/mask';

const KEY = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n-----END PRIVATE KEY-----\n';

test('a secret is replaced wherever it stands', () => {
  expect(maskFor(['correct-horse'])('a correct-horse, and "correct-horse"')).toBe('a (secret), and "(secret)"');
});

test('a key of several lines is replaced whole, escaped as in JSON, and line by line', () => {
  const mask = maskFor([KEY]);
  expect(mask(`key: ${KEY.trim()}.`)).toBe('key: (secret).');
  expect(mask(JSON.stringify({ key: KEY }))).toBe('{"key":"(secret)"}');
  expect(mask('  MIIEvQIBADANBgkqhkiG9w0BAQ |')).toBe('  (secret) |');
});

test('the longer of two secrets that begin alike goes first', () => {
  expect(maskFor(['abcdefgh', 'abcdefgh-ijkl'])('abcdefgh-ijkl abcdefgh')).toBe('(secret) (secret)');
});

test('values too short to be secrets are left, so that words stay readable', () => {
  expect(maskFor(['eu', '', 'dev'])('eu dev')).toBe('eu dev');
});
