import { counted } from '../../shared/lists';
import type { Difference } from '../meaning/differences';
import { reasonWords } from '../meaning/reasons';
import type { ChangeReview, DriftReview, EnvironmentReview, Review, ReviewFinding, StackReview } from '../review-model';
import type { ReviewSeverity } from '../severity';
import { clipped, visible } from '../../shared/visible-text';
import { painter, type Paint } from './paint';
import {
  differenceLines,
  FATE_WORDS,
  findingGroups,
  headlineText,
  changeWord,
  KIND_WORDS,
  placeParts,
  stackNotes,
  totals,
} from './words';

export interface TextOptions {
  /** Colors for a terminal. @default false */
  readonly color?: boolean;
}

const HUES: Readonly<Record<ReviewSeverity | 'none', 'red' | 'yellow' | 'blue' | 'green'>> = {
  block: 'red',
  high: 'red',
  medium: 'yellow',
  info: 'blue',
  none: 'green',
};

const COLUMNS = ['create', 'change', 'replace', 'delete', 'import', 'drift'] as const;

/** The review for a terminal or a log: everything, nothing cut but single long values. */
export function renderText(review: Review, options: TextOptions = {}): string {
  const paint = painter(options.color ?? false);
  const unchanged = review.stacks.filter(({ outcome }) => outcome === 'unchanged').length;
  return [
    ...headline(review, paint),
    ...matrix(review),
    ...findings(review, paint),
    ...parity(review),
    ...review.stacks.filter(({ outcome }) => outcome !== 'unchanged').flatMap((stack) => stackLines(stack, paint)),
    ...(unchanged > 0 ? ['', `${counted(unchanged, 'stack')} unchanged, not planned`] : []),
    '',
  ].join('\n');
}

function headline(review: Review, paint: Paint): string[] {
  const { open, waived } = totals(review);
  const parts = open.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  if (waived > 0) parts.push(`${waived} accepted`);
  return [
    paint[HUES[review.headline.severity]](paint.bold(headlineText(review))),
    parts.length > 0 ? `findings: ${parts.join(', ')}` : 'findings: none',
  ];
}

function findingsCell({ findings, waived }: EnvironmentReview): string {
  const parts = (['block', 'high', 'medium', 'info'] as const)
    .filter((severity) => findings[severity] > 0)
    .map((severity) => `${findings[severity]} ${severity}`);
  if (waived > 0) parts.push(`${waived} accepted`);
  return parts.length > 0 ? parts.join(', ') : '-';
}

function matrix({ environments }: Review): string[] {
  if (environments.length === 0) return [];
  const header = ['environment', ...COLUMNS, 'findings'];
  const rows = environments.map((line) => {
    const notes = stackNotes(line);
    const last = [findingsCell(line), ...(notes.length > 0 ? [`(${notes.join(', ')})`] : [])].join(' ');
    return [clipped(line.environment), ...COLUMNS.map((column) => String(line[column])), last];
  });
  const widths = header.map((_, at) => Math.max(...[header, ...rows].map((cells) => (cells[at] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return ['', line(header), ...rows.map(line)];
}

function findingLine({ prop, must, value, todo, expiredWaiver }: ReviewFinding): string {
  const expired = expiredWaiver === undefined ? '' : ` (a waiver for it expired on ${visible(expiredWaiver.expires)})`;
  return `    ${visible(prop)} must ${visible(must)}, got ${visible(value)}; ${visible(todo)}${expired}`;
}

function addressLines({ addresses = [] }: ReviewFinding): string[] {
  return addresses.map((address) => `      ${clipped(address)}`);
}

function findings({ findings: all }: Review, paint: Paint): string[] {
  return findingGroups(all).flatMap(({ first, all: group }) => {
    const place = placeParts(first).map(clipped).join(' · ');
    const { waiver, severity, rule, means } = first;
    const label = paint[waiver === undefined ? HUES[severity] : 'green'](
      waiver === undefined ? severity : `accepted ${severity}`,
    );
    return [
      '',
      `${label}  ${place === '' ? '' : `${place}: `}${means} [${rule}]`,
      ...group.flatMap((finding) => [findingLine(finding), ...addressLines(finding)]),
      ...(waiver === undefined ? [] : [`    accepted until ${visible(waiver.expires)}: ${clipped(waiver.reason)}`]),
    ];
  });
}

function parity({ parity: rows }: Review): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(({ address, attribute, values }) => {
    const cells = values.map(({ environment, value }) => `${clipped(environment)}: ${clipped(value)}`);
    return `  ${clipped(address)} ${attribute}  ${cells.join(' | ')}`;
  });
  return ['', 'production is not like the rest', ...lines];
}

function diff(differences: readonly Difference[], paint: Paint): string[] {
  const lines = differences.flatMap((difference) => differenceLines(difference, clipped));
  return lines.map((line) => {
    const hue = line.startsWith('+') ? paint.green : line.startsWith('-') ? paint.red : paint.none;
    return `      ${hue(line)}`;
  });
}

function changeLines(change: ChangeReview, paint: Paint): string[] {
  const { kind, address, app, because, importing, previousAddress, deposed, differences } = change;
  const state = differences.filter(({ stateOnly }) => stateOnly).map(({ attribute }) => visible(attribute));
  const real = differences.filter(({ stateOnly }) => !stateOnly);
  const back = change.takenBack.map(clipped);
  const title = [
    `${changeWord(change)} ${clipped(address)}`,
    ...(app === undefined ? [] : [clipped(app)]),
    ...(because.length > 0 ? [`because: ${because.map((reason) => clipped(reasonWords(reason))).join(', ')}`] : []),
    ...(importing === undefined
      ? []
      : [`import of ${importing === '' ? 'an id known after apply' : clipped(importing)}`]),
    ...(previousAddress === undefined ? [] : [`moved from ${clipped(previousAddress)}`]),
    ...(deposed === undefined ? [] : ['left over from an interrupted replacement']),
  ].join(' · ');
  return [
    `  ${paint.bold(title)}`,
    ...diff(real, paint),
    ...(back.length > 0 ? [`      takes back what was changed outside of Terraform: ${back.join(', ')}`] : []),
    ...(kind === 'update' && real.length + back.length === 0
      ? ['      the code changes nothing here that Okta keeps']
      : []),
    ...(state.length > 0
      ? [`      only in Terraform's state, nothing is sent to Okta for it: ${state.join(', ')}`]
      : []),
  ];
}

function driftLines({ kind, address, app, differences }: DriftReview, paint: Paint): string[] {
  const name = [clipped(address), ...(app === undefined ? [] : [clipped(app)])].join(' · ');
  if (kind === 'delete') return [`  ${paint.bold(`deleted outside of Terraform ${name}`)}`];
  const lines = differences.flatMap((difference) => [
    ...diff([difference], paint),
    `      (${FATE_WORDS[difference.fate]})`,
  ]);
  return [`  ${paint.bold(`changed outside of Terraform ${name}`)}`, ...lines];
}

function stackLines(stack: StackReview, paint: Paint): string[] {
  const { failure, errors, warnings, outputs, notes, outcome, rehearsal } = stack;
  const diagnostics = [...errors, ...warnings].map(({ severity, address, summary, detail }) => {
    const parts = [address, summary, detail].filter((text) => text !== undefined && text !== '');
    return `  Terraform ${severity}: ${parts.map((text) => clipped((text ?? '').trim().replace(/\s+/g, ' '))).join(': ')}`;
  });
  const body = [
    ...notes.map((note) => `  note: ${clipped(note)}`),
    ...(failure === undefined ? [] : [`  ${clipped(failure)}`]),
    ...new Set(diagnostics),
    ...stack.changes.flatMap((change) => changeLines(change, paint)),
    ...stack.drift.flatMap((each) => driftLines(each, paint)),
    ...outputs.map(({ name, kind }) => `  output ${clipped(name)}: ${KIND_WORDS[kind]}`),
  ];
  const quiet = stack.changes.length + stack.drift.length + outputs.length + errors.length === 0;
  const state = outcome === 'planned' && quiet ? 'no change' : outcome;
  return ['', `${clipped(stack.stack)}: ${state}${rehearsal ? ', rehearsed' : ''}`, ...body];
}
