import { Memory } from '../../../../../okta-apps/local/org/sign-in/memory';

let now = 0;
const memory = new Memory(
  () => now,
  (clientId) => (clientId === 'strict' ? 0 : 30),
);
const tokens = memory.adapter('org', 'RefreshToken');

beforeEach(() => {
  now = 1000;
});

/** Keeps a refresh token of an app, and uses it. */
async function used(id: string, clientId: string): Promise<void> {
  await tokens.upsert(id, { clientId, grantId: `grant of ${id}` }, 3600);
  await tokens.consume(id);
}

test.each([
  ['lenient', 0, false],
  ['lenient', 29, false],
  ['lenient', 30, true],
  ['strict', 0, true],
])('a token of the %s app that was used %i s ago counts as used: %s', async (clientId, seconds, consumed) => {
  await used('one', clientId);
  now += seconds;
  expect('consumed' in ((await tokens.find('one')) ?? {})).toBe(consumed);
});

test('a second use within the grace period does not make it longer', async () => {
  await used('two', 'lenient');
  now += 20;
  await tokens.consume('two');
  now += 10;
  expect(await tokens.find('two')).toHaveProperty('consumed', 1000);
});

test('a code that was used counts as used at once', async () => {
  const codes = memory.adapter('org', 'AuthorizationCode');
  await codes.upsert('code', { clientId: 'lenient' }, 60);
  await codes.consume('code');
  expect(await codes.find('code')).toHaveProperty('consumed', 1000);
});

test('what is over is not found, and with its grant all of its tokens go', async () => {
  await tokens.upsert('three', { grantId: 'g' }, 60);
  await tokens.upsert('four', { grantId: 'g' }, 600);
  now += 60;
  expect(await tokens.find('three')).toBeUndefined();
  expect(await tokens.find('four')).toEqual({ grantId: 'g' });
  await tokens.revokeByGrantId('g');
  expect(await tokens.find('four')).toBeUndefined();
});
