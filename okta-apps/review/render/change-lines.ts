import { byText } from '../../shared/json';
import { rankOf } from '../severity';
import type { Review, ReviewFinding, StackReview } from '../review-model';
import { counted, groupBy } from '../../shared/lists';
import { asText, brief, listOf, value, type Phrase } from './phrase';
import { driftSteps, outputStep, stepsOf, type Step } from './steps';
import type { Subject, Subjects } from './subjects';
import { widthOf } from './width';
import { KIND_WORDS } from './words';

/** One thing that happens to one or more apps, in some environments. */
interface ChangeLine {
  readonly phrase: Phrase;
  readonly environments: ReadonlySet<string>;
}

/** Apps to which the same happens. */
export interface ChangeBlock {
  readonly subjects: readonly Subject[];
  readonly lines: readonly ChangeLine[];
}

/** What changes, app by app. */
export interface ChangeSummary {
  readonly blocks: readonly ChangeBlock[];
  /** Apps and other resources that change. */
  readonly subjects: number;
  /** Lines that there is no room for, and how many apps they are about. */
  readonly left: { readonly lines: number; readonly subjects: number };
  /** Whether every value of every change is in the blocks. */
  readonly isWhole: boolean;
}

/** Hosts of one change that a reader gets to see at first. */
interface HostRoom {
  /** Of more hosts than this that only show where a path is, none is shown. */
  readonly hosts: number;
  /** Of hosts that are new to the app, these at most. */
  readonly newHosts: number;
}

/** How much a reader gets to see at first. */
export interface Room extends HostRoom {
  /** Lines that a reader can take in. */
  readonly lines: number;
  /** How wide one is: a longer change takes several. */
  readonly columns: number;
}

const ALL_HOSTS: HostRoom = { hosts: Number.MAX_SAFE_INTEGER, newHosts: Number.MAX_SAFE_INTEGER };

/** A step of one subject, with the environments that have it. */
interface Entry {
  readonly subject: Subject;
  readonly step: Step;
  readonly environments: Set<string>;
  readonly hosts: Set<string>;
  readonly rank: number;
}

/**
 * The changes of a review, equal ones as one: of several environments always, of several apps where all of their
 * changes are equal. Where that is too long, each change has all of its apps; where that is too long, too, the changes
 * of one attribute are counted.
 */
export function changeSummary(review: Review, subjects: Subjects, room: Room): ChangeSummary {
  const bySubject = entriesOf(review, subjects);
  const all = [...bySubject.values()];
  const size = (blocks: readonly ChangeBlock[]) =>
    blocks.flatMap(({ lines }) => lines).reduce((sum, { phrase: own }) => sum + linesOf(own, room), 0);
  let isWhole = all.every((own) => own.every(({ step }) => step.isPart !== true));
  const phrase = (same: readonly Entry[]) => {
    const [whole, shown] = [stepPhrase(same, ALL_HOSTS), brief(stepPhrase(same, room))];
    isWhole &&= JSON.stringify(whole) === JSON.stringify(shown);
    return shown;
  };
  const byApp = equalApps(all, phrase);
  const made = { subjects: all.length, left: { lines: 0, subjects: 0 } };
  if (size(byApp) <= room.lines) return { ...made, blocks: byApp, isWhole };
  const done = all.flat().filter(({ step }) => step.isFact !== true);
  const byStep = together(done, ({ step, environments }) => [step.key, [...environments].sort()], phrase);
  if (size(byStep) <= room.lines) return { ...made, blocks: underOneHeading(byStep), isWhole };
  const byAttribute = together(
    done,
    ({ step }) => step.about,
    (same) => brief(countedPhrase(same, room)),
  );
  const [blocks, rest] = [byAttribute.slice(0, room.lines), byAttribute.slice(room.lines)];
  const left = { lines: rest.length, subjects: new Set(rest.flatMap((block) => block.subjects)).size };
  return { ...made, blocks: underOneHeading(blocks), left, isWhole: false };
}

function linesOf(phrase: Phrase, { columns }: Room): number {
  return Math.max(1, Math.ceil(widthOf(asText(phrase)) / columns));
}

/** By subject; what the worst findings are about comes first. */
function entriesOf(review: Review, subjects: Subjects): ReadonlyMap<string, readonly Entry[]> {
  const ranks = ranksOf(review.findings, subjects);
  const found = new Map<string, Map<string, Entry>>();
  const add = (subject: Subject, environment: string, step: Step) => {
    const own = found.get(subject.key) ?? new Map<string, Entry>();
    found.set(subject.key, own);
    const rank = ranks.get(subject.key) ?? NO_FINDING;
    const entry = own.get(step.key) ?? { subject, step, environments: new Set(), hosts: new Set(), rank };
    own.set(step.key, entry);
    entry.environments.add(environment);
    if (step.host !== undefined) entry.hosts.add(step.host.name);
  };
  for (const stack of review.stacks) addStack(stack, subjects, add);
  const sorted = [...found.values()].map((own) => [...own.values()].sort((a, b) => a.step.order - b.step.order));
  sorted.sort((a, b) => compare(a[0], b[0]));
  return new Map(sorted.map((own) => [own[0]?.subject.key ?? '', own]));
}

function addStack(
  stack: StackReview,
  subjects: Subjects,
  add: (subject: Subject, environment: string, step: Step) => void,
): void {
  const { environment } = stack;
  const drifted = new Set(stack.drift.map(({ address }) => address));
  for (const change of stack.changes) {
    for (const step of stepsOf(change, drifted.has(change.address)))
      add(subjects.ofResource(stack, change), environment, step);
  }
  for (const drift of stack.drift) {
    for (const step of driftSteps(drift)) add(subjects.ofResource(stack, drift), environment, step);
  }
  for (const { name, kind } of stack.outputs) {
    add(subjects.ofStack(stack.stack, environment), environment, outputStep(name, KIND_WORDS[kind]));
  }
}

const NO_FINDING = 9;

function ranksOf(findings: readonly ReviewFinding[], subjects: Subjects): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const finding of findings.filter(({ waiver }) => waiver === undefined)) {
    for (const { subject } of subjects.ofFinding(finding)) {
      ranks.set(subject.key, Math.min(ranks.get(subject.key) ?? NO_FINDING, rankOf(finding.severity)));
    }
  }
  return ranks;
}

function compare(a: Entry | undefined, b: Entry | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (
    a.rank - b.rank ||
    a.step.order - b.step.order ||
    byText(a.subject.title, b.subject.title) ||
    byText(a.subject.key, b.subject.key)
  );
}

/** One block for the subjects to which all the same happens. */
function equalApps(
  all: readonly (readonly Entry[])[],
  phraseOf: (same: readonly Entry[]) => Phrase,
): readonly ChangeBlock[] {
  const blocks = new Map<string, { subjects: Subject[]; entries: Entry[][] }>();
  for (const own of all) {
    const isNew = own[0]?.subject.isNewApp;
    const key = JSON.stringify([isNew, own.map(({ step, environments }) => [step.key, [...environments].sort()])]);
    const block = blocks.get(key) ?? { subjects: [], entries: [] };
    blocks.set(key, block);
    if (own[0] !== undefined) block.subjects.push(own[0].subject);
    own.forEach((entry, at) => (block.entries[at] ??= []).push(entry));
  }
  return [...blocks.values()].map(({ subjects, entries }) => ({
    subjects,
    lines: entries.map((same) => ({ phrase: phraseOf(same), environments: same[0]?.environments ?? new Set() })),
  }));
}

/** One block of one line for the entries with the same key. */
function together(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => unknown,
  phraseOf: (same: readonly Entry[]) => Phrase,
): readonly ChangeBlock[] {
  const groups = groupBy(entries, (entry) => JSON.stringify([keyOf(entry), entry.subject.isNewApp]));
  return [...groups.values()].map((same) => ({
    subjects: [...new Set(same.map(({ subject }) => subject))],
    lines: [{ phrase: phraseOf(same), environments: new Set(same.flatMap(({ environments }) => [...environments])) }],
  }));
}

/** Blocks of the same apps as one, so that their names are told once. */
function underOneHeading(blocks: readonly ChangeBlock[]): readonly ChangeBlock[] {
  const groups = groupBy(blocks, ({ subjects }) => JSON.stringify(subjects.map(({ key }) => key)));
  return [...groups.values()].map((same) => ({
    subjects: same[0]?.subjects ?? [],
    lines: same.flatMap(({ lines }) => lines),
  }));
}

function stepPhrase(same: readonly Entry[], room: HostRoom): Phrase {
  const [first] = same;
  if (first === undefined) return [];
  const hosts = [...new Set(same.flatMap((entry) => [...entry.hosts]))].sort(byText);
  if (hosts.length === 1 && first.step.whole !== undefined) return first.step.whole;
  const isShown = hosts.length <= 1 || hosts.length <= room.hosts || first.step.host?.isNew === true;
  if (hosts.length === 0 || !isShown) return first.step.phrase;
  return [...first.step.phrase, ' on ', ...listOf(hosts.map(value), room.newHosts, 'more hosts')];
}

/** An example, and how many others there are. */
function countedPhrase(same: readonly Entry[], room: HostRoom): Phrase {
  const [first] = same;
  if (first === undefined) return [];
  const others = new Set(same.map(({ step }) => step.key)).size - 1;
  if (others === 0) return stepPhrase(same, room);
  return [...first.step.phrase, ` and ${counted(others, 'other change')} of `, ...first.step.about];
}
