import type { Waiver } from '../../shared/environment-rules';
import type { Review, ReviewFinding } from '../review-model';
import type { ReviewSeverity } from '../severity';
import { moreLines, type Section } from './cut';
import { code, prose } from '../../shared/markdown';
import { findingGroups, placeParts, type FindingGroup } from './words';

/** More of one kind at one place tell a reader nothing new. */
const MOST_LINES = 20;
const MOST_ADDRESSES = 10;

const HEADINGS: Readonly<Record<ReviewSeverity, string>> = {
  block: '⛔ Stops the apply',
  high: '🔴 High',
  medium: '🟠 Medium',
  info: '🔵 For the record',
};

/** Room for each, so that many small findings leave some for the details of the large ones. */
const ROOM: Readonly<Record<ReviewSeverity, number>> = { block: 30_000, high: 20_000, medium: 12_000, info: 5_000 };

/** Findings that no waiver accepts, one section for each severity, worst first. */
export function findingSections({ findings }: Review): Section[] {
  const open = findings.filter(({ waiver }) => waiver === undefined);
  return (['block', 'high', 'medium', 'info'] as const).map((severity) =>
    section(severity, findingGroups(open.filter((finding) => finding.severity === severity))),
  );
}

function accepted({ rule, reason, expires }: Waiver): string {
  return `${code(reason)} (${code(rule)}, until ${code(expires)})`;
}

/** Where it is, when it is about several resources; the rest of them is in the list of changes. */
function where(addresses: readonly string[]): string {
  const more = addresses.length - MOST_ADDRESSES;
  const shown = addresses.slice(0, MOST_ADDRESSES).map(code).join(', ');
  return addresses.length === 0 ? '' : ` (${shown}${more > 0 ? ` and ${more} more` : ''})`;
}

function sentence({ prop, must, value, todo, expiredWaiver, addresses = [] }: ReviewFinding): string {
  const expired = expiredWaiver === undefined ? '' : ` (a waiver for it expired on ${code(expiredWaiver.expires)})`;
  return `${code(prop)} must ${prose(must)}, got ${code(value)}; ${prose(todo)}${where(addresses)}${expired}`;
}

function ruleLines({ first, all }: FindingGroup): string[] {
  const head = `  - **${prose(first.means)}** (${code(first.rule)})`;
  if (all.length === 1) return [`${head}: ${sentence(first)}`];
  return [head, ...all.map((finding) => `    - ${sentence(finding)}`)];
}

/** What is said of one place, rule by rule. */
function item(groups: readonly FindingGroup[]): string {
  const parts = groups[0] === undefined ? [] : placeParts(groups[0].first);
  const lines = groups.flatMap(ruleLines);
  const more = lines.length - MOST_LINES;
  return [
    `- ${parts.length > 0 ? parts.map(code).join(' · ') : 'For the whole project'}`,
    ...lines.slice(0, MOST_LINES),
    ...(more > 0 ? [`  - and ${moreLines(more)}`] : []),
  ].join('\n');
}

/** The groups of each place, places in the order of their worst. */
function byPlace(groups: readonly FindingGroup[]): readonly (readonly FindingGroup[])[] {
  const places = new Map<string, FindingGroup[]>();
  for (const group of groups) {
    const key = JSON.stringify(placeParts(group.first));
    const place = places.get(key);
    if (place === undefined) places.set(key, [group]);
    else place.push(group);
  }
  return [...places.values()];
}

/** What a person must read stands open, the rest is folded. */
function section(severity: ReviewSeverity, groups: readonly FindingGroup[]): Section {
  const items = byPlace(groups).map(item);
  const total = groups.reduce((sum, { all }) => sum + all.length, 0);
  const shared = { items, noun: `place with ${severity} findings`, most: ROOM[severity] };
  if (severity === 'block' || severity === 'high')
    return { open: `\n#### ${HEADINGS[severity]}\n`, close: '', ...shared };
  const open = `\n<details><summary>${HEADINGS[severity]} (${total})</summary>\n`;
  return { open, close: '\n</details>\n', ...shared };
}

/** Findings that somebody accepted, with the reason and the last day. */
export function waiverSection({ findings }: Review): Section {
  const groups = findingGroups(findings.filter(({ waiver }) => waiver !== undefined));
  const items = groups.map(({ first, all }) => {
    const waiver = first.waiver === undefined ? '' : accepted(first.waiver);
    const place = placeParts(first).map(code).join(' · ');
    return [
      `- ${place}: ${prose(first.means)}; accepted: ${waiver}`,
      ...all.slice(0, MOST_LINES).map((finding) => `  - ${sentence(finding)}`),
      ...(all.length > MOST_LINES ? [`  - and ${moreLines(all.length - MOST_LINES)}`] : []),
    ].join('\n');
  });
  const open = `\n<details><summary>☑️ Accepted by waivers (${items.length})</summary>\n`;
  return { open, items, close: '\n</details>\n', noun: 'accepted finding', most: 6_000 };
}
