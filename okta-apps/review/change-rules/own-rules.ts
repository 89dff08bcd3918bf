import type { Violation } from '../../../rules/engine';
import type { Waiver } from '../../shared/environment-rules';
import { isDay } from '../../shared/day';
import type { WaiverFault } from '../waivers';
import type { ChangeRule, Subject } from './change-rule';
import { fill } from '../../../rules/texts';

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
  title:
    'The change edits what reviews it: rules, severities, waivers, the tool, the pipeline or code that the app loads.',
  see: DECISIONS,
  impact: 'this change was reviewed with the old version of these files; later changes are reviewed with the new one',
  fix: 'ask an owner of these files to approve the change',
  waivable: false,
  *check({ what, files }) {
    yield { prop: what, must: 'be changed on purpose', value: files };
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
  title: 'A changed file is tracked although git ignores it, such as one of a build folder.',
  see: 'https://git-scm.com/docs/gitignore',
  impact:
    'what is built would be taken from the commit and not from its source, and no editor shows the file as changed',
  fix: 'remove it from the commit (git rm --cached), or stop ignoring it',
  waivable: false,
  *check({ files }) {
    yield { prop: 'ignored files', must: 'not be tracked', value: files };
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
  title: 'A stack of the review was not planned, so nothing is known of it.',
  see: 'https://developer.hashicorp.com/terraform/cli/commands/plan',
  impact: 'the effect of an apply on this stack is unknown',
  fix: 'run okta-apps plan for it, or choose other environments with --env',
  waivable: false,
  leavesOut: true,
  *check({ stack }) {
    yield { prop: 'stack', must: 'be planned', value: stack };
  },
};

export const unplannedRules: readonly ChangeRule<UnplannedSubject>[] = [notPlanned];

const otherStack: ChangeRule<UnplannedSubject> = {
  id: 'review/other-stack',
  severity: 'medium',
  title: 'A stack that is not an `OktaStack` may change Okta, and was not looked at.',
  see: 'https://developer.hashicorp.com/terraform/cli/commands/plan',
  impact: 'what it does in Okta is unknown to this review',
  fix: 'read "cdktf diff" of it before "cdktf deploy", or derive the stack from OktaStack',
  waivable: false,
  leavesOut: true,
  *check({ stack }) {
    yield { prop: 'stack', must: 'be an OktaStack', value: stack };
  },
};

/** Stacks beside those of the tool. */
export const otherStackRules: readonly ChangeRule<UnplannedSubject>[] = [otherStack];

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
  title: 'A waiver has expired: it no longer accepts anything.',
  see: WAIVERS,
  impact: 'the findings that it accepted are open again',
  fix: 'decide again, and set a new expiry day',
  waivable: false,
  *check({ waiver, fault }) {
    if (fault !== 'expired') return;
    const value = { rule: waiver.rule, expires: waiver.expires };
    yield { prop: 'waiver', must: 'be renewed or removed', value };
  },
};

const invalid: ChangeRule<WaiverSubject> = {
  id: 'waiver/invalid',
  severity: 'medium',
  title: 'A waiver has no reason or no last day: it accepts nothing.',
  see: WAIVERS,
  impact: 'the findings that the waiver was meant to accept are not accepted',
  fix: 'write both',
  waivable: false,
  *check({ waiver, fault }) {
    if (fault !== 'no day' && fault !== 'no reason') return;
    const value = { rule: waiver.rule, expires: isDay(waiver.expires) ? waiver.expires : 'not a day' };
    yield { prop: 'waiver', must: 'have a reason and a last day, YYYY-MM-DD', value };
  },
};

const unknownInWaiver: ChangeRule<UnknownRuleSubject> = {
  id: 'waiver/unknown-rule',
  severity: 'medium',
  title: 'A waiver is for a rule that does not exist: it accepts nothing.',
  see: WAIVERS,
  impact: 'the findings that the waiver was meant to accept are not accepted',
  fix: 'look the id up in docs/review-rules.md',
  waivable: false,
  leavesOut: true,
  *check(subject) {
    if (subject.named === 'waiver') yield unknown(subject);
  },
};

const unknownInSeverity: ChangeRule<UnknownRuleSubject> = {
  id: 'severity/unknown-rule',
  severity: 'medium',
  title: 'A severity is set for a review rule that does not exist: it changes nothing.',
  see: WAIVERS,
  impact: 'the rule that was meant keeps its usual severity',
  fix: 'look the id up in docs/review-rules.md',
  waivable: false,
  leavesOut: true,
  *check(subject) {
    if (subject.named === 'severity') yield unknown(subject);
  },
};

function unknown({ named, rule, meant }: UnknownRuleSubject): Violation {
  const fix = meant === undefined ? {} : { fix: fill('write "{meant}"', { meant }) };
  return { prop: named, must: 'name a rule that exists', value: rule, ...fix };
}

/** Rules about waivers themselves. */
export const waiverRules: readonly ChangeRule<WaiverSubject>[] = [expired, invalid];

/** Rules about rules that are named and do not exist. */
export const unknownRuleRules: readonly ChangeRule<UnknownRuleSubject>[] = [unknownInWaiver, unknownInSeverity];
