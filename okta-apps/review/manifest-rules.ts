import type { EnvironmentRules } from '../shared/environment-rules';
import { nearest } from '../shared/nearest';
import { newRuleId } from '../shared/renamed-rules';
import { allRules } from '../../rules/registry';
import { reviewRules } from './change-rules/registry';
import type { ReviewRules } from './review-input';

/** A rule that an environment's data names and that does not exist. */
export interface UnknownRule {
  readonly named: 'waiver' | 'severity';
  readonly rule: string;
  /** Address of the waiver. */
  readonly address?: string;
  /** The id that was probably meant. */
  readonly meant?: string;
}

const REVIEW_IDS: readonly string[] = reviewRules.map(({ id }) => id);
const SYNTHESIS_IDS: readonly string[] = allRules.map(({ id }) => id);
/** Waivers may name the rules of the synthesis too. */
const ALL_IDS: readonly string[] = [...REVIEW_IDS, ...SYNTHESIS_IDS];

/** What an environment's data says to the review. */
export function reviewRulesOf({ reviewSeverities = {}, waivers = [], known = [] }: EnvironmentRules): ReviewRules {
  return { severities: reviewSeverities, waivers, known };
}

/** The rules that do not exist, of those that an environment's data names. */
export function unknownRules({ severities = {}, waivers = [] }: ReviewRules): readonly UnknownRule[] {
  return [
    ...waivers
      .filter(({ rule }) => !ALL_IDS.includes(rule))
      .map(({ rule, address }) => ({
        named: 'waiver' as const,
        rule,
        address,
        ...meant(newRuleId('synthesis', rule) ?? newRuleId('review', rule) ?? nearest(rule, ALL_IDS)),
      })),
    ...Object.keys(severities)
      .filter((rule) => !REVIEW_IDS.includes(rule))
      .map((rule) => ({
        named: 'severity' as const,
        rule,
        ...(!SYNTHESIS_IDS.includes(rule) && meant(newRuleId('review', rule) ?? nearest(rule, REVIEW_IDS))),
      })),
  ];
}

function meant(id: string | undefined): Pick<UnknownRule, 'meant'> {
  return id === undefined ? {} : { meant: id };
}
