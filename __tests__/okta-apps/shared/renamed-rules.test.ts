import { reviewRules } from '../../../okta-apps/review/change-rules/registry';
import { RENAMED_RULES } from '../../../okta-apps/shared/renamed-rules';
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
