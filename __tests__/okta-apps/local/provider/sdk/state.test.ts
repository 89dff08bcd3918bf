import { privateData } from '../../../../../okta-apps/local/provider/sdk/state';

const of = (timeouts: Record<string, string> | null): unknown =>
  Object.values(JSON.parse(privateData(true, timeouts).toString()) as object)[0];
const HOUR = 3_600_000_000_000;

it('keeps timeouts in nanoseconds, an hour where none is set', () => {
  expect(of(null)).toEqual({ create: HOUR, read: HOUR, update: HOUR });
  expect(of({ create: '1h30m', update: '1.5s', read: '250ms' })).toEqual({
    create: 1.5 * HOUR,
    read: 250_000_000,
    update: 1_500_000_000,
  });
});

it('has null for a resource without timeouts', () => {
  expect(privateData(false, null).toString()).toBe('null');
});

it('refuses what Go does not read as a duration', () => {
  expect(() => of({ create: '5 minutes' })).toThrow('time: invalid duration "5 minutes"');
});
