import { SYNTHESIS_RULE_IDS, reviewRulesOf } from '../../../okta-apps/review/manifest-rules';

test('waivers are for both kinds of rules; severities of the synthesis are none of the review', () => {
  const waivers = [{ rule: 'app/deleted', address: 'okta_app_oauth.a', reason: 'r', expires: '2030-01-01' }];
  const reviewSeverities = { 'app/deleted': 'medium' } as const;
  const rules = { severities: { 'redirect-uri/https': 'warning' }, reviewSeverities, waivers } as const;
  expect(reviewRulesOf(rules)).toEqual({ severities: reviewSeverities, waivers });
  expect(reviewRulesOf({})).toEqual({ severities: {}, waivers: [] });
});

test('the rules of the synthesis are known by their ids', () => {
  expect(new Set(SYNTHESIS_RULE_IDS).size).toBe(SYNTHESIS_RULE_IDS.length);
  expect(SYNTHESIS_RULE_IDS.length).toBeGreaterThan(20);
});
