import type { OktaSecret } from '../../../okta-apps/okta/client-secrets';
import { heldAs, isCalibrated } from '../../../okta-apps/okta/secret-hash';
import { Secret } from '../../../okta-apps/shared/secret';

/* A value and its hash as Okta's documentation prints them. */
const [FIRST, HASH] = ['DRUFXGF9XbLnS9k-Sla3x3POBiIxDreBCdZuFs5B', 'FpCwXwSjTRQNtEI11I00-g'];

function secret(value: string, hash: string | undefined, status: OktaSecret['status'] = 'ACTIVE'): OktaSecret {
  const times = { created: '2026-11-27T05:12:00.000Z', lastUpdated: '2026-11-27T05:12:00.000Z' };
  return { id: 'ocs1', status, ...times, value: new Secret(value), hash: hash === undefined ? hash : new Secret(hash) };
}

test('a value that Okta has, active or inactive, and one that it does not have', () => {
  expect(heldAs(new Secret(FIRST), [secret('', 'x'), secret('', HASH)])).toBe('ACTIVE');
  expect(heldAs(new Secret(FIRST), [secret('', HASH, 'INACTIVE')])).toBe('INACTIVE');
  expect(heldAs(new Secret(`${FIRST}x`), [secret('', HASH)])).toBe('none');
  expect(heldAs(new Secret(FIRST), [])).toBe('none');
});

test('hashes are trusted only if each is that of its value', () => {
  expect(isCalibrated([secret(FIRST, HASH)])).toBe(true);
  expect(isCalibrated([secret(FIRST, HASH), secret('another-value', HASH)])).toBe(false);
  expect(isCalibrated([secret(FIRST, undefined)])).toBe(false);
});
