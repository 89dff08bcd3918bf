import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { longerThan, outsideLength, UNSPEAKABLE } from './text-checks';
import { object } from '../../okta-apps/shared/json';
import { ownHostRule, unsound, urisOf } from './uris';

const LONGEST_LABEL = 100;

/** The name that people see on their dashboard and that administrators search for. */
export const labelRules: readonly Rule<AppSubject>[] = [
  {
    id: 'label/length',
    severity: 'error',
    title: 'A label is empty or too long.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'write a name of 1 to 100 characters',
    see: SOURCES.oktaApps,
    check: ({ props: { label } }) =>
      outsideLength([1, LONGEST_LABEL], 'label', label, (length) =>
        length === 0 ? 'write the name that people will see' : `shorten it by ${length - LONGEST_LABEL}`,
      ),
  },
  {
    id: 'label/trimmed',
    severity: 'error',
    title: 'A label has leading or trailing space.',
    impact: 'no one can see the space, and a search for the label may miss the app',
    fix: 'remove the space',
    see: SOURCES.oktaApps,
    *check({ props: { label } }) {
      if (typeof label !== 'string' || label === label.trim()) return;
      yield {
        prop: 'label',
        must: 'have no leading or trailing space',
        value: label,
      };
    },
  },
  {
    id: 'label/characters',
    severity: 'error',
    title: 'A label contains control characters.',
    impact: 'users and administrators may take the app for another one',
    fix: 'replace it by plain text',
    see: SOURCES.unicodeBidi,
    *check({ props: { label } }) {
      if (typeof label !== 'string' || !UNSPEAKABLE.test(label)) return;
      yield {
        prop: 'label',
        must: 'have no control character',
        value: label,
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
    title: 'A note is longer than 250 characters.',
    impact: 'the provider refuses it, and the apply stops',
    fix: 'shorten it to 250 characters',
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
    title: 'The address of a page is not a plain https address.',
    impact: 'users who follow the link would see an error, or a page that others can alter',
    fix: 'write an absolute https URI without user name',
    see: SOURCES.rfc7591Uris,
    check: (app) => unsound(urisOf(app).pages),
  },
  {
    id: 'pages/length',
    severity: 'error',
    title: 'The address of a page is too long.',
    impact: 'Okta or the provider refuses the app, and the apply stops',
    fix: 'shorten it to 1024 characters',
    see: SOURCES.oktaApps,
    check: (app) =>
      longerThan(
        LONGEST_ADDRESS,
        urisOf(app).pages.filter(({ prop }) => LIMITED.includes(prop)),
      ),
  },
  ownHostRule('pages', 'address of a page', 'pages'),
];
