import { sentence } from '../../../rules/texts';
import { visible } from '../../shared/visible-text';
import type { Review } from '../review-model';
import { byFix, needsDecision, wholeValue, type FindingCase, type FindingEntry } from './finding-entries';
import { countsOf } from './headline';
import { asText, brief, listOf, value } from './phrase';
import { addressesOf, environmentsPhrase, placesPhrase, type Environments } from './places';
import { sourcesPhrase } from './sources';
import { HUES, type TextStyle } from './text-style';
import { wrapped } from './width';

/** So many findings, with so many values in so many places, are one screen: a list of them needs no second one. */
const MOST_ENTRIES = 8;
const MOST_CASES = 16;
const MOST_PLACES = 12;

/** Findings, values, hosts and apps of the first screen, where there are more. */
const FIRST = { entries: 4, cases: 2, hosts: 8, apps: 3, sources: 2 };

/** Lines of code of one value; JSON has the line of each finding. */
const MOST_SOURCES = 20;

const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** All findings where they are few; else those that matter most. */
export function firstFindings(review: Review, entries: readonly FindingEntry[], style: TextStyle): readonly string[] {
  const counts = countsOf(entries).map(([, text]) => text);
  const line = wrapped(counts.length === 0 ? 'Findings: none' : `Findings: ${counts.join(', ')}`, style.columns, '  ');
  if (areFew(entries)) return ['', ...line, ...everyFinding(review, entries, style)];
  const names = namesOf(review);
  const shown = entries.filter(needsDecision).slice(0, FIRST.entries);
  const rest = entries.length - shown.length;
  return [
    '',
    ...line,
    ...shown.flatMap((entry) => entryLines(entry, names, FIRST, style)),
    '',
    ...wrapped(
      rest > 0
        ? `…and ${rest} more, all in the list of findings below`
        : '…with all addresses in the list of findings below',
      style.columns,
      '  ',
    ),
  ];
}

/** The list that the first screen had no room for. */
export function findingDetails(review: Review, entries: readonly FindingEntry[], style: TextStyle): readonly string[] {
  if (areFew(entries)) return [];
  const total = entries.reduce((sum, { count }) => sum + count, 0);
  return ['', style.paint.bold(`All findings (${total})`), ...everyFinding(review, entries, style)];
}

function areFew(entries: readonly FindingEntry[]): boolean {
  const cases = entries.flatMap((entry) => entry.cases);
  const areShort = cases.every((each) => Math.max(each.hosts.length, addressesOf(each.places).length) <= MOST_PLACES);
  return entries.length <= MOST_ENTRIES && cases.length <= MOST_CASES && areShort;
}

function everyFinding(review: Review, entries: readonly FindingEntry[], style: TextStyle): readonly string[] {
  const names = namesOf(review);
  return entries.flatMap((entry) =>
    entryLines(entry, names, { cases: EVERYTHING, hosts: EVERYTHING, apps: EVERYTHING, sources: MOST_SOURCES }, style),
  );
}

function namesOf({ environments }: Review): Environments {
  return environments.map(({ environment }) => environment);
}

interface Caps {
  readonly cases: number;
  readonly hosts: number;
  readonly apps: number;
  readonly sources: number;
}

function entryLines(entry: FindingEntry, names: Environments, caps: Caps, style: TextStyle): readonly string[] {
  const { severity, waiver, expiredWaiver, title, impact, rule, cases, milder } = entry;
  const { paint, columns } = style;
  const label = waiver === undefined ? (severity === 'info' ? 'for the record' : severity) : `accepted ${severity}`;
  const [first = '', ...rest] = wrapped(`${label}: ${asText(title)} [${visible(rule)}]`, columns, '  ');
  const hue = paint[waiver === undefined ? HUES[severity] : 'green'];
  const indented = (text: string) => wrapped(text, columns - 2, '  ').map((line) => `  ${line}`);
  const more = cases.length - caps.cases;
  return [
    '',
    `${hue(paint.bold(first.slice(0, label.length)))}${first.slice(label.length)}`,
    ...rest,
    ...(impact.length === 0 ? [] : indented(`${asText(impact)}.`)),
    ...byFix(cases.slice(0, caps.cases)).flatMap((group) => [
      ...group.flatMap((each) => caseTexts(each, names, caps).flatMap(indented)),
      ...group.slice(0, 1).flatMap(({ fix }) => indented(`${asText(fix)}.`)),
    ]),
    ...(more > 0 ? indented(`…and ${more} more values, in the list of findings below`) : []),
    ...[...milder].flatMap(([own, where]) =>
      indented(`${own === 'info' ? 'for the record' : own} in ${asText(environmentsPhrase(where, names))}`),
    ),
    ...(waiver === undefined
      ? []
      : indented(`accepted until ${asText([value(waiver.expires), ': ', value(waiver.reason)])}`)),
    ...(expiredWaiver === undefined ? [] : indented(`a waiver for it expired on ${visible(expiredWaiver.expires)}`)),
  ];
}

function caseTexts(each: FindingCase, names: Environments, caps: Caps): readonly string[] {
  const { prop, notes, places, sources } = each;
  const where = asText(placesPhrase(places, names, caps.apps));
  const addresses = addressesOf(places);
  const at = asText(sourcesPhrase(sources, caps.sources));
  const isWhole = caps.apps === EVERYTHING;
  const said = isWhole ? wholeValue(each) : brief(wholeValue(each, caps.hosts));
  return [
    `${asText([value(prop), ': ', ...said])}${where === '' ? '' : ` – ${where}`}${at === '' ? '' : ` (${at})`}`,
    ...notes.map((note) => visible(`${sentence(note)}.`)),
    ...(addresses.length > 0 && isWhole ? [`at ${asText(listOf(addresses))}`] : []),
  ];
}
