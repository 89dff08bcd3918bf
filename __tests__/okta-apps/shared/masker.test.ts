import fc from 'fast-check';
import { anyCharacters } from '../../support/any-characters';
import { MASKED } from '../../../okta-apps/plan/markers';
import { looksSecret, maskData, maskerFor } from '../../../okta-apps/shared/masker';

const PEM =
  '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\n  BAQEFAASCBKcwggSjAgEAAo\r\nAb==\n-----END PRIVATE KEY-----\n';
const SECRET = 's3cr3t/"value"+<x> ü';
const masker = maskerFor([SECRET, PEM, 'abc', ' padded-secret\n']);

/** A text as Go's `encoding/json` writes it, which Terraform's `jsonencode` uses. */
const go = (text: string) => JSON.stringify(text).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
const lowerHex = (text: string) => text.replace(/%../g, (hex) => hex.toLowerCase());

/** Every form in which a secret may stand in a text. */
const FORMS: readonly (readonly [string, (secret: string) => string])[] = [
  ['itself', (secret) => secret],
  ['inside a text', (secret) => `token=${secret};`],
  ['without the blanks around it', (secret) => `token=${secret.trim()};`],
  ['inside JSON', (secret) => JSON.stringify({ a: secret })],
  ['inside JSON within JSON', (secret) => JSON.stringify({ a: JSON.stringify({ b: secret }) })],
  ['inside JSON of Go', (secret) => `{"a":${go(secret)}}`],
  ['inside JSON of Go within JSON', (secret) => JSON.stringify({ a: `{"b":${go(secret)}}` })],
  ['inside a URI', (secret) => `https://x.example/?a=${encodeURIComponent(secret)}`],
  ['inside a URI with lower-case hex digits', (secret) => `https://x.example/${lowerHex(encodeURIComponent(secret))}`],
  ['inside a form', (secret) => new URLSearchParams({ a: secret }).toString()],
  ['as base64', (secret) => Buffer.from(secret).toString('base64')],
  ['as base64 after 1 byte', (secret) => Buffer.from(`:${secret}:`).toString('base64')],
  ['as base64 after 2 bytes', (secret) => Buffer.from(`a:${secret}:`).toString('base64')],
  ['as base64 after 3 bytes', (secret) => Buffer.from(`ab:${secret}`).toString('base64')],
  ['as base64url', (secret) => Buffer.from(secret).toString('base64url')],
  ['as base64url inside a longer text', (secret) => Buffer.from(`id:${secret};`).toString('base64url')],
];

describe.each([
  ['one line', SECRET],
  ['several lines', PEM],
])('a secret of %s', (_kind, secret) => {
  it.each(FORMS)('is masked: %s', (_form, write) => {
    const text = write(secret);
    expect(masker.foundIn(text)).toBe(true);
    expect(masker.mask(text)).toContain('(sensitive)');
    expect(masker.foundIn(masker.mask(text))).toBe(false);
  });
});

it.each([
  ['one line of a key, indented', '    MIIEvQIBADANBgkqhkiG9w0 |', '    (sensitive) |'],
  ['one line of a key that was indented', 'x BAQEFAASCBKcwggSjAgEAAo y', 'x (sensitive) y'],
  ['the short last line of a key', 'Ab==', '(sensitive)'],
  ['a short secret that is the whole text', 'abc', '(sensitive)'],
  ['a secret with blanks around it, without them', 'x padded-secret y', 'x (sensitive) y'],
  ['the first line of every key is none', '-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----'],
  ['a short secret inside a word is none', 'abcdef', 'abcdef'],
  ['another text', 's3cr3t', 's3cr3t'],
  ['nothing', '', ''],
])('%s', (_title, text, masked) => {
  expect(masker.mask(text)).toBe(masked);
  expect(masker.foundIn(text)).toBe(text !== masked);
});

it('masks from four characters on', () => {
  expect(maskerFor(['ab3x', 'xyz']).mask('an ab3x and xyz')).toBe('an (sensitive) and xyz');
});

it('looks for nothing when there are no secrets, or only empty ones', () => {
  for (const none of [maskerFor([]), maskerFor(['', ' '])]) {
    expect(none.foundIn('anything')).toBe(false);
    expect(none.mask('anything')).toBe('anything');
    const data = { a: 'x' };
    expect(maskData(data, none)).toBe(data);
  }
});

it('finds the shortest secrets only as they are, or as base64', () => {
  const short = maskerFor(['x', '8']);
  for (const text of ['x', '8', 'OA']) expect(short.mask(text)).toBe('(sensitive)');
  for (const text of ['', 'y', 'xy']) expect(short.mask(text)).toBe(text);
});

it('takes every character of a secret for itself', () => {
  expect(maskerFor(['a.*+?^${}()|[]\\b']).mask('x a.*+?^${}()|[]\\b y')).toBe('x (sensitive) y');
  expect(maskerFor(['a.cd']).foundIn('abcd')).toBe(false);
});

it('masks secrets that overlap as one, and others each', () => {
  const both = maskerFor(['xabcd', 'abcdefgh', 'abcdefgh-ijkl']);
  expect(both.mask('xabcdefgh-ijkl.')).toBe('(sensitive).');
  expect(both.mask('abcdefgh-ijkl abcdefgh xabcd')).toBe('(sensitive) (sensitive) (sensitive)');
});

it('leaves no form of any secret in any text', () => {
  const secrets = fc.array(
    fc.oneof(
      anyCharacters({ minLength: 4, maxLength: 40 }),
      fc.array(fc.string({ minLength: 4 }), { minLength: 2, maxLength: 4 }).map((lines) => lines.join('\n')),
    ),
    { minLength: 1, maxLength: 3 },
  );
  const around = fc.string({ maxLength: 5 });
  fc.assert(
    fc.property(secrets, around, around, fc.constantFrom(...FORMS), (all, before, after, [, write]) => {
      // Blanks alone are no secret, and the placeholder holds some of its own.
      fc.pre(all.every((secret) => secret.trim().length >= 4 && !'(sensitive)'.includes(secret.trim())));
      const one = all[0] ?? '';
      const masked = maskerFor(all).mask(before + write(one) + after);
      expect(masked).toContain('(sensitive)');
      expect(masked).not.toContain(one);
      expect(masked).not.toContain(one.trim());
      expect(masked).not.toContain(JSON.stringify(one).slice(1, -1));
    }),
  );
});

describe('data', () => {
  it('has no secret in any text, key or number, and everything else as it is', () => {
    const data = { a: `x ${SECRET}`, b: [1, 12345678, null, true, { [SECRET]: SECRET }], c: MASKED };
    expect(maskData<unknown>(data, maskerFor([SECRET, '12345678', '1']))).toEqual({
      a: 'x (sensitive)',
      b: [1, '(sensitive)', null, true, { '(sensitive)': '(sensitive)' }],
      c: MASKED,
    });
  });

  it('shows nothing of what is nested too deeply', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${JSON.stringify(SECRET)}${']'.repeat(5_000)}`) as unknown;
    expect(JSON.stringify(maskData(deep, masker))).not.toContain('s3cr3t');
  });

  it('keeps instances of classes, unless they hold a secret', () => {
    const [open, closed] = [new URL('https://acme.com/'), new URL('https://acme.com/?a=padded-secret')];
    expect(maskData<unknown>([open, closed], masker)).toEqual([open, '(sensitive)']);
  });
});

it.each([
  ['correcthorse', true],
  ['12345678', true],
  ['hunter2', true],
  ['p@ss', true],
  ['vault', false],
  ['prod', false],
  ['3600', false],
  ['a1', false],
])('a value that is suspected to be a secret: %s → %s', (value, looks) => {
  expect(looksSecret(value)).toBe(looks);
});
