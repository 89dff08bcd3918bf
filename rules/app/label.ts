import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { outsideLength } from './text-checks';

const MOST = 100;
/** Controls, line breaks, surrogates without partner, and what turns the direction of the text around it. */
const UNSPEAKABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** The name that people see on their dashboard and that administrators search for. */
export const labelRules: readonly Rule<AppSubject>[] = [
  {
    id: 'label/length',
    severity: 'error',
    summary: 'A label has 1 to 100 characters, counted as code points.',
    see: SOURCES.oktaApps,
    check: ({ props: { label } }) =>
      outsideLength([1, MOST], 'label', label, (length) =>
        length === 0 ? 'write the name that people will see' : `shorten it by ${length - MOST}`,
      ),
  },
  {
    id: 'label/trimmed',
    severity: 'error',
    summary: 'A label has no space in front or behind.',
    see: SOURCES.oktaApps,
    *check({ props: { label } }) {
      if (typeof label !== 'string' || label === label.trim()) return;
      yield {
        prop: 'label',
        must: 'have no space in front or behind',
        value: label,
        todo: 'remove the space',
      };
    },
  },
  {
    id: 'label/characters',
    severity: 'error',
    summary: 'A label has no control character, line break or character that turns the direction of the text.',
    see: SOURCES.unicodeBidi,
    *check({ props: { label } }) {
      if (typeof label !== 'string' || !UNSPEAKABLE.test(label)) return;
      yield {
        prop: 'label',
        must: 'have no control character',
        value: label,
        todo: 'replace it by plain text',
      };
    },
  },
];
