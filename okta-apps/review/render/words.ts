import type { Difference } from '../meaning/differences';
import type { ChangeKind } from '../../plan/plan';
import type { ChangeReview } from '../review-model';

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

/** What a change is called: one that changes nothing in Okta is there because it moves or comes under Terraform. */
export function changeWord({ kind, previousAddress }: ChangeReview): string {
  if (kind !== 'no-op') return KIND_WORDS[kind];
  return previousAddress === undefined ? 'import' : 'move';
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
