import type { AppSubject } from '../app';
import type { Rule } from '../engine';
import { SOURCES } from '../sources';
import { members } from '../../okta-apps/shared/values';
import { longerThan } from './text-checks';

const MOST = 250;

/** Notes for administrators and for people who use the app. */
export const noteRules: readonly Rule<AppSubject>[] = [
  {
    id: 'notes/length',
    severity: 'error',
    summary: 'A note has at most 250 characters: the provider takes no more.',
    see: SOURCES.provider,
    check: ({ props: { notes } }) =>
      longerThan(
        MOST,
        ['admin', 'endUser'].flatMap((name) => {
          const text = members(notes)[name];
          return typeof text === 'string' ? [{ prop: `notes.${name}`, text }] : [];
        }),
      ),
  },
];
