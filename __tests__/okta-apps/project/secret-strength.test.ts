// cspell:ignore Fjfp Rbnf correctcorrectcorrectcorrect zyxwvutsrqponmlkji qwertyuiop ASDFGHJKL
import { randomBytes, randomInt } from 'node:crypto';
import { isGuessable, isSample } from '../../../okta-apps/project/secret-strength';

test.each([
  ['a sample of Okta', 'DRUFXGF9XbLnS9k-Sla3x3POBiIxDreBCdZuFs5B'],
  ['a sample of RFC 6749', '7Fjfp0ZBr1KtDRbnfVdmIw'],
  ['a sample with something added', 'cf136dc3c1fc93f31185e5885805d-2024'],
])('%s is one', (_, secret) => {
  expect(isSample(secret)).toBe(true);
});

test.each([
  ['one character', 'a'.repeat(100)],
  ['a word twice', 'correctcorrectcorrectcorrect'],
  ['a run', 'abcdefghijklmnopqrstuvwxyz'],
  ['a run down', '9876543210zyxwvutsrqponmlkji'],
  ['rows of keys', 'qwertyuiopASDFGHJKL!'],
  ['words of invented secrets', 'my-client-secret-for-production-2024'],
  ['a changed word', 'Passw0rdPassw0rd!'],
  ['few digits', '83519462071593'],
  ['few hex digits', '8b1f3c9e02d74a'],
  ['nothing', ''],
])('%s is easy to guess: %s', (_, secret) => {
  expect(isGuessable(secret)).toBe(true);
});

const CHARACTERS = (count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(randomInt(0x21, 0x7f))).join('');

test.each([
  ['64 characters, as Okta makes them', () => randomBytes(48).toString('base64url')],
  ['openssl rand -base64 33', () => randomBytes(33).toString('base64')],
  ['32 hex digits', () => randomBytes(16).toString('hex')],
  ['16 printable characters', () => CHARACTERS(16)],
  ['100 printable characters', () => CHARACTERS(100)],
])('a random secret is neither: %s', (_, make) => {
  const wrong = Array.from({ length: 300 }, make).filter((secret) => isGuessable(secret) || isSample(secret));
  expect(wrong).toEqual([]);
});

test('only the first 100 characters of a long text are looked at', () => {
  expect(isGuessable('ab'.repeat(500_000))).toBe(true);
  expect(isGuessable(`${'ab'.repeat(50)}${CHARACTERS(100)}`)).toBe(true);
});

test('runs beside a text of its own are not refused', () => {
  expect(isGuessable('CANARY_1234567890abcdef')).toBe(false);
});
