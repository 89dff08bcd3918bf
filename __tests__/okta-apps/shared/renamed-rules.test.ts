import { reviewRules } from '../../../okta-apps/review/change-rules/registry';
import { RENAMED_RULES, withNewRuleIds } from '../../../okta-apps/shared/renamed-rules';
import { allRules } from '../../../rules/registry';

const IDS = { synthesis: allRules.map(({ id }) => id), review: reviewRules.map(({ id }) => id) };

it('has no id twice in both worlds together', () => {
  const all = [...IDS.synthesis, ...IDS.review];
  expect(all.filter((id, at) => all.indexOf(id) !== at)).toEqual([]);
});

describe.each(['synthesis', 'review'] as const)('a renamed rule of the %s', (world) => {
  it.each(Object.entries(RENAMED_RULES[world]))('%s is %s now', (before, after) => {
    expect(IDS[world]).toContain(after);
    expect(IDS[world]).not.toContain(before);
  });
});

describe('what a base says', () => {
  const waiver = (rule: string) => ({ rule, address: 'okta_app_oauth.a', reason: 'r', expires: '2030-01-01' });

  it('is read with the new ids, of either world', () => {
    const rules = {
      maxRedirectUris: 5,
      severities: { 'redirect-uris/https': 'off', 'pkce/required': 'error' },
      reviewSeverities: { 'redirect-uri/fragment': 'info', 'login-uri/removed': 'high' },
      waivers: [waiver('grants/known'), waiver('review/judges-itself'), waiver('app/deleted')],
    } as const;
    expect(withNewRuleIds(rules)).toEqual({
      maxRedirectUris: 5,
      severities: { 'redirect-uri/https': 'off', 'pkce/required': 'error' },
      reviewSeverities: { 'redirect-uri/fragment-added': 'info', 'initiate-login/removed': 'high' },
      waivers: [waiver('grant-type/known'), waiver('review/changes-the-review'), waiver('app/deleted')],
    });
    expect(withNewRuleIds({})).toEqual({});
  });

  it('counts as it says it with the new id, whatever it says with the old one', () => {
    const severities = { 'pkce/required': 'off', 'grant-type/known': 'off', 'grants/known': 'error' } as const;
    expect(withNewRuleIds({ severities }).severities).toEqual({ 'pkce/required': 'off', 'grant-type/known': 'off' });
  });

  it('accepts in both worlds what it accepts with an id that meant one rule and means another', () => {
    expect(withNewRuleIds({ waivers: [waiver('redirect-uri/fragment')] }).waivers).toEqual([
      waiver('redirect-uri/fragment'),
      waiver('redirect-uri/fragment-added'),
    ]);
  });

  it('may be no rules at all', () => {
    const rules = { severities: null, waivers: [null, { rule: 1 }] } as never;
    expect(withNewRuleIds(rules)).toEqual({ severities: {}, waivers: [null, { rule: 1 }] });
  });
});
