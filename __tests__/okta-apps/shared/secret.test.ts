import { inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { KnownSecrets, knowing, masked } from '../../../okta-apps/shared/known-secrets';
import { Secret, unwrap } from '../../../okta-apps/shared/secret';

const CANARY = 'canary-9f31c7d2e8a04b65';
const secret = new Secret(CANARY);

/** Every form in which a value could be in a text. */
const FORMS = [
  CANARY,
  JSON.stringify(CANARY).slice(1, -1),
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('base64').replace(/=+$/, ''),
  Buffer.from(CANARY).toString('hex'),
];

test.each<[way: string, text: () => string]>([
  ['a template string', () => `is ${secret as unknown as string}`],
  ['a sum', () => 'is ' + (secret as unknown as string)],
  ['a list', () => [secret].join()],
  ['JSON', () => JSON.stringify({ secret, list: [secret] })],
  ['inspect', () => inspect({ secret, list: [secret] }, { depth: 9, showHidden: true, getters: true })],
  ['its keys and values', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret).map(String)])],
  ['a copy', () => inspect([Object.assign({}, secret), Object.create(secret)], { showHidden: true })],
  ['a copy for another thread', () => inspect([structuredClone(secret), deserialize(serialize(secret))])],
  ['an error', () => inspect(new Error(`no ${String(secret)}`, { cause: secret }))],
])('%s does not show it', (_, text) => {
  for (const form of FORMS) expect(text()).not.toContain(form);
});

test('it reads as every masked value does', () => {
  expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual([
    '(sensitive)',
    '"(sensitive)"',
    '(sensitive)',
  ]);
});

test('unwrap gives the value', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(unwrap(new Secret(value))).toBe(value);
    }),
  );
});

test('two are equal when their values are', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(new Secret(one).equals(new Secret(other))).toBe(one === other);
      expect(new Secret(one).equals(new Secret(one))).toBe(true);
    }),
  );
});

test('the run knows it from then on, in whatever form it is in a text', () => {
  const announced: string[] = [];
  const known = new KnownSecrets([], (values) => announced.push(...values));
  knowing(known, () => {
    expect(masked(FORMS[0]!)).toBe(CANARY);
    expect(unwrap(new Secret(CANARY))).toBe(CANARY);
    for (const form of FORMS) expect(masked(`<${form}>`)).toBe('<(sensitive)>');
  });
  expect(announced).toEqual([CANARY]);
});
