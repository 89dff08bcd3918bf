import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { longerThan } from './text-checks';
import { unsound } from './uri-checks';
import { ownHostRule } from './uri-rules';
import { urisOf } from './uris-of';

const MOST = 1024;
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
        MOST,
        urisOf(app).pages.filter(({ prop }) => LIMITED.includes(prop)),
      ),
  },
  ownHostRule('pages', 'every page is at a host of its own', 'pages'),
];
