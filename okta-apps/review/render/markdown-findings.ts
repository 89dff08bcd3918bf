import { code, prose } from '../../shared/markdown';
import type { Waiver } from '../../shared/environment-rules';
import { reviewRules } from '../change-rules/registry';
import type { Blobs } from '../blobs';
import type { Review } from '../review-model';
import type { ReviewSeverity } from '../severity';
import { MORE_ELSEWHERE, WHOLE, type Section } from './cut';
import { anchorOf } from '../../../rules/rule-sections';
import { sentence } from '../../../rules/texts';
import { byFix, needsDecision, wholeValue, type FindingCase, type FindingEntry } from './finding-entries';
import { countsOf } from './headline';
import { asMarkdown, brief, listOf, value, type Phrase } from './phrase';
import { addressesOf, environmentsPhrase, placesPhrase, type Environments } from './places';
import { sourcesPhrase } from './sources';

export const SEVERITY_SIGNS: Readonly<Record<ReviewSeverity | 'none' | 'accepted', string>> = {
  block: '⛔',
  high: '🔴',
  medium: '🟠',
  info: '🔵',
  none: '✅',
  accepted: '☑️',
};

/** What a list shows at most; the details show more, and JSON everything. */
interface Caps {
  readonly cases: number;
  readonly apps: number;
  readonly addresses: number;
  /** Hosts of a value that is about a host that may be new. */
  readonly hosts: number;
  /** Lines of code; JSON has that of each finding. */
  readonly sources: number;
}

const VISIBLE: Caps = { cases: 3, apps: 5, addresses: 0, hosts: 3, sources: 2 };
const DETAILS: Caps = { cases: 40, apps: 40, addresses: 60, hosts: 60, sources: 20 };

/** Hosts of a finding that blocks or is high: one of them may be the reason. */
const MOST_GRAVE_HOSTS = 8;

/** Findings that a reader can take in at once. */
const MOST_VISIBLE = 5;

/** Room for the details of findings, so that the changes have some, too. */
const ROOM = 30_000;

/** What needs a decision, worst first, without a fold. */
export function visibleFindings(
  review: Review,
  entries: readonly FindingEntry[],
  links: Links = {},
): readonly string[] {
  const counts = countsOf(entries).map(([severity, text]) => `${SEVERITY_SIGNS[severity]} ${text}`);
  if (counts.length === 0) return [];
  const open = entries.filter(needsDecision);
  const names = review.environments.map(({ environment }) => environment);
  const more = open.length - MOST_VISIBLE;
  const expired = entries.filter((entry) => !needsDecision(entry) && entry.expiredWaiver !== undefined).length;
  return [
    `**Findings:** ${counts.join(' · ')}`,
    '',
    ...open.slice(0, MOST_VISIBLE).flatMap((entry) => itemLines(entry, { names, ...links }, VISIBLE)),
    ...(more > 0 ? [`- …and ${more} more that need a decision, all in the list of findings below`] : []),
    ...(open.length > 0 || expired > 0 ? [''] : []),
  ];
}

/** Every finding with all of its addresses. */
export function findingSection(review: Review, entries: readonly FindingEntry[], links: Links = {}): Section {
  const names = review.environments.map(({ environment }) => environment);
  const total = entries.reduce((sum, { count }) => sum + count, 0);
  return {
    open: `\n<details><summary>${total === 1 ? 'The finding' : `All ${total} findings`}, with addresses</summary>\n`,
    items: entries.map((entry) => itemLines(entry, { names, ...links }, DETAILS).join('\n')),
    close: '\n</details>\n',
    noun: 'finding',
    most: ROOM,
  };
}

/** What findings link to, where it is known. */
export interface Links {
  /** Where the files of the head are shown. */
  readonly blobs?: Blobs | undefined;
  /** Public address of docs/review-rules.md. */
  readonly rulesPage?: string | undefined;
}

/** What all entries have in common. */
interface Shown extends Links {
  readonly names: Environments;
}

function itemLines(entry: FindingEntry, shown: Shown, most: Caps): readonly string[] {
  const { cases, title, impact, rule, waiver, severity } = entry;
  const isGrave = severity === 'block' || severity === 'high';
  const caps = isGrave && most === VISIBLE ? { ...most, hosts: MOST_GRAVE_HOSTS } : most;
  const sign = SEVERITY_SIGNS[waiver === undefined ? severity : 'accepted'];
  const more = cases.length - caps.cases;
  const place = most === VISIBLE ? 'in the list of findings below' : WHOLE;
  return [
    `- ${sign} **${asMarkdown(title)}.**${impact.length === 0 ? '' : ` ${asMarkdown(impact)}.`} (${ruleLink(rule, shown.rulesPage)})`,
    ...byFix(cases.slice(0, caps.cases))
      .flatMap((group) => caseLines(group, shown, caps))
      .map((line) => `  - ${line}`),
    ...(more > 0 ? [`  - …and ${more} more values (${place})`] : []),
    ...notesOf(entry, shown.names).map((note) => `  - ${asMarkdown(note)}`),
  ];
}

/** A rule that another job named need not exist: then there is no place to link to. */
function ruleLink(rule: string, page: string | undefined): string {
  return page !== undefined && RULES.has(rule) ? `[${code(rule)}](${page}#${anchorOf(rule)})` : code(rule);
}

const RULES: ReadonlySet<string> = new Set(reviewRules.map(({ id }) => id));

/** Values with the same fix, which is said once: on the line of a single value, else on a line of its own. */
function caseLines(group: readonly FindingCase[], shown: Shown, caps: Caps): readonly string[] {
  const lines = group.map((each) => caseLine(each, shown, caps));
  const fix = group[0] === undefined ? '' : `${asMarkdown(group[0].fix)}.`;
  return lines.length === 1 ? [`${lines.join('')} ${fix}`] : [...lines, fix];
}

function caseLine(each: FindingCase, { names, blobs }: Shown, caps: Caps): string {
  const { prop, notes, places, sources } = each;
  const at = sourcesPhrase(sources, caps.sources, blobs);
  const where = placesPhrase(places, names, caps.apps, caps.addresses === 0 ? 'more' : MORE_ELSEWHERE);
  const addresses = caps.addresses === 0 ? [] : addressesOf(places);
  const whole = wholeValue(each, caps.hosts);
  const said = caps.addresses === 0 ? brief(whole) : whole;
  return [
    `${code(prop)}: ${asMarkdown(said)}${where.length === 0 ? '' : ` – ${asMarkdown(where)}`}${at.length === 0 ? '' : ` (${asMarkdown(at)})`}.`,
    ...notes.map((note) => prose(`${sentence(note)}.`)),
    ...(addresses.length === 0 ? [] : [asMarkdown(['At ', ...listOf(addresses, caps.addresses, MORE_ELSEWHERE), '.'])]),
  ].join(' ');
}

function notesOf({ milder, waiver, expiredWaiver }: FindingEntry, names: Environments): readonly Phrase[] {
  return [
    ...[...milder].map(([severity, own]): Phrase => [
      `${severity === 'info' ? 'For the record' : severity} in `,
      ...environmentsPhrase(own, names),
    ]),
    ...(waiver === undefined ? [] : [['Accepted', ...until(waiver)]]),
    ...(expiredWaiver === undefined ? [] : [['A waiver for it expired on ', value(expiredWaiver.expires)]]),
  ];
}

function until({ expires, reason }: Waiver): Phrase {
  return [' until ', value(expires), ': ', value(reason)];
}
