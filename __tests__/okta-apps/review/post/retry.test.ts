import { PATIENCE, waitBefore } from '../../../../okta-apps/review/post/retry';

const NOW = 1_000_000;

function wait(status: number | undefined, headers: Readonly<Record<string, string>> = {}, attempt = 0) {
  return waitBefore({ status, headers }, attempt, PATIENCE, NOW);
}

test('errors of the server and of the network: each wait is twice as long', () => {
  expect([0, 1, 2, 3].map((attempt) => wait(502, {}, attempt))).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(wait(undefined)).toBe(1_000);
});

test('rate limits: as long as the answer asks for, if that is not too long', () => {
  expect(wait(429, { 'retry-after': '7' })).toBe(7_000);
  expect(wait(403, { 'retry-after': '7' })).toBe(7_000);
  expect(wait(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 5) })).toBe(5_000);
  expect(wait(429)).toBe(1_000);
  expect(wait(429, { 'retry-after': '3600' })).toBeUndefined();
});

test('other refusals are not tried again', () => {
  expect([400, 401, 403, 404, 422].map((status) => wait(status))).toEqual(Array.from({ length: 5 }, () => undefined));
});
