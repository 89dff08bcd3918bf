import { reviewRulesOf, unknownRules } from '../../../okta-apps/review/manifest-rules';

test('waivers are for both kinds of rules; severities of the synthesis are none of the review', () => {
  const waivers = [{ rule: 'app/deleted', address: 'okta_app_oauth.a', reason: 'r', expires: '2030-01-01' }];
  const reviewSeverities = { 'app/deleted': 'medium' } as const;
  const rules = { severities: { 'redirect-uri/https': 'warning' }, reviewSeverities, waivers } as const;
  expect(reviewRulesOf(rules)).toEqual({ severities: reviewSeverities, waivers, known: [] });
  expect(reviewRulesOf({})).toEqual({ severities: {}, waivers: [], known: [] });
});

describe('rules that do not exist', () => {
  const waiver = (rule: string) => ({ rule, address: 'okta_app_oauth.a', reason: 'r', expires: '2030-01-01' });

  test('a waiver may name a rule of either world, a severity one of the review', () => {
    const waivers = [waiver('app/deleted'), waiver('redirect-uri/https')];
    expect(unknownRules({ waivers, severities: { 'app/deleted': 'info' } })).toEqual([]);
    expect(unknownRules({ severities: { 'redirect-uri/https': 'info' } })).toEqual([
      { named: 'severity', rule: 'redirect-uri/https' },
    ]);
  });

  test('the one that was probably meant is said', () => {
    const severities = { 'pkce/of': 'info', 'login-uri/removed': 'info', nonsense: 'info' } as const;
    const waivers = [waiver('app/delted'), waiver('redirect-uris/https'), waiver('drift/guard-changed')];
    expect(unknownRules({ waivers, severities }).map(({ named, rule, meant }) => [named, rule, meant])).toEqual([
      ['waiver', 'app/delted', 'app/deleted'],
      ['waiver', 'redirect-uris/https', 'redirect-uri/https'],
      ['waiver', 'drift/guard-changed', 'drift/access-control-changed'],
      ['severity', 'pkce/of', 'pkce/off'],
      ['severity', 'login-uri/removed', 'initiate-login/removed'],
      ['severity', 'nonsense', undefined],
    ]);
  });
});
