import type { AppSubject } from '../app';
import type { Rule, Violation } from '../engine';
import { fill } from '../texts';
import { SOURCES } from '../sources';
import { characters } from '../../okta-apps/shared/values';
import { UNSPEAKABLE } from './text-checks';

/** As long as a label, and as an e-mail address may be. */
const LONGEST = { owner: 100, contact: 254 } as const;

/** Who owns the app, and how to reach them. `criticality` is one of the words of `choices.ts`. */
export const ownershipRules: readonly Rule<AppSubject>[] = [textRule('owner'), textRule('contact')];

function textRule(prop: keyof typeof LONGEST): Rule<AppSubject> {
  return {
    id: `${prop}/text`,
    severity: 'error',
    title: `${prop === 'owner' ? 'An owner' : 'A contact'} is empty, too long, or no plain text.`,
    impact: 'reviewers and inventories could not tell whom to ask about the app',
    fix: 'write it as one short line, or leave it out',
    see: SOURCES.oktaApps,
    *check({ props }) {
      const text = props[prop];
      if (typeof text === 'string') yield* faults(prop, text);
    },
  };
}

function* faults(prop: keyof typeof LONGEST, text: string): Iterable<Violation> {
  const length = characters(text);
  if (length === 0 || length > LONGEST[prop]) {
    const fix = length === 0 ? 'leave it out' : fill('shorten it by {value}', { value: length - LONGEST[prop] });
    yield { prop, must: `have 1 to ${LONGEST[prop]} characters`, value: text, fix };
  }
  if (text !== text.trim()) {
    yield { prop, must: 'have no leading or trailing space', value: text, fix: 'remove the space' };
  }
  if (UNSPEAKABLE.test(text)) {
    yield { prop, must: 'have no control character', value: text, fix: 'replace it by plain text' };
  }
}
