import type { Waiver } from '../../shared/environment-rules';
import { isDay, type WaiverFault } from '../waivers';
import type { ChangeRule, Subject } from './change-rule';

/** Changed files that decide how changes are judged or run. */
export interface ProtectedPathSubject extends Subject {
  readonly what: string;
  readonly files: readonly string[];
}

const DECISIONS =
  'https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions';

const judgesItself: ChangeRule<ProtectedPathSubject> = {
  id: 'review/changes-the-review',
  severity: 'high',
  summary: 'A change touches the rules, the severities and waivers, the tool or the pipeline that judge it.',
  see: DECISIONS,
  means: 'later changes will be judged otherwise; this one was judged by what was there before',
  waivable: false,
  *check({ what, files }) {
    const todo = 'let somebody approve it who answers for that';
    yield { prop: what, must: 'be changed on purpose', value: files, todo };
  },
};

export const protectedPathRules: readonly ChangeRule<ProtectedPathSubject>[] = [judgesItself];

/** What the change would make of one environment's severities and waivers. */
export interface ProposalSubject extends Subject {
  /** Each as text: `waiver app/deleted okta_app_oauth.old until 2026-12-31`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const proposes: ChangeRule<ProposalSubject> = {
  id: 'review/severities-or-waivers-changed',
  severity: 'high',
  summary: 'A change brings other severities or waivers for the review.',
  see: DECISIONS,
  means: 'later changes will be judged otherwise; this one was judged by what was there before',
  waivable: false,
  *check({ added, removed }) {
    if (added.length + removed.length === 0) return;
    const todo = 'let somebody approve it who answers for that';
    yield { prop: 'severities and waivers', must: 'be changed on purpose', value: { added, removed }, todo };
  },
};

export const proposalRules: readonly ChangeRule<ProposalSubject>[] = [proposes];

/** One waiver of an environment. */
export interface WaiverSubject extends Subject {
  readonly waiver: Waiver;
  readonly fault: WaiverFault | undefined;
}

/** A rule that an environment's data names. */
export interface NamedRuleSubject extends Subject {
  readonly named: 'waiver' | 'severity';
  readonly rule: string;
  /** The rule exists, here or among the rules of the synthesis. */
  readonly known: boolean;
}

const WAIVERS = 'https://github.com/cdklabs/cdk-nag#suppressing-a-rule';

const expired: ChangeRule<WaiverSubject> = {
  id: 'waiver/expired',
  severity: 'medium',
  summary: 'A waiver has expired: it accepts nothing any more.',
  see: WAIVERS,
  means: 'what was accepted for a time is not accepted any more',
  waivable: false,
  *check({ waiver, fault }) {
    if (fault !== 'expired') return;
    const value = { rule: waiver.rule, expires: waiver.expires };
    yield { prop: 'waiver', must: 'be renewed or removed', value, todo: 'decide again, with a new day' };
  },
};

const invalid: ChangeRule<WaiverSubject> = {
  id: 'waiver/invalid',
  severity: 'medium',
  summary: 'A waiver without a reason or without a day of expiry: it accepts nothing.',
  see: WAIVERS,
  means: 'what somebody wanted to accept is not accepted',
  waivable: false,
  *check({ waiver, fault }) {
    if (fault !== 'no day' && fault !== 'no reason') return;
    const value = { rule: waiver.rule, expires: isDay(waiver.expires) ? waiver.expires : 'not a day' };
    yield { prop: 'waiver', must: 'have a reason and a last day, YYYY-MM-DD', value, todo: 'write both' };
  },
};

const unknownRule: ChangeRule<NamedRuleSubject> = {
  id: 'waiver/unknown-rule',
  severity: 'medium',
  summary: 'A waiver or a severity for a rule that does not exist.',
  see: WAIVERS,
  means: 'what somebody wanted to accept or to weigh otherwise is judged as always',
  waivable: false,
  *check({ named, rule, known }) {
    if (known) return;
    yield { prop: named, must: 'name a rule that exists', value: rule, todo: 'correct the id of the rule' };
  },
};

/** Rules about waivers themselves. */
export const waiverRules: readonly ChangeRule<WaiverSubject>[] = [expired, invalid];

export const namedRules: readonly ChangeRule<NamedRuleSubject>[] = [unknownRule];
