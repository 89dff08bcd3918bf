import { counted, listed } from '../../shared/lists';
import { teamOf } from '../parity';
import type { Review, StackReview } from '../review-model';
import type { ChangeSummary } from './change-lines';
import { listOf, nameOf, value, type Phrase } from './phrase';
import { environmentsPhrase } from './places';
import { changeWord } from './words';

/** Names of stacks in a line about stacks. */
const MOST_STACKS = 5;

/** Teams whose stack has no whole plan, by environment. */
export type Unplanned = ReadonlyMap<string, ReadonlySet<string>>;

export function unplannedTeams({ stacks }: Review): Unplanned {
  const found = new Map<string, Set<string>>();
  for (const { stack, environment } of stacks.filter(isUnplanned)) {
    const teams = found.get(environment) ?? new Set();
    found.set(environment, teams);
    teams.add(teamOf(stack, environment));
  }
  return found;
}

/** `2 apps and 1 other resource change, the same in `dev`, `staging` and `prod`.` */
export function opening(review: Review, { blocks, subjects, left }: ChangeSummary): Phrase {
  const names = review.environments.map(({ environment }) => environment);
  if (subjects === 0)
    return [review.stacks.length === 0 ? 'There is no stack to review.' : 'The plan changes nothing.'];
  const all = [...new Set(blocks.flatMap((block) => block.subjects))];
  const fresh = all.filter(({ isNewApp }) => isNewApp).length;
  const apps = all.filter(({ isApp, isNewApp }) => isApp && !isNewApp).length;
  const others = all.length - fresh - apps;
  const isDriftOnly = review.stacks.every(({ changes, outputs }) => changes.length + outputs.length === 0);
  if (isDriftOnly) return ['The plan changes nothing. What was changed outside Terraform:'];
  const isSame =
    left.lines === 0 &&
    blocks.every(({ lines }) => lines.every(({ environments }) => environments.size === names.length));
  const word = names.length > 1 ? ', the same in ' : ' in ';
  const where = isSame ? [word, ...environmentsPhrase(new Set(names), names)] : [];
  return [whatChanges({ fresh, apps, others }), ...where, '.'];
}

/** `1 app is new, and 2 apps and 1 other resource change` */
function whatChanges(counts: { readonly fresh: number; readonly apps: number; readonly others: number }): string {
  const { fresh, apps, others } = counts;
  const isNew = fresh === 0 ? [] : [`${counted(fresh, 'app')} ${fresh === 1 ? 'is' : 'are'} new`];
  const rest = fresh + apps === 0 ? 'resource' : 'other resource';
  const changing = [...(apps > 0 ? [counted(apps, 'app')] : []), ...(others > 0 ? [counted(others, rest)] : [])];
  if (changing.length === 0) return isNew.join('');
  return [...isNew, `${listed(changing)} ${apps + others === 1 ? 'changes' : 'change'}`].join(', and ');
}

/** Stacks that need no look, and those without a plan. A line each. */
export function stackLines({ stacks, environments }: Review): readonly Phrase[] {
  const names = (some: readonly StackReview[]) =>
    listOf(
      some.map(({ stack }) => nameOf(stack)),
      MOST_STACKS,
      'more (JSON lists all)',
    );
  const unplanned = stacks.filter(isUnplanned);
  const quiet = stacks.filter((stack) => !isUnplanned(stack) && isQuiet(stack));
  const rehearsed = environments.filter(({ rehearsal }) => rehearsal);
  return [
    ...(unplanned.length > 0
      ? [[`Without a whole plan: ${counted(unplanned.length, 'stack')} (`, ...names(unplanned), ').']]
      : []),
    ...(quiet.length > 0 ? [[`Unchanged: ${counted(quiet.length, 'stack')} (`, ...names(quiet), ').']] : []),
    ...(rehearsed.length > 0
      ? [['Rehearsed against a throwaway org with the base applied: changes made by hand in Okta are not in it.']]
      : []),
  ];
}

/** What is named before the rest is counted; the list of findings has all. */
const MOST_NOT_LOOKED_AT = 3;

/** What the review did not read or understand: it stays visible, whatever else there is. */
export function notLookedAtLines({ notLookedAt }: Review): readonly Phrase[] {
  // Stacks without a plan have a line of their own.
  const others = notLookedAt.filter(
    ({ what, rule }) => rule !== 'plan/failed' && !(rule === undefined && what === 'plan'),
  );
  if (others.length === 0) return [];
  const shown = others
    .slice(0, MOST_NOT_LOOKED_AT)
    .map(({ what, where }): Phrase => [value(what), ' of ', nameOf(where)]);
  const more = others.length - shown.length;
  return [
    [
      'Not everything was looked at: ',
      ...shown.flatMap((phrase, at) => (at === 0 ? phrase : [', ', ...phrase])),
      ...(more > 0 ? [` and ${more} more, all in the list of findings`] : []),
      '.',
    ],
  ];
}

/** Columns of the table of numbers: the usual ones, and others where they occur. */
const USUAL = ['create', 'change', 'replace', 'delete'];

/** How many changes of each kind there are in each environment. */
export function numbers({ stacks, environments }: Review): {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly environment: string; readonly counts: readonly number[] }[];
} {
  const found = new Map<string, Map<string, number>>();
  for (const { environment, changes, drift } of stacks) {
    const own = found.get(environment) ?? new Map<string, number>();
    found.set(environment, own);
    const add = (word: string, count: number) => own.set(word, (own.get(word) ?? 0) + count);
    for (const change of changes) {
      add(changeWord(change), 1);
      if (change.importing !== undefined && changeWord(change) !== 'import') add('import', 1);
    }
    if (drift.length > 0) add('changed outside', drift.length);
  }
  const others = [...new Set([...found.values()].flatMap((own) => [...own.keys()]))].filter(
    (word) => !USUAL.includes(word),
  );
  const columns = [...USUAL, ...others.sort()];
  const rows = environments.map(({ environment }) => ({
    environment,
    counts: columns.map((word) => found.get(environment)?.get(word) ?? 0),
  }));
  return { columns, rows };
}

function isUnplanned({ outcome }: StackReview): boolean {
  return outcome === 'failed' || outcome === 'stopped';
}

function isQuiet({ changes, drift, outputs }: StackReview): boolean {
  return changes.length + drift.length + outputs.length === 0;
}
