import type { Violation } from '../../../rules/engine';
import type { Waiver } from '../../shared/environment-rules';
import { isDay } from '../../shared/day';
import type { WaiverFault } from '../waivers';
import type { ChangeRule, Subject } from './change-rule';

/** Changed files that decide how changes are reviewed or run, and code that the app loads. */
export interface ProtectedPathSubject extends Subject {
  readonly what: string;
  readonly files: readonly string[];
}

const DECISIONS =
  'https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions';

const changesTheReview: ChangeRule<ProtectedPathSubject> = {
  id: 'review/changes-the-review',
  severity: 'high',
  summary:
    'A change touches the rules, the severities and waivers, the tool or the pipeline that review it, or code that the ' +
    'app loads.',
  see: DECISIONS,
  means: 'this change was reviewed with the old version of these files; later changes are reviewed with the new one',
  waivable: false,
  *check({ what, files }) {
    const todo = 'ask an owner of these files to approve the change';
    yield { prop: what, must: 'be changed on purpose', value: files, todo };
  },
};

export const protectedPathRules: readonly ChangeRule<ProtectedPathSubject>[] = [changesTheReview];

/** Files that are tracked although git is told to ignore them. */
export interface IgnoredFileSubject extends Subject {
  readonly files: readonly string[];
}

const ignoredFile: ChangeRule<IgnoredFileSubject> = {
  id: 'review/ignored-file',
  severity: 'block',
  summary: 'A changed file is tracked although git ignores it, such as one of a build folder.',
  see: 'https://git-scm.com/docs/gitignore',
  means:
    'what is built would be taken from the commit and not from its source, and no editor shows the file as changed',
  waivable: false,
  *check({ files }) {
    const todo = 'take it out of the commit (git rm --cached), or no longer ignore it';
    yield { prop: 'ignored files', must: 'not be tracked', value: files, todo };
  },
};

export const ignoredFileRules: readonly ChangeRule<IgnoredFileSubject>[] = [ignoredFile];

/** A stack that was chosen for the review and has no plan. */
export interface UnplannedSubject extends Subject {
  readonly stack: string;
}

const notPlanned: ChangeRule<UnplannedSubject> = {
  id: 'review/not-planned',
  severity: 'medium',
  summary: 'A stack of the review was not planned, so nothing is known of it.',
  see: 'https://developer.hashicorp.com/terraform/cli/commands/plan',
  means: 'the effect of an apply on this stack is unknown',
  waivable: false,
  leavesOut: true,
  *check({ stack }) {
    const todo = 'run okta-apps plan for it, or choose other environments with --env';
    yield { prop: 'stack', must: 'be planned', value: stack, todo };
  },
};

export const unplannedRules: readonly ChangeRule<UnplannedSubject>[] = [notPlanned];

/** One waiver of an environment. */
export interface WaiverSubject extends Subject {
  readonly waiver: Waiver;
  readonly fault: WaiverFault | undefined;
}

/** A rule that an environment's data names and that does not exist. */
export interface UnknownRuleSubject extends Subject {
  readonly named: 'waiver' | 'severity';
  readonly rule: string;
  /** The id that was probably meant. */
  readonly meant?: string;
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
  means: 'the findings that the waiver was meant to accept are not accepted',
  waivable: false,
  *check({ waiver, fault }) {
    if (fault !== 'no day' && fault !== 'no reason') return;
    const value = { rule: waiver.rule, expires: isDay(waiver.expires) ? waiver.expires : 'not a day' };
    yield { prop: 'waiver', must: 'have a reason and a last day, YYYY-MM-DD', value, todo: 'write both' };
  },
};

const unknownInWaiver: ChangeRule<UnknownRuleSubject> = {
  id: 'waiver/unknown-rule',
  severity: 'medium',
  summary: 'A waiver for a rule that does not exist: it accepts nothing.',
  see: WAIVERS,
  means: 'the findings that the waiver was meant to accept are not accepted',
  waivable: false,
  leavesOut: true,
  *check(subject) {
    if (subject.named === 'waiver') yield unknown(subject);
  },
};

const unknownInSeverity: ChangeRule<UnknownRuleSubject> = {
  id: 'severity/unknown-rule',
  severity: 'medium',
  summary: 'A review severity for a rule of the review that does not exist: it changes nothing.',
  see: WAIVERS,
  means: 'the rule that was meant keeps its usual severity',
  waivable: false,
  leavesOut: true,
  *check(subject) {
    if (subject.named === 'severity') yield unknown(subject);
  },
};

function unknown({ named, rule, meant }: UnknownRuleSubject): Violation {
  const todo = meant === undefined ? 'look the id up in docs/review-rules.md' : `write "${meant}"`;
  return { prop: named, must: 'name a rule that exists', value: rule, todo };
}

/** Rules about waivers themselves. */
export const waiverRules: readonly ChangeRule<WaiverSubject>[] = [expired, invalid];

/** Rules about rules that are named and do not exist. */
export const unknownRuleRules: readonly ChangeRule<UnknownRuleSubject>[] = [unknownInWaiver, unknownInSeverity];
