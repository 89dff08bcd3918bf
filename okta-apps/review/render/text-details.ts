import { clipped } from '../../shared/visible-text';
import type { Review } from '../review-model';
import { changeItems } from './change-items';
import { asText, listOf, value } from './phrase';
import { addressesOf, placesPhrase } from './places';
import { stackMessages, type StackMessage } from './stack-messages';
import type { Subjects } from './subjects';
import type { TextStyle } from './text-style';
import { wrapped } from './width';
import { differenceLines } from './words';

const KINDS: Readonly<Record<StackMessage['kind'], string>> = {
  failure: 'Failed',
  error: 'Terraform error',
  warning: 'Terraform warning',
  note: 'Note',
};

/** Every change with its address and its whole values; equal ones are one. */
export function changeDetails(review: Review, subjects: Subjects, { paint, columns }: TextStyle): readonly string[] {
  const names = review.environments.map(({ environment }) => environment);
  const lines = changeItems(review, subjects).flatMap(({ title, places, parts, notes }) => {
    const addresses = addressesOf(places);
    const where = asText(placesPhrase(places, names, Number.MAX_SAFE_INTEGER));
    const head = [asText(title), where, ...(addresses.length > 0 ? [asText(listOf(addresses))] : [])].join(' · ');
    return [
      ...wrapped(head, columns, '  ').map((line) => paint.bold(line)),
      ...parts.flatMap(({ differences, then }) => [
        ...differences
          .flatMap((difference) => differenceLines(difference, clipped))
          .flatMap((line) => diffLines(line, { paint, columns })),
        ...(then === undefined ? [] : [`    (${then})`]),
      ]),
      ...notes.flatMap((note) => wrapped(asText(note), columns - 4, '  ').map((line) => `    ${line}`)),
    ];
  });
  return lines.length === 0 ? [] : ['', paint.bold('All changes'), ...lines];
}

/** Long values get lines of their own instead of being cut. */
function diffLines(line: string, { paint, columns }: TextStyle): readonly string[] {
  const hue = line.startsWith('+') ? paint.green : line.startsWith('-') ? paint.red : paint.none;
  const [, blanks = ''] = /^(.\s*)/.exec(line) ?? [];
  return wrapped(line.slice(blanks.length), columns - 4 - blanks.length).map(
    (part, at) => `    ${hue(`${at === 0 ? blanks : ' '.repeat(blanks.length)}${part}`)}`,
  );
}

/** What Terraform and this tool say of stacks. */
export function messageDetails(review: Review, { columns }: TextStyle): readonly string[] {
  const lines = stackMessages(review).flatMap(({ kind, lines: own, stacks }) => {
    const text = own.map((line) => clipped(line.trim().replace(/\s+/g, ' '))).join(': ');
    return wrapped(`${KINDS[kind]} (${asText(listOf(stacks.map(value)))}): ${text}`, columns, '  ');
  });
  return lines.length === 0 ? [] : ['', ...lines];
}
