import { byText } from '../../shared/json';
import type { Difference } from '../meaning/differences';
import { reasonWords } from '../meaning/reasons';
import type { ChangeReview, DriftReview, Review, StackReview } from '../review-model';
import { listOf, value, type Phrase } from './phrase';
import { FATE_WORDS } from './steps';
import type { Place, Subjects } from './subjects';
import { changeWord } from './words';

/** One change with all of its values, and every place that has the same. */
export interface ChangeItem {
  readonly title: Phrase;
  readonly places: readonly Place[];
  readonly parts: readonly { readonly differences: readonly Difference[]; readonly then?: string }[];
  readonly notes: readonly Phrase[];
}

/** Every change of a review with its whole values; equal ones are one. */
export function changeItems({ stacks }: Review, subjects: Subjects): readonly ChangeItem[] {
  const items = new Map<string, ChangeItem & { readonly places: Place[] }>();
  const add = (stack: StackReview, change: ChangeReview | DriftReview, item: Omit<ChangeItem, 'places'>) => {
    const key = JSON.stringify(item);
    const known = items.get(key) ?? { ...item, places: [] };
    items.set(key, known);
    const { environment } = stack;
    known.places.push({ subject: subjects.ofResource(stack, change), environment, address: change.address });
  };
  for (const stack of stacks) {
    for (const change of stack.changes) add(stack, change, itemOf(change));
    for (const drift of stack.drift) add(stack, drift, driftItem(drift));
  }
  const sorted = [...items.values()].map((item) => ({ item, key: item.places[0]?.subject.key ?? '' }));
  return sorted.sort((a, b) => byText(a.key, b.key)).map(({ item }) => item);
}

function itemOf(change: ChangeReview): Omit<ChangeItem, 'places'> {
  const { because, importing, previousAddress, deposed, reverted, kind, differences } = change;
  const real = differences.filter(({ stateOnly }) => !stateOnly);
  const state = differences.filter(({ stateOnly }) => stateOnly).map(({ attribute }) => value(attribute));
  const title: Phrase = [
    changeWord(change),
    ...(because.length > 0 ? [', because: ', ...listOf(because.map((reason) => value(reasonWords(reason))))] : []),
    ...(importing === undefined
      ? []
      : importing === ''
        ? [', import of an ID known after apply']
        : [', import of ID ', value(importing)]),
    ...(previousAddress === undefined ? [] : [', moved from ', value(previousAddress)]),
    ...(deposed === undefined ? [] : [', left over from an interrupted replacement']),
  ];
  const notes: Phrase[] = [
    ...(kind === 'update' && real.length + reverted.length === 0 ? [['No effective change in Okta.']] : []),
    ...(reverted.length > 0
      ? [['Reverts what was changed outside Terraform: ', ...listOf(reverted.map(value)), '.']]
      : []),
    ...(state.length > 0
      ? [["Only in Terraform's state, nothing is sent to Okta for it: ", ...listOf(state), '.']]
      : []),
  ];
  return { title, parts: real.length > 0 ? [{ differences: real }] : [], notes };
}

function driftItem({ kind, differences }: DriftReview): Omit<ChangeItem, 'places'> {
  if (kind === 'delete') return { title: ['deleted outside Terraform'], parts: [], notes: [] };
  const fates = [...new Set(differences.map(({ fate }) => fate))];
  const parts = fates.map((fate) => ({
    differences: differences.filter((difference) => difference.fate === fate),
    then: FATE_WORDS[fate],
  }));
  return { title: ['changed outside Terraform'], parts, notes: [] };
}
