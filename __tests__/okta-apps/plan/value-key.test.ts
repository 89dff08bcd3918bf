import { AFTER_APPLY, MASKED } from '../../../okta-apps/plan/markers';
import { isUnset, keyOf } from '../../../okta-apps/plan/value-key';

it('calls values equal that have equal keys', () => {
  expect(keyOf({ b: 1, a: [null, 'x'] })).toBe(keyOf({ a: ['', 'x'], b: 1, c: null }));
  expect(keyOf({ a: 1 })).not.toBe(keyOf({ a: '1' }));
  expect(keyOf(MASKED)).not.toBe(keyOf(AFTER_APPLY));
});

it('does not take a marker for unset', () => {
  expect([null, undefined, '', [], {}, MASKED, false, 0].map(isUnset)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
