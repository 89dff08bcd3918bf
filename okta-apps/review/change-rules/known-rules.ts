import type { Violation } from '../../../rules/engine';
import { fill } from '../../../rules/texts';
import type { KnownChange } from '../../shared/environment-rules';
import type { KnownFault } from '../known';
import type { ChangeRule, Subject } from './change-rule';

/** One entry of an environment's `rules.known`. */
export interface KnownSubject extends Subject {
  readonly known: KnownChange;
  readonly fault: KnownFault | undefined;
}

const RULES = 'https://github.com/cdklabs/cdk-nag#suppressing-a-rule';

function violation(
  { known: { type, attribute, expires } }: KnownSubject,
  must: string,
  fix?: Violation['fix'],
): Violation {
  const value = { type, ...(attribute !== undefined && { attribute }), expires };
  return { prop: 'rules.known', must, value, ...(fix !== undefined && { fix }) };
}

const expired: ChangeRule<KnownSubject> = {
  id: 'known/expired',
  severity: 'medium',
  title: 'An entry of `rules.known` has expired: it no longer accepts anything.',
  see: RULES,
  impact: 'changes that were accepted for a time are findings again',
  fix: 'decide again, and set a new expiry day',
  waivable: false,
  *check(subject) {
    if (subject.fault?.code !== 'expired') return;
    yield violation(subject, 'be renewed or removed');
  },
};

const FAULTS: Readonly<Record<'not-a-name' | 'power' | 'no-reason' | 'no-day', readonly [must: string, fix: string]>> =
  {
    'not-a-name': ['have the name of one type, and of one attribute at most', 'write one entry for each type'],
    power: ['have no type that gives power over the org', 'write a waiver for the rule and the address instead'],
    'no-reason': ['say why', 'write why these changes need no finding'],
    'no-day': ['have a last day, YYYY-MM-DD', 'write the last day on which it holds'],
  };

const invalid: ChangeRule<KnownSubject> = {
  id: 'known/invalid',
  severity: 'medium',
  title: 'An entry of `rules.known` is invalid: it accepts nothing.',
  see: RULES,
  impact: 'changes that should be accepted are findings',
  fix: 'correct the entry',
  waivable: false,
  *check(subject) {
    const { fault } = subject;
    if (fault === undefined || fault.code === 'expired' || fault.code === 'other-name') return;
    yield violation(subject, ...FAULTS[fault.code]);
  },
};

const otherName: ChangeRule<KnownSubject> = {
  id: 'known/unknown-type',
  severity: 'medium',
  title: 'An entry of `rules.known` has an unknown type, and a similar one exists.',
  see: RULES,
  impact: 'changes that should be accepted may be findings',
  fix: 'write the name of the type as the plan has it',
  waivable: false,
  *check(subject) {
    if (subject.fault?.code !== 'other-name') return;
    yield violation(
      subject,
      'have a type that exists',
      fill('write "{meant}" if that is meant', { meant: subject.fault.meant }),
    );
  },
};

/** Rules about what an environment accepts by type. */
export const knownRules: readonly ChangeRule<KnownSubject>[] = [expired, invalid, otherName];
