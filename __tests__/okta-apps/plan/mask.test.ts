import fc from 'fast-check';
import { AFTER_APPLY, MASKED } from '../../../okta-apps/plan/markers';
import { coarseMarks, isSecretName, mask } from '../../../okta-apps/plan/mask';
import { parsePlan } from '../../../okta-apps/plan/parse-plan';
import { maskerFor } from '../../../okta-apps/shared/masker';
import { rawChange, rawPlan, type Attributes } from '../review/support/plan-json';

const masker = maskerFor(['known-secret-value', '12345678']);
const masked = (value: unknown, sensitive: unknown) => mask(value, sensitive, masker);

/** `after` of a resource with these marks. */
function after(values: Attributes, marks: Attributes): unknown {
  const raw = rawChange('okta_app_oauth.web', values, values, marks);
  return parsePlan(rawPlan([raw]), { secrets: ['known-secret-value'] }).changes[0]?.after;
}

describe('a value is masked', () => {
  it.each([
    ['when Terraform marks it', { a: 'x' }, { a: true }, { a: MASKED }],
    [
      'when one member of its list is marked, because members move',
      { a: ['x', 'y'] },
      { a: [false, true] },
      { a: MASKED },
    ],
    [
      'when a part of it is marked, that part',
      { a: { b: 'x', c: 'y' } },
      { a: { b: true } },
      { a: { b: MASKED, c: 'y' } },
    ],
    ['when there are no marks at all', { a: 'x' }, undefined, MASKED],
    ['when its mark is of another shape', { a: { b: 'x' } }, { a: [] }, { a: MASKED }],
    ['when its mark is a text', { a: 'x' }, { a: 'no' }, { a: MASKED }],
    ['when its list has more members than marks', { a: ['x', 'y'] }, { a: [false] }, { a: MASKED }],
    [
      'when its name says so',
      { client_secret: 'x', apiToken: 'y', thing_wo: 'z' },
      false,
      { client_secret: MASKED, apiToken: MASKED, thing_wo: MASKED },
    ],
    [
      'when its name says so deep inside',
      { a: [{ b: { private_key: 'x' } }] },
      { a: [{}] },
      { a: [{ b: { private_key: MASKED } }] },
    ],
    [
      'when it is what a hook proves itself with',
      { auth: { key: 'Authorization', value: 'x' }, headers: [{ key: 'X-Key', value: 'y' }], hmac_key: 'z' },
      { headers: [{}] },
      { auth: MASKED, headers: MASKED, hmac_key: MASKED },
    ],
    [
      'when it is the password of a URI or a parameter, that part',
      {
        uri: 'https://me:pa55@acme.com/a?client_secret=x&state=y#id_token=z',
        b: ['x //a:b@c@acme.com?refresh_token=c'],
      },
      { b: [false] },
      {
        uri: 'https://(sensitive)@acme.com/a?client_secret=(sensitive)&state=y#id_token=(sensitive)',
        b: ['x //(sensitive)@acme.com?refresh_token=(sensitive)'],
      },
    ],
    ['when a JSON text has such a name in it', { profile: '{"app":{"clientSecret":"x"}}' }, false, { profile: MASKED }],
    ['when it is a known secret', { a: 'known-secret-value' }, false, { a: MASKED }],
    ['when it contains a known secret', { a: 'Bearer known-secret-value!' }, false, { a: MASKED }],
    ['when it is a known secret as a number', { a: 12345678 }, false, { a: MASKED }],
    ['when its key is a known secret', { 'known-secret-value': 1 }, false, { '(sensitive)': MASKED }],
    ['when it looks like a private key', { a: '-----BEGIN RSA PRIVATE KEY-----\nx' }, false, { a: MASKED }],
    ['when it looks like a token', { a: 'SSWS 00abc' }, false, { a: MASKED }],
    [
      'when it is the private part of a key',
      { jwks: [{ kty: 'RSA', n: 'x', d: 'y', p: null }] },
      { jwks: [{}] },
      { jwks: [{ kty: 'RSA', n: 'x', d: MASKED, p: null }] },
    ],
    ['when it is nested too deeply', JSON.parse(`${'['.repeat(70)}"x"${']'.repeat(70)}`), false, expect.anything()],
  ])('%s', (_title, value, sensitive, expected) => {
    expect(masked(value, sensitive)).toEqual(expected);
  });

  it('when the other side is marked', () => {
    expect(
      after(
        { label: 'x', a: ['y'] },
        { before_sensitive: { label: true, a: [true] }, after_sensitive: { a: [false] } },
      ),
    ).toEqual({
      label: MASKED,
      a: MASKED,
    });
  });

  it('when its marks are missing altogether', () => {
    expect(after({ label: 'x', note: null }, { after_sensitive: undefined })).toEqual({ label: MASKED, note: null });
  });
});

describe('a value is shown', () => {
  it.each([
    ['when nothing marks it', { a: 'x', b: [1], c: { d: true } }, { b: [false], c: {} }],
    ['when all marks say no', { a: 'x', b: ['y'] }, false],
    [
      'when only its name sounds like a secret',
      {
        omit_secret: true,
        token_endpoint_auth_method: 'none',
        refresh_token_leeway: 3,
        client_basic_secret_wo_version: 2,
      },
      false,
    ],
    ['when a secret name has no value', { client_secret: null, password: false }, false],
  ])('%s', (_title, value, sensitive) => {
    expect(masked(value, sensitive)).toEqual(value);
  });

  it('when Terraform does not know it yet, as that', () => {
    expect(after({ label: 'x' }, { after_unknown: { label: true, id: true } })).toEqual({
      label: AFTER_APPLY,
      id: AFTER_APPLY,
    });
  });
});

it.each([
  'secret',
  'client_secret',
  'clientSecret',
  'api-token',
  'password_hash',
  'PRIVATE_KEY',
  'credentials',
  'x_wo',
])('takes %s for the name of a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

it.each(['label', 'omit_secret', 'tokenize', 'keys'])('does not take %s for the name of a secret', (name) => {
  expect(isSecretName(name)).toBe(false);
});

it('lays marks over lists of other lengths', () => {
  expect(coarseMarks({ a: [false, { b: true }], c: { d: false }, e: [] })).toEqual({
    a: true,
    c: { d: false },
    e: false,
  });
});

it('shows no marked text, wherever it is', () => {
  const canary = 'canary-7f3a91';
  const place = fc.letrec<{ tree: { value: unknown; marks: unknown } }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constant({ value: canary, marks: true }),
      fc.constant({ value: 'open', marks: false }),
      fc
        .array(tie('tree'), { maxLength: 3 })
        .map((all) => ({ value: all.map((one) => one.value), marks: all.map((one) => one.marks) })),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('tree')).map((all) => ({
        value: Object.fromEntries(Object.entries(all).map(([key, one]) => [key, one.value])),
        marks: Object.fromEntries(
          Object.entries(all)
            .filter(([, one]) => one.marks !== false)
            .map(([key, one]) => [key, one.marks]),
        ),
      })),
    ),
  })).tree;
  fc.assert(
    fc.property(place, ({ value, marks }) => {
      expect(JSON.stringify(mask(value, marks, maskerFor([]))) as string | undefined).not.toContain(canary);
    }),
  );
});
