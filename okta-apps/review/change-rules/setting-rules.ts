import type { Violation } from '../../../rules/engine';
import { firstOf } from '../../shared/lists';
import type { DatedCommit } from '../../shared/settings-history';
import { datedText } from '../merged/pushed';
import type { Direction, LoosenedBefore, SettingChange } from '../settings/setting';
import type { ChangeRule, Subject } from './change-rule';

/** One setting of `env/` that is another one in the change than at the base. */
export interface SettingSubject extends Subject {
  readonly change: SettingChange;
}

/** Environments that only the change has. */
export interface NewEnvironmentSubject extends Subject {
  /** `qa: acme-qa.oktapreview.com` */
  readonly environments: readonly string[];
}

const PROTECTION =
  'https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions';
const APPROVE = 'restore it, or let an owner of these environments approve it';

/** The violation of a rule that is about one direction. */
function of(wanted: Direction, must: string) {
  return function* ({ change: { setting, direction, step } }: SettingSubject): Generator<Violation> {
    if (direction === wanted) yield { prop: setting, must, value: step };
  };
}

const otherTarget: ChangeRule<SettingSubject> = {
  id: 'setting/other-target',
  severity: 'block',
  title: 'A setting names another org, another credential or another environment than the base.',
  see: PROTECTION,
  impact: 'the next apply would write to another org, or sign in to Okta with another credential',
  fix: 'restore it, or accept this step with a waiver in env/ first',
  check: of('other-target', 'be that of the base'),
};

const looser: ChangeRule<SettingSubject> = {
  id: 'setting/looser',
  severity: 'high',
  title: 'A setting that protects an environment is loosened.',
  see: PROTECTION,
  impact: 'later changes are reviewed and applied with less protection; this one is held to the stricter side',
  fix: APPROVE,
  waivable: false,
  check: of('looser', 'not be loosened without need'),
};

const sideways: ChangeRule<SettingSubject> = {
  id: 'setting/sideways',
  severity: 'medium',
  title: 'A setting of an environment changes, neither stricter nor looser.',
  see: PROTECTION,
  impact: 'later changes are reviewed or applied differently',
  fix: APPROVE,
  waivable: false,
  check: of('sideways', 'be changed on purpose'),
};

const tighter: ChangeRule<SettingSubject> = {
  id: 'setting/tighter',
  severity: 'info',
  title: 'A setting that protects an environment becomes stricter.',
  see: PROTECTION,
  impact: 'later changes are reviewed or applied with more protection',
  fix: 'keep it if it is intended',
  waivable: false,
  check: of('tighter', 'be changed on purpose'),
};

export const settingRules: readonly ChangeRule<SettingSubject>[] = [otherTarget, looser, sideways, tighter];

const newEnvironment: ChangeRule<NewEnvironmentSubject> = {
  id: 'setting/new-environment',
  severity: 'medium',
  title: 'A new environment is added, with an org that the base does not have.',
  see: PROTECTION,
  impact: 'its stacks are evaluated as production, and by the usual severities of the rules',
  fix: 'check the org and its settings in env/',
  waivable: false,
  *check({ environments }) {
    if (environments.length === 0) return;
    yield { prop: 'environments', must: 'be added on purpose', value: environments };
  },
};

export const newEnvironmentRules: readonly ChangeRule<NewEnvironmentSubject>[] = [newEnvironment];

/** The settings of the last 30 days at the base. */
export interface SettingHistorySubject extends Subject {
  readonly loosened: readonly (LoosenedBefore & { readonly by: readonly RequestedCommit[] })[];
  readonly notCompared: readonly NotCompared[];
}

/** A part of the history that is not known. */
export interface NotCompared {
  /** `before 1a2b3c4d5e of 2026-11-20` */
  readonly what: string;
  readonly why: string;
}

/** A commit, and the request that it merges. */
interface RequestedCommit extends DatedCommit {
  /** `pull request 12` */
  readonly request?: string;
}

/** Of more commits than this, git shows the others. */
export const MOST_COMMITS = 3;

const loosenedBefore: ChangeRule<SettingHistorySubject> = {
  id: 'setting/loosened-before',
  severity: 'info',
  title: 'Settings that protect an environment were loosened in the last 30 days.',
  see: PROTECTION,
  impact: 'this change is reviewed and applied with less protection than before these commits',
  fix: 'restore it when it is no longer needed',
  waivable: false,
  *check({ loosened, notCompared }) {
    for (const { setting, step, by } of loosened) {
      yield { prop: setting, must: 'be as strict as before', value: step, note: `loosened by ${commitsText(by)}` };
    }
    for (const { what, why } of notCompared) {
      yield {
        prop: 'settings',
        must: 'be compared',
        value: what,
        note: why,
        fix: 'compare env/ with that commit by hand',
      };
    }
  },
};

/** `1a2b3c4d5e of 2026-11-20 (pull request 12)`; where git does not tell which, one of several. */
function commitsText(by: readonly RequestedCommit[]): string {
  const each = by.map(
    ({ request, ...commit }) => `${datedText(commit)}${request === undefined ? '' : ` (${request})`}`,
  );
  const text = firstOf(each, MOST_COMMITS, 'the commits before them');
  return each.length > 1 ? `one of ${text}` : text;
}

export const settingHistoryRules: readonly ChangeRule<SettingHistorySubject>[] = [loosenedBefore];
