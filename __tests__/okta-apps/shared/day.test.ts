import { isDay } from '../../../okta-apps/shared/day';

it.each(['2026-11-21', '2024-02-29'])('takes %s for a day', (value) => {
  expect(isDay(value)).toBe(true);
});

it.each([
  '2026-02-29',
  '2026-13-01',
  '2026-1-1',
  'soon',
  '',
  '2026-11-21T00:00:00Z',
  '9999999-01-01',
  undefined,
  20261121,
])('does not take %j for a day', (value) => {
  expect(isDay(value)).toBe(false);
});
