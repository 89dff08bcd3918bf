import { secretScan } from '../../../okta-apps/shared/secret-scan';

const PEM =
  '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\nBAQEFAASCBKcwggSjAgEAAo\n-----END PRIVATE KEY-----\n';
const scan = secretScan(['s3cr3t/"value"+x', PEM, 'abc']);

it.each([
  ['itself', 's3cr3t/"value"+x'],
  ['inside a text', 'token=s3cr3t/"value"+x;'],
  ['inside JSON', JSON.stringify({ a: 's3cr3t/"value"+x' })],
  ['inside a URI', `https://x.example/?a=${encodeURIComponent('s3cr3t/"value"+x')}`],
  ['as base64', Buffer.from('s3cr3t/"value"+x').toString('base64')],
  ['as base64url', Buffer.from('s3cr3t/"value"+x').toString('base64url')],
  ['one line of a key', 'x BAQEFAASCBKcwggSjAgEAAo y'],
  ['a short secret that is the whole text', 'abc'],
])('finds a secret: %s', (_title, text) => {
  expect(scan.foundIn(text)).toBe(true);
  expect(scan.without(text)).toContain('(sensitive)');
  expect(scan.foundIn(scan.without(text))).toBe(false);
});

it.each([
  ['another text', 's3cr3t'],
  ['a short secret inside a word', 'abcdef'],
  ['the first line of every key', '-----BEGIN PRIVATE KEY-----'],
  ['nothing', ''],
])('does not find: %s', (_title, text) => {
  expect(scan.foundIn(text)).toBe(false);
  expect(scan.without(text)).toBe(text);
});

it('looks for nothing when there are no secrets, or only empty ones', () => {
  for (const none of [secretScan([]), secretScan(['', ' '])]) {
    expect(none.foundIn('anything')).toBe(false);
    expect(none.without('anything')).toBe('anything');
  }
});

it('takes every character of a secret for itself', () => {
  expect(secretScan(['a.*+?^${}()|[]\\b']).without('x a.*+?^${}()|[]\\b y')).toBe('x (sensitive) y');
  expect(secretScan(['a.cd']).foundIn('abcd')).toBe(false);
});
