import { teamOf } from '../parity';
import type { ChangeReview, DriftReview, Review, ReviewFinding, StackReview } from '../review-model';
import { wordsOfKind } from '../../resources/references';
import { asText, nameOf, type Phrase } from './phrase';

/** What changes and findings are grouped by: an app with all that is a part of it, in all environments. */
export interface Subject {
  readonly key: string;
  /** How people call it. */
  readonly name: Phrase;
  /** The name as one text, to sort by. */
  readonly title: string;
  /** Its stack without the environment: `storefront`. */
  readonly team: string;
  readonly isApp: boolean;
  /** The app does not exist yet, in none of its environments. */
  readonly isNewApp: boolean;
}

/** A subject in one environment. */
export interface Place {
  readonly subject: Subject;
  /** @default - it belongs to no environment */
  readonly environment?: string;
  /** The resource itself, where it is one. */
  readonly address?: string;
}

/** Finds the subject of whatever a review lists. */
export interface Subjects {
  readonly ofResource: (stack: StackReview, change: ChangeReview | DriftReview) => Subject;
  readonly ofStack: (stack: string, environment: string) => Subject;
  /** Empty for a finding about the project as a whole. */
  readonly ofFinding: (finding: ReviewFinding) => readonly Place[];
}

/** What the changes of all environments say of one subject. */
interface Draft {
  readonly team: string;
  readonly address: string;
  label: string | undefined;
  /** What an object that is no app is called. */
  called: Called | undefined;
  /** Whether the app itself is created, for each environment that changes it. */
  readonly created: boolean[];
}

interface Called {
  /** `group` */
  readonly kind: string;
  readonly name: string;
}

/** The subjects of a review; one is the same in all environments, although labels may differ. */
export function subjectsOf({ stacks }: Review): Subjects {
  const drafts = new Map<string, Draft>();
  const byAddress = new Map<string, string>();
  for (const stack of stacks) {
    const team = teamOf(stack.stack, stack.environment);
    for (const each of [...stack.changes, ...stack.drift]) addTo(drafts, byAddress, stack.stack, team, each);
  }
  const labels = counts([...drafts.values()].map(labelOf));
  const addresses = counts([...drafts.values()].map(({ address }) => address));
  const found = new Map<string, Subject>();
  const subject = (key: string, make: () => Omit<Subject, 'key' | 'title'>): Subject => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const own = make();
    const made = { key, ...own, title: asText(own.name) };
    found.set(key, made);
    return made;
  };
  const ofKey = (key: string, team: string, address: string, label: string | undefined) =>
    subject(key, () => {
      const draft = drafts.get(key) ?? { team, address, label, called: undefined, created: [] };
      const isNewApp = draft.created.length > 0 && draft.created.every(Boolean);
      return { name: nameOfDraft(draft, labels, addresses), team, isApp: draft.label !== undefined, isNewApp };
    });
  const ofStack = (stack: string, environment: string) => {
    const team = teamOf(stack, environment);
    return subject(JSON.stringify([team]), () => ({ name: [nameOf(team)], team, isApp: false, isNewApp: false }));
  };
  return {
    ofStack,
    ofResource: ({ stack, environment }, { address, owner = address, app }) => {
      const team = teamOf(stack, environment);
      return ofKey(keyOf(team, owner), team, owner, app);
    },
    ofFinding: ({ stack, environment, address, addresses, app }) => {
      const at = environment === undefined ? {} : { environment };
      const team = teamOf(stack ?? '', environment ?? '');
      const named = addresses ?? (address === undefined ? [] : [address]);
      if (named.length === 0) return stack === undefined ? [] : [{ subject: ofStack(stack, environment ?? ''), ...at }];
      return named.map((each) => {
        const key = byAddress.get(JSON.stringify([stack, each])) ?? keyOf(team, each);
        return { subject: ofKey(key, team, each, app), ...at, address: each };
      });
    },
  };
}

function addTo(
  drafts: Map<string, Draft>,
  byAddress: Map<string, string>,
  stack: string,
  team: string,
  change: ChangeReview | DriftReview,
): void {
  const { address, owner = address, app, kind, type, name } = change;
  const key = keyOf(team, owner);
  byAddress.set(JSON.stringify([stack, address]), key);
  const draft: Draft = drafts.get(key) ?? { team, address: owner, label: undefined, called: undefined, created: [] };
  // Production comes last, and its label is the one that people know.
  draft.label = app ?? draft.label;
  if (address === owner && name !== undefined) draft.called = { kind: wordsOfKind(type), name };
  if (address === owner) draft.created.push(kind === 'create' && app !== undefined);
  drafts.set(key, draft);
}

/** What it is known by, but for its address. */
function labelOf({ label, called }: Pick<Draft, 'label' | 'called'>): string | undefined {
  return label ?? (called && `${called.kind} ${called.name}`);
}

/** The label, or the name of what has none; of two with the same one, also what tells them apart. */
function nameOfDraft({ team, address, label, called }: Draft, labels: Counts, addresses: Counts): Phrase {
  const isOwnAddress = (addresses.get(address) ?? 0) < 2;
  const known = labelOf({ label, called });
  if (known === undefined) return isOwnAddress ? [nameOf(address)] : [nameOf(address), ' (', nameOf(team), ')'];
  const name: Phrase = label === undefined && called ? [`${called.kind} `, nameOf(called.name)] : [nameOf(known)];
  if ((labels.get(known) ?? 0) < 2) return name;
  return [...name, ' (', nameOf(isOwnAddress ? address : `${team} ${address}`), ')'];
}

function keyOf(team: string, address: string): string {
  return JSON.stringify([team, address]);
}

type Counts = ReadonlyMap<string, number>;

function counts(names: readonly (string | undefined)[]): Counts {
  const found = new Map<string, number>();
  for (const name of names) if (name !== undefined) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}
