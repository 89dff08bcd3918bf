import { partsOf, sentence } from '../../../rules/texts';
import { byText, field, isObject } from '../../shared/json';
import { groupBy } from '../../shared/lists';
import type { Waiver } from '../../shared/environment-rules';
import type { SourcePlace } from '../../shared/source-places';
import type { Review, ReviewFinding } from '../review-model';
import { rankOf, type ReviewSeverity } from '../severity';
import { listOf, value, type Part, type Phrase } from './phrase';
import { addSource } from './sources';
import type { Place, Subjects } from './subjects';

/** One thing that a rule found, wherever it found it. */
export interface FindingEntry {
  readonly rule: string;
  /** The worst one. */
  readonly severity: ReviewSeverity;
  readonly title: Phrase;
  /** Nothing where the title says it. */
  readonly impact: Phrase;
  /** The impact as the headline has it, also where the title says the same. */
  readonly means: string;
  readonly cases: readonly FindingCase[];
  /** Environments in which it is less bad. */
  readonly milder: ReadonlyMap<ReviewSeverity, ReadonlySet<string>>;
  readonly waiver?: Waiver;
  readonly expiredWaiver?: Waiver;
  /** Findings of the review that are in it. */
  readonly count: number;
}

/** One value that is found, in all the places that have it. */
export interface FindingCase {
  readonly prop: string;
  /** What is true of this value alone. */
  readonly notes: readonly string[];
  readonly fix: Phrase;
  /** A URI without its host, where places differ in nothing else. */
  readonly value: Phrase;
  readonly hosts: readonly string[];
  readonly places: readonly Place[];
  /** Lines of code that declare what it is about. */
  readonly sources: readonly SourcePlace[];
}

interface Draft {
  readonly first: ReviewFinding;
  readonly cases: Map<string, CaseDraft>;
  readonly environments: Map<ReviewSeverity, Set<string>>;
  count: number;
}

interface CaseDraft {
  readonly first: Shown;
  readonly hosts: Set<string>;
  readonly places: Place[];
  readonly sources: SourcePlace[];
}

interface Shown {
  readonly prop: string;
  readonly fix: Phrase;
  readonly notes: readonly string[];
  readonly value: Phrase;
  readonly host: string | undefined;
}

/** The findings of a review, in their order: those of one rule that mean the same are one entry. */
export function findingEntries({ findings }: Pick<Review, 'findings'>, subjects: Subjects): readonly FindingEntry[] {
  const drafts = new Map<string, Draft>();
  for (const finding of findings) {
    const { rule, title, impact, waiver, expiredWaiver } = finding;
    const ends = [waiver, expiredWaiver].map((own) => own && [own.reason, own.expires]);
    const key = JSON.stringify([rule, title, impact, ends]);
    const draft = drafts.get(key) ?? { first: finding, cases: new Map(), environments: new Map(), count: 0 };
    drafts.set(key, draft);
    addTo(draft, finding, subjects.ofFinding(finding));
  }
  return [...drafts.values()].map(entryOf).sort((a, b) => placeOf(a) - placeOf(b));
}

/** Cases with the same fix, in their order. */
export function byFix(cases: readonly FindingCase[]): readonly (readonly FindingCase[])[] {
  return [...groupBy(cases, ({ fix }) => JSON.stringify(fix)).values()];
}

/** The value with the hosts that it is on, where they are several: `/callback` on `a.acme.com` and `b.acme.com`. */
export function wholeValue({ value: own, hosts }: FindingCase, most?: number): Phrase {
  return hosts.length < 2 ? own : [...own, ' on ', ...listOf(hosts.map(value), most, 'more hosts')];
}

/** Whether it needs a decision: what is for the record and what a waiver accepts is not. */
export function needsDecision({ severity, waiver }: FindingEntry): boolean {
  return waiver === undefined && severity !== 'info';
}

function placeOf({ waiver, severity }: FindingEntry): number {
  return (waiver === undefined ? 0 : 10) + rankOf(severity);
}

function addTo(draft: Draft, finding: ReviewFinding, places: readonly Place[]): void {
  const shown = shownOf(finding);
  const key = JSON.stringify([shown.prop, shown.fix, shown.notes, shown.value]);
  const known = draft.cases.get(key) ?? { first: shown, hosts: new Set(), places: [], sources: [] };
  draft.cases.set(key, known);
  known.places.push(...places);
  addSource(known.sources, finding.place);
  if (shown.host !== undefined) known.hosts.add(shown.host);
  const environments = draft.environments.get(finding.severity) ?? new Set();
  draft.environments.set(finding.severity, environments);
  if (finding.environment !== undefined) environments.add(finding.environment);
  draft.count += 1;
}

function entryOf({ first, cases, environments, count }: Draft): FindingEntry {
  const { rule, title, impact, waiver, expiredWaiver } = first;
  const [severity = first.severity] = [...environments.keys()].sort((a, b) => rankOf(a) - rankOf(b));
  const milder = new Map([...environments].filter(([own, names]) => own !== severity && names.size > 0));
  return {
    rule,
    severity,
    title: phraseOfText(title),
    impact: impact === title ? [] : phraseOfText(impact),
    means: impact,
    milder,
    count,
    ...(waiver !== undefined && { waiver }),
    ...(expiredWaiver !== undefined && { expiredWaiver }),
    cases: [...cases.values()].map(caseOf),
  };
}

function caseOf({ first: { prop, notes, fix, value: own }, hosts, places, sources }: CaseDraft): FindingCase {
  const sorted = [...hosts].sort(byText);
  const whole = sorted.length === 1 ? withHost(own, sorted[0]) : own;
  return { prop, notes, fix, value: whole, hosts: sorted, places, sources };
}

/** Words of a rule as the first sentence of a line, without its period. */
function phraseOfText(words: string, slots: Readonly<Record<string, string>> = {}): Phrase {
  return partsOf(sentence(words).replace(/\.$/, ''), slots).map((part) =>
    typeof part === 'string' ? part : value(part.value),
  );
}

function withHost(path: Phrase, host = ''): Phrase {
  return path.map((part) => (typeof part === 'string' ? part : value(`https://${host}${part.value}`)));
}

/** Members of a list have its name; the value as a person reads it. */
function shownOf({ prop, fix, slots, notes = [], value: json }: ReviewFinding): Shown {
  const said = { prop: prop.replace(/\[\d+\]$/, ''), fix: phraseOfText(fix, slots), notes };
  const read = jsonIn(json);
  const [, host, path] = typeof read === 'string' ? (PLAIN_URI.exec(read) ?? []) : [];
  if (host !== undefined && path !== undefined) return { ...said, value: [value(path)], host };
  return { ...said, value: read === undefined ? [value(json)] : phraseOf(read, json), host: undefined };
}

const PLAIN_URI = /^https:\/\/([a-z0-9.-]+(?::\d+)?)(\/\S*)$/;

/** Undefined for a value that is not whole. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function phraseOf(read: unknown, json: string): Phrase {
  if (Array.isArray(read)) return listOf(read.map(plain));
  if (!isObject(read)) return [plain(read)];
  const names = Object.keys(read);
  if (names.length === 2 && 'before' in read && 'after' in read) {
    return [...membersOf(field(read, 'before')), ' → ', ...membersOf(field(read, 'after'))];
  }
  if (Object.values(read).some((each) => typeof each === 'object' && each !== null)) return [value(json)];
  return listOf(names.map((name) => value(`${name}: ${textOf(read[name])}`)));
}

function membersOf(read: unknown): Phrase {
  return Array.isArray(read) && read.length > 0 ? listOf(read.map(plain)) : [plain(read)];
}

function plain(read: unknown): Part {
  return value(textOf(read));
}

function textOf(read: unknown): string {
  if (read === null || read === '' || (Array.isArray(read) && read.length === 0)) return 'not set';
  return typeof read === 'string' ? read : JSON.stringify(read);
}
