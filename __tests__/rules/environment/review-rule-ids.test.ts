import { reviewRules } from '../../../okta-apps/review/change-rules/registry';
import { REVIEW_RULE_IDS } from '../../../rules/environment/review-rule-ids';

it('are those of the review, sorted', () => {
  expect(REVIEW_RULE_IDS).toEqual(reviewRules.map(({ id }) => id).sort());
});
