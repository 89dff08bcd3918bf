import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { longerThan, outsideLength } from './text-checks';
import { object } from '../../okta-apps/shared/json';
import { ownHostRule, unsound, urisOf } from './uris';

const LONGEST_LABEL = 100;
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
      outsideLength([1, LONGEST_LABEL], 'label', label, (length) =>
        length === 0 ? 'write the name that people will see' : `shorten it by ${length - LONGEST_LABEL}`,
      ),
  },
  {
    id: 'label/trimmed',
    severity: 'error',
    summary: 'A label has no leading or trailing space.',
    see: SOURCES.oktaApps,
    *check({ props: { label } }) {
      if (typeof label !== 'string' || label === label.trim()) return;
      yield {
        prop: 'label',
        must: 'have no leading or trailing space',
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

const LONGEST_NOTE = 250;

/** Notes for administrators and for people who use the app. */
export const noteRules: readonly Rule<AppSubject>[] = [
  {
    id: 'notes/length',
    severity: 'error',
    summary: 'A note has at most 250 characters: the provider takes no more.',
    see: SOURCES.provider,
    check: ({ props: { notes } }) =>
      longerThan(
        LONGEST_NOTE,
        ['admin', 'endUser'].flatMap((name) => {
          const text = object(notes)[name];
          return typeof text === 'string' ? [{ prop: `notes.${name}`, text }] : [];
        }),
      ),
  },
];

const LONGEST_ADDRESS = 1024;
const LIMITED = ['clientUri', 'logoUri'];

/** Pages about the app that Okta links to: `clientUri`, `logoUri`, `policyUri`, `tosUri`. */
export const pageRules: readonly Rule<AppSubject>[] = [
  {
    id: 'pages/uri',
    severity: 'error',
    summary:
      'The address of a page is absolute, https or http on this machine, with one host and nothing secret in it.',
    see: SOURCES.rfc7591Uris,
    check: (app) => unsound(urisOf(app).pages),
  },
  {
    id: 'pages/length',
    severity: 'error',
    summary: '`clientUri` and `logoUri` have at most 1024 characters; Okta says no limit for the other pages.',
    see: SOURCES.oktaApps,
    check: (app) =>
      longerThan(
        LONGEST_ADDRESS,
        urisOf(app).pages.filter(({ prop }) => LIMITED.includes(prop)),
      ),
  },
  ownHostRule('pages', 'every page is at a host of its own', 'pages'),
];
