import { reviewRules, type RuleInfo } from '../change-rules/registry';
import type { Severities } from '../change-rules/evaluate';
import { rankOf, SEVERITIES, type ReviewSeverity } from '../severity';

const RULES: ReadonlyMap<string, RuleInfo> = new Map(reviewRules.map((rule) => [rule.id, rule]));

/**
 * The stricter of two environments' severities, rule by rule: a change neither lowers what it is reviewed by, nor is
 * it reviewed by less than it asks of later ones.
 */
export function stricterSeverities(base: Severities, change: Severities, production: boolean): Severities {
  const ids = [...new Set([...Object.keys(base), ...Object.keys(change)])].filter((id) => RULES.has(id));
  return Object.fromEntries(
    ids.map((id) => {
      const [one, other] = [base, change].map((given) => severityIn(given, id, production)) as [
        ReviewSeverity,
        ReviewSeverity,
      ];
      return [id, rankOf(one) <= rankOf(other) ? one : other];
    }),
  );
}

/** What an environment says of a rule, else what the rule says itself; so too for a word that is no severity. */
function severityIn(given: Severities, id: string, production: boolean): ReviewSeverity {
  const own = Object.hasOwn(given, id) ? given[id] : undefined;
  if (own !== undefined && SEVERITIES.includes(own)) return own;
  const rule = RULES.get(id);
  return (production ? undefined : rule?.outsideProduction) ?? rule?.severity ?? 'high';
}
