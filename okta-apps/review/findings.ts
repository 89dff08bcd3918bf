import { messageOf } from '../../rules/engine';
import { byText, itemsOf } from '../shared/json';
import { groupBy } from '../shared/lists';
import { shown } from '../shared/visible-text';
import type { Accepted } from './accept';
import { reviewRules } from './change-rules/registry';
import type { ReviewFinding } from './review-model';
import { rankOf } from './severity';

const RULE_ORDER: ReadonlyMap<string, number> = new Map(reviewRules.map(({ id }, index) => [id, index]));

/**
 * The findings of a review: those that say the same of one type in one stack become one; worst first, accepted ones
 * last.
 *
 * @param isProduction of an environment by its name.
 */
export function findingsOf(
  accepted: readonly Accepted[],
  isProduction: (environment: string) => boolean,
): readonly ReviewFinding[] {
  return sortFindings(grouped(accepted).map((group) => reviewFinding(group, isProduction)));
}

/** Neither severity nor waiver may get lost: what differs in them stays apart. */
function grouped(all: readonly Accepted[]): readonly (readonly Accepted[])[] {
  const groups = groupBy<Accepted, unknown>(all, (each) => {
    const { finding, waiver, expiredWaiver } = each;
    const { rule, severity, environment, stack, prop, must, todo } = finding;
    const ends = [waiver, expiredWaiver].map((own) => own && [own.reason, own.expires]);
    return finding.grouped ? JSON.stringify([rule, severity, environment, stack, prop, must, todo, ends]) : each;
  });
  return [...groups.values()];
}

function reviewFinding(group: readonly Accepted[], isProduction: (environment: string) => boolean): ReviewFinding {
  const { finding, waiver, expiredWaiver } = group[0] as Accepted;
  const { rule, severity, title, impact, fix, slots, prop, todo, environment, stack } = finding;
  const details = detailsOf(group);
  const must = [finding.must, ...(details.length === 0 ? [] : [details.join(' | ')])].join(': ');
  const notes = [...(finding.note === undefined ? [] : [finding.note]), ...details];
  const addresses = [...new Set(group.flatMap(({ finding: { address = [] } }) => address))].sort(byText);
  const apps = new Set(group.map(({ finding: { app } }) => app));
  const values = group.flatMap(({ finding: { value } }) => itemsOf(value));
  const value = finding.grouped ? [...new Set(values)].sort() : finding.value;
  return {
    prop,
    must,
    todo,
    rule,
    severity,
    title,
    impact,
    fix,
    ...(slots && { slots }),
    ...(notes.length > 0 && { notes }),
    message:
      group.length === 1 && finding.detail === undefined
        ? finding.message
        : messageOf({ prop, must, value, todo }, rule),
    means: impact,
    ...(environment !== undefined && { environment }),
    ...(stack !== undefined && { stack }),
    ...(addresses.length === 1 && addresses[0] !== undefined && { address: addresses[0] }),
    ...(addresses.length > 1 && { addresses }),
    ...(apps.size === 1 && finding.app !== undefined && { app: finding.app }),
    production: isProduction(environment ?? ''),
    value: shown(value),
    ...(waiver !== undefined && { waiver }),
    ...(expiredWaiver !== undefined && { expiredWaiver }),
  };
}

/** A reader who has read so many looks at the list of changes for the rest. */
const MOST_DETAILS = 20;

/** What each of a group says of its own resource. */
function detailsOf(group: readonly Accepted[]): readonly string[] {
  const details = [...new Set(group.flatMap(({ finding: { detail = [] } }) => detail))].sort(byText);
  const more = details.length - MOST_DETAILS;
  return [...details.slice(0, MOST_DETAILS), ...(more > 0 ? [`and ${String(more)} more`] : [])];
}

/** Accepted ones last, the worst first: the headline is that of the first. */
export function sortFindings(findings: readonly ReviewFinding[]): ReviewFinding[] {
  return [...findings].sort(
    (a, b) =>
      Number(a.waiver !== undefined) - Number(b.waiver !== undefined) ||
      rankOf(a.severity) - rankOf(b.severity) ||
      Number(b.production) - Number(a.production) ||
      (RULE_ORDER.get(a.rule) ?? 0) - (RULE_ORDER.get(b.rule) ?? 0) ||
      byText(a.environment ?? '', b.environment ?? '') ||
      byText(a.stack ?? '', b.stack ?? '') ||
      byText(a.address ?? '', b.address ?? '') ||
      byText(a.prop, b.prop) ||
      byText(a.message, b.message),
  );
}
