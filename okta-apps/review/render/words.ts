import { OUTSIDE } from '../conclusion';
import type { Difference } from '../meaning/differences';
import type { Fate } from '../meaning/intent';
import type { ChangeKind } from '../../plan/plan';
import type { ChangeReview, EnvironmentReview, Headline, Review, ReviewFinding } from '../review-model';
import { SEVERITIES, type ReviewSeverity } from '../severity';
import { clipped } from '../../shared/visible-text';
import { counted } from '../../shared/lists';

/** What a kind of change is called in a list. */
export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  create: 'create',
  update: 'change',
  replace: 'replace',
  delete: 'delete',
  forget: 'forget',
  'no-op': 'keep',
  read: 'read',
  other: 'unknown action on',
};

export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  'taken back': 'the apply takes it back',
  overwritten: 'the apply puts another value there',
  stays: 'the apply leaves it',
};

const HEADLINE_WORDS: Readonly<Record<Headline['severity'], string>> = {
  block: 'Blocked',
  high: 'High risk',
  medium: 'Look at this',
  info: 'For the record',
  none: 'No risk found',
};

/** `Blocked`: the first word of the comment. */
export function headlineWord({ verdict, headline }: Review): string {
  if (headline.rule === 'plan/failed') return 'Not planned';
  if (verdict === 'nothing' && headline.severity === 'none') return 'No change';
  if (headline.means.startsWith(OUTSIDE)) return 'Needs review';
  return HEADLINE_WORDS[headline.severity];
}

/** `Blocked · shop in prod: nobody can sign in`: what a person reads first. */
export function headlineText(review: Review): string {
  const { environment, subject, means } = review.headline;
  const where = [subject, environment].filter((part) => part !== undefined).map(clipped);
  return `${[headlineWord(review), ...(where.length > 0 ? [where.join(' in ')] : [])].join(' · ')}: ${means}`;
}

/** Open findings by severity over all environments and what belongs to none, and how many were accepted. */
export function totals(review: Review): {
  readonly open: readonly (readonly [ReviewSeverity, number])[];
  readonly waived: number;
} {
  const open = review.findings.filter(({ waiver }) => waiver === undefined);
  return {
    open: SEVERITIES.map((severity) => [severity, open.filter((one) => one.severity === severity).length] as const),
    waived: review.findings.length - open.length,
  };
}

/** What a change is called: one that changes nothing in Okta is there because it moves or comes under Terraform. */
export function changeWord({ kind, previousAddress }: ChangeReview): string {
  if (kind !== 'no-op') return KIND_WORDS[kind];
  return previousAddress === undefined ? 'import' : 'move';
}

/** `1 replace, 2 change` */
export function kindCounts(changes: readonly ChangeReview[]): string {
  const counts = new Map<string, number>();
  for (const word of changes.map(changeWord)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

/** `not planned: 1 stack` and what else the numbers of a line do not say. */
export function stackNotes({ stacks, rehearsal }: EnvironmentReview): string[] {
  return [
    ...(rehearsal ? ['rehearsed'] : []),
    ...(stacks.failed > 0 ? [`${counted(stacks.failed, 'stack')} without a plan`] : []),
    ...(stacks.stopped > 0 ? [`${counted(stacks.stopped, 'stack')} stopped`] : []),
    ...(stacks.unchanged > 0 ? [`${counted(stacks.unchanged, 'stack')} unchanged`] : []),
  ];
}

/** The findings of one rule at one place, which are said together. */
export interface FindingGroup {
  readonly first: ReviewFinding;
  readonly all: readonly ReviewFinding[];
}

function samePlace(a: ReviewFinding, b: ReviewFinding): boolean {
  return (
    a.rule === b.rule &&
    a.environment === b.environment &&
    a.stack === b.stack &&
    a.address === b.address &&
    (a.waiver === undefined) === (b.waiver === undefined)
  );
}

/** Findings come sorted, so that those of one group are next to each other. */
export function findingGroups(findings: readonly ReviewFinding[]): FindingGroup[] {
  const groups: { first: ReviewFinding; all: ReviewFinding[] }[] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (last !== undefined && samePlace(last.first, finding)) last.all.push(finding);
    else groups.push({ first: finding, all: [finding] });
  }
  return groups;
}

/** Where a finding is: environment, app, address, as far as there are any. */
export function placeParts({ environment, app, address, stack }: ReviewFinding): string[] {
  return [environment, app, address ?? stack].filter((part) => part !== undefined);
}

/** One attribute as the lines of a diff; a list of which more than one member comes or goes has a line for each. */
export function differenceLines(
  { words, added, removed, reordered }: Difference,
  show: (text: string) => string,
): string[] {
  const name = show(words);
  if (reordered) return [`! ${name}: the same in another order`];
  const single = added.length <= 1 && removed.length <= 1;
  const line = (sign: string) => (text: string) => `${sign} ${single ? `${name}:` : ' '} ${show(text)}`;
  return [...(single ? [] : [`  ${name}`]), ...removed.map(line('-')), ...added.map(line('+'))];
}
