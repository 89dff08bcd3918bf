import { environmentRules } from '../../../constructs/stack/environment-rules';

const rules = { severities: { 'redirect-uris/https': 'off' } } as const;

afterEach(() => {
  delete process.env['OKTA_APPS_BASE'];
});

it('are what the environment says', () => {
  expect(environmentRules({ rules })).toEqual(rules);
  expect(environmentRules({})).toEqual({});
});

it('have the new ids at the base of a review', () => {
  process.env['OKTA_APPS_BASE'] = '1';
  expect(environmentRules({ rules })).toEqual({ severities: { 'redirect-uri/https': 'off' } });
});
