import type { EnvironmentRules } from '../shared/environment-rules';
import { allRules } from '../../rules/registry';
import type { ReviewRules } from './review-input';

/** Ids of the rules of the synthesis, which waivers may name too. */
export const SYNTHESIS_RULE_IDS: readonly string[] = allRules.map(({ id }) => id);

/** What an environment's data says to the review. */
export function reviewRulesOf({ reviewSeverities = {}, waivers = [] }: EnvironmentRules): ReviewRules {
  return { severities: reviewSeverities, waivers };
}
