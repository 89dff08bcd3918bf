import { counted } from '../../shared/lists';
import type { Review, ReviewedRequests, Witness } from '../review-model';
import type { Section } from './cut';
import { asMarkdown, asText, brief, listOf, value, type Phrase } from './phrase';
import type { TextStyle } from './text-style';
import { wrapped } from './width';

/** So many are read; all of them are in the JSON. */
const MOST = 40;
/** Of a comment. */
const ROOM = 12_000;

/** The requests that show findings, one each, as a fold. */
export function witnessSection({ requests }: Review): Section {
  return {
    open: `\n<details><summary>Shown by requests${requests === undefined ? '' : `: ${summary(requests)}`}</summary>\n`,
    items: (requests?.shown ?? []).map((one) => `- ${asMarkdown(head(one))}; ${asMarkdown(answers(one))}`),
    close: '\n</details>\n',
    noun: 'request',
    most: ROOM,
  };
}

/** The same for a terminal. */
export function witnessDetails({ requests }: Review, { paint, columns }: TextStyle): readonly string[] {
  if (requests === undefined) return [];
  const { shown } = requests;
  const more = shown.length - MOST;
  return [
    '',
    ...wrapped(`Shown by requests: ${summary(requests)}`, columns, '  ').map((line) => paint.bold(line)),
    ...shown
      .slice(0, MOST)
      .flatMap((one) => [
        ...wrapped(asText(head(one)), columns - 2, '  ').map((line) => `  ${line}`),
        ...wrapped(asText(answers(one)), columns - 4, '  ').map((line) => `    ${line}`),
      ]),
    ...(more > 0 ? [`  and ${more} more (the JSON format lists all)`] : []),
  ];
}

/** `1 starts to work and 2 stop working, of 18 that were sent to base and head` */
function summary({ sent, shown }: ReviewedRequests): string {
  const working = shown.filter(({ after }) => after.accepted).length;
  const others = shown.length - working;
  const parts = [
    ...(working > 0 ? [`${counted(working, 'starts', 'start')} to work`] : []),
    ...(others > 0 ? [`${counted(others, 'stops', 'stop')} working`] : []),
  ];
  return `${parts.length === 0 ? 'none is answered differently' : parts.join(' and ')}, of ${sent} that were sent to base and head`;
}

/** Whose request starts or stops to be accepted, which findings that shows, and the request. */
function head({ request, app, address = '', environment, rules, after }: Witness): Phrase {
  return [
    after.accepted ? 'Starts to work (' : 'Stops working (',
    value(app ?? address),
    ' in ',
    value(environment),
    ', ',
    ...listOf(rules.map(value)),
    '): ',
    value(request),
  ];
}

/** An answer that starts with the code of an OAuth error; others say what happens instead. */
const CODE = /^[a-z_]+(?:: |$)/;

function answers({ before, after }: Witness): Phrase {
  const said = ({ accepted, says }: Witness['before']): Phrase =>
    accepted
      ? ['accepted, ', says]
      : [CODE.test(says) ? 'refused with ' : 'refused, ', ...brief([value(says.replace(/\.$/, ''))])];
  return ['before ', ...said(before), '; now ', ...said(after)];
}
