import { findings, type Finding } from '../../../rules/engine';
import { SEVERITIES, type ReviewSeverity } from '../severity';
import type { ChangeRule, RuleFinding, Subject } from './change-rule';

/** Severity by rule id, where an environment differs from the rule. */
export type Severities = Readonly<Record<string, ReviewSeverity>>;

/** A rule that could not evaluate a change leaves a hole in the review. */
const FAILURE = 'high';

/** Whether a finding says that its rule could not evaluate the change. */
export function isRuleFailure({ prop, rule }: Pick<Finding<ReviewSeverity>, 'prop' | 'rule'>): boolean {
  return prop === `rule ${rule}`;
}

function severityOf<S extends Subject>(
  rule: ChangeRule<S>,
  subject: S,
  finding: Finding<ReviewSeverity>,
  overrides: Severities,
): ReviewSeverity {
  const own = rule.severityOf?.(finding, subject) ?? rule.severity;
  const usual = subject.production ? own : (rule.outsideProduction ?? own);
  const other = Object.hasOwn(overrides, rule.id) ? overrides[rule.id] : undefined;
  return rule.waivable === false || other === undefined || !SEVERITIES.includes(other) ? usual : other;
}

/** Everything that the rules say about one subject, in the order of the rules. A rule that throws is a finding itself. */
export function evaluate<S extends Subject>(
  rules: readonly ChangeRule<S>[],
  subject: S,
  overrides: Severities,
): RuleFinding[] {
  return findings(rules, subject, FAILURE).flatMap((finding) => {
    const rule = rules.find(({ id }) => id === finding.rule);
    if (rule === undefined) return [];
    const failure = isRuleFailure(finding);
    return [
      {
        ...subject.place,
        ...finding,
        severity: failure ? FAILURE : severityOf(rule, subject, finding, overrides),
        waivable: !failure && rule.waivable !== false,
        grouped: !failure && rule.grouped === true,
      },
    ];
  });
}
