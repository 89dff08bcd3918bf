import type { Difference } from '../meaning/differences';
import type { Fate } from '../meaning/intent';
import { reasonWords } from '../meaning/reasons';
import type { ChangeReview, DriftReview } from '../review-model';
import { counted } from '../../shared/lists';
import { ownershipParts, type Ownership } from '../../shared/ownership';
import { listOf, value, type Part, type Phrase } from './phrase';

/** One thing that a change does, in one line. */
export interface Step {
  /** The same for changes that do the same, also where their URIs differ in the host alone. */
  readonly key: string;
  /** The same for changes of the same kind with other values: `redirect URIs`. */
  readonly about: Phrase;
  readonly phrase: Phrase;
  /** The same with whole URIs. @default - `phrase` has them */
  readonly whole?: Phrase;
  /** What the key leaves out, and whether a reader must see it: a host that is new to the app is no detail. */
  readonly host?: { readonly name: string; readonly isNew: boolean };
  /** It says something of the app, and nothing that the change does. */
  readonly isFact?: true;
  /** The details have more of it. */
  readonly isPart?: true;
  /** Less is told first. */
  readonly order: number;
}

/** Attributes that say what a new app is; the details have the others. */
const OF_NEW_APP: readonly string[] = ['redirect_uris', 'authentication_policy', 'grant_types'];

/** More settings of something new than this are in the details. */
const MOST_OF_NEW = 3;

/** Members of a list that are added, and as many that are removed; the details have the others. */
const MOST_MEMBERS = 8;

export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  reverted: 'this apply reverts it',
  overwritten: 'this apply overwrites it with another value',
  kept: 'this apply keeps it',
};

/**
 * What a planned change does.
 *
 * @param isDrifted The steps of its drift say what it reverts.
 * @returns at least one step, unless all that it does is to revert such drift.
 */
export function stepsOf(change: ChangeReview, isDrifted: boolean): readonly Step[] {
  const steps = doneBy(change, isDrifted);
  return steps.length === 0 ? [] : [...steps, ...ownerStep(change)];
}

/** Whom to ask about the app. What a change of it says already is left out. */
function ownerStep({ ownership = {}, differences, kind }: ChangeReview): readonly Step[] {
  // The settings of a new app are mostly in the details.
  const said = new Set(kind === 'create' ? [] : differences.map(({ words }) => words));
  const phrase = ownershipPhrase(ownership, said);
  return phrase.length === 0 ? [] : [{ ...verb(phrase, 10), isFact: true }];
}

/** `owner Web, contact web@acme.com, criticality high`; empty where nothing is set. @param said Names that are left out. */
export function ownershipPhrase(ownership: Ownership, said: ReadonlySet<string> = new Set()): Phrase {
  const parts = ownershipParts(ownership).filter(([name]) => !said.has(name));
  return parts.flatMap(([name, text], at): Phrase => [`${at === 0 ? '' : ', '}${name} `, value(text)]);
}

function doneBy(change: ChangeReview, isDrifted: boolean): readonly Step[] {
  const { kind, previousAddress, importing, deposed, owner, reverted } = change;
  const moved = [
    ...(previousAddress === undefined ? [] : [verb(['moved from ', value(previousAddress)], 4)]),
    ...(importing === undefined ? [] : [imported(importing)]),
  ];
  if (deposed !== undefined) return [verb(['an old object is deleted that an interrupted replacement left behind'], 1)];
  switch (kind) {
    case 'create':
      return [...moved, ...(owner === undefined ? created(change) : plainSteps(change, 'added'))];
    case 'delete':
      return [
        ...moved,
        ...(owner === undefined ? [verb(['deleted', ...because(change)], 0)] : plainSteps(change, 'removed')),
      ];
    case 'replace':
      return [verb(['replaced', ...because(change)], 1), ...moved, ...differenceSteps(change)];
    case 'forget':
      return [verb(['leaves Terraform, stays in Okta'], 1), ...moved];
    case 'update': {
      const steps = [...moved, ...differenceSteps(change), ...(isDrifted ? [] : revertSteps(reverted))];
      return steps.length + reverted.length > 0 ? steps : [verb(['no effective change in Okta'], 9)];
    }
    case 'no-op':
      return moved;
    case 'read':
    case 'other':
      return [verb([kind === 'read' ? 'read' : 'an action that this version does not know'], 1), ...moved];
  }
}

/** What was changed outside Terraform. @returns at least one step. */
export function driftSteps({ kind, differences }: DriftReview): readonly Step[] {
  if (kind === 'delete') return [verb(['deleted outside Terraform'], 0)];
  const steps = differences.map((difference) => {
    const step = differenceStep(difference);
    const phrase = ['changed outside Terraform: ', ...step.phrase, `; ${FATE_WORDS[difference.fate]}`];
    return { ...step, phrase, key: keyOf([step.key, difference.fate]), order: 8 };
  });
  return steps.length > 0 ? steps : [verb(['changed outside Terraform'], 8)];
}

/** What happens to an output of a stack. */
export function outputStep(name: string, verbWord: string): Step {
  return verb(['output ', value(name), `: ${verbWord}`], 9);
}

function verb(phrase: Phrase, order: number): Step {
  return { key: keyOf(phrase), about: phrase, phrase, order };
}

function imported(id: string): Step {
  return verb(id === '' ? ['imported'] : ['imported from ID ', value(id)], 4);
}

function revertSteps(attributes: readonly string[]): readonly Step[] {
  if (attributes.length === 0) return [];
  return [verb(['reverts what was changed outside Terraform: ', ...listOf(attributes.map(value))], 7)];
}

function because({ because: reasons }: ChangeReview): Phrase {
  if (reasons.length === 0) return [];
  const words = reasons.map((reason): Part => (reasonWords(reason) === reason ? value(reason) : reasonWords(reason)));
  return [', because: ', ...listOf(words)];
}

function created({ differences, app }: ChangeReview): readonly Step[] {
  const shown =
    app === undefined
      ? differences.slice(0, MOST_OF_NEW)
      : differences.filter(({ attribute }) => OF_NEW_APP.includes(attribute));
  const more = differences.length - shown.length;
  const rest = more > 0 ? [` (${counted(more, shown.length > 0 ? 'more setting' : 'setting')} below)`] : [];
  return [{ ...verb(['created', ...rest], 2), ...(more > 0 && { isPart: true }) }, ...shown.map(differenceStep)];
}

/** A part of an app that is added or removed is a change of the app. */
function plainSteps({ differences, address }: ChangeReview, word: string): readonly Step[] {
  const own = differences.filter(({ attribute }) => attribute !== 'app_id');
  const steps = own.map((difference) => ({ ...differenceStep(difference), order: 6 }));
  return steps.length > 0 ? steps : [verb([value(address), ` is ${word}`], 2)];
}

function differenceSteps({ differences }: ChangeReview): readonly Step[] {
  const state = differences.filter(({ stateOnly }) => stateOnly).map(({ attribute }) => value(attribute));
  return [
    ...differences.filter(({ stateOnly }) => !stateOnly).map(differenceStep),
    ...(state.length === 0 ? [] : [verb(["only in Terraform's state: ", ...listOf(state)], 9)]),
  ];
}

/** An attribute that no list of this project has is called as its author calls it. */
function aboutOf({ attribute, words }: Difference): { readonly about: Phrase; readonly unit: string } {
  if (attribute === words) return { about: [value(attribute)], unit: '' };
  const seconds = / \(seconds\)$/.test(words);
  return { about: [seconds ? words.replace(/ \(seconds\)$/, '') : words], unit: seconds ? ' s' : '' };
}

function differenceStep(difference: Difference): Step {
  const { added, removed, reordered } = difference;
  const { about, unit } = aboutOf(difference);
  const step = (phrase: Phrase, more: Pick<Step, 'host' | 'whole'> = {}): Step => ({
    key: keyOf([about, phrase]),
    about,
    phrase: [...about, ': ', ...phrase],
    order: 5,
    ...more,
  });
  if (reordered) return step(['the same in another order']);
  const shown = (text: string) => value(/^\d+$/.test(text) ? `${text}${unit}` : text);
  const host = oneHost([...added, ...removed]);
  const short = (text: string) => shown(host === undefined ? text : pathOf(text));
  const at = host === undefined ? {} : { host: { name: host, isNew: removed.length === 0 } };
  const [old] = removed;
  const [now] = added;
  if (removed.length === 1 && added.length === 1 && old !== undefined && now !== undefined) {
    return step([short(old), ' → ', short(now)], at);
  }
  const whole = [...about, ': ', ...membersOf(added, removed, shown)];
  return {
    ...step(membersOf(added, removed, short), host === undefined ? {} : { ...at, whole }),
    // Equal are only those whose other members are equal, too.
    key: keyOf([about, membersOf(added, removed, short, Number.MAX_SAFE_INTEGER)]),
    ...(Math.max(added.length, removed.length) > MOST_MEMBERS && { isPart: true }),
  };
}

function membersOf(
  added: readonly string[],
  removed: readonly string[],
  shown: (text: string) => Part,
  most = MOST_MEMBERS,
): Phrase {
  const [plus, minus] = [added.map(shown), removed.map(shown)];
  return [
    ...(plus.length > 0 ? ['+ ', ...listOf(plus, most)] : []),
    ...(plus.length > 0 && minus.length > 0 ? ['; '] : []),
    ...(minus.length > 0 ? ['− ', ...listOf(minus, most)] : []),
  ];
}

const PLAIN_URI = /^(https:\/\/[a-z0-9.-]+(?::\d+)?)(\/\S*)$/;

/** The host of all these URIs, if it is one: environments often differ in nothing else. */
function oneHost(texts: readonly string[]): string | undefined {
  const origins = texts.map((text) => PLAIN_URI.exec(text)?.[1]);
  const [first] = origins;
  return first !== undefined && origins.every((origin) => origin === first)
    ? first.slice('https://'.length)
    : undefined;
}

function pathOf(uri: string): string {
  return PLAIN_URI.exec(uri)?.[2] ?? '/';
}

function keyOf(parts: unknown): string {
  return JSON.stringify(parts);
}
