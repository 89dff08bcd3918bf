import { exitCodeOf } from '../../../../okta-apps/review/conclusion';
import { reviewOf } from '../support/reviews';

test('what base and head share although it differs is one finding for each kind, and nothing is green with it', () => {
  const reviewed = reviewOf([], {
    borrowed: [
      { what: 'packages', files: ['yarn.lock', '../package-lock.json'] },
      { what: 'builds', files: ['../uris/index.ts'] },
      { what: 'packages', files: ['yarn.lock'] },
    ],
  });
  const todo =
    'review it where the packages of the base are installed: check the base out, run npm ci and the build there, and ' +
    'pass --head with the commit of the change';
  expect(reviewed.findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    `high: builds must be those of the base, got ["../uris/index.ts"]; ${todo} [review/base-uses-head]`,
    `high: packages must be those of the base, got ["../package-lock.json","yarn.lock"]; ${todo} [review/base-uses-head]`,
  ]);
  expect(reviewed.notLookedAt.map(({ rule }) => rule)).toEqual(['review/base-uses-head', 'review/base-uses-head']);
  expect(exitCodeOf(reviewed)).toBe(2);
});

test('without such files there is no finding', () => {
  expect(reviewOf([], { borrowed: [] }).findings).toEqual([]);
});
