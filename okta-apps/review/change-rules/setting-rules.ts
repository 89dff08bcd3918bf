import type { Violation } from '../../../rules/engine';
import type { Direction, SettingChange } from '../settings/setting';
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
function of(wanted: Direction, must: string, todo: string) {
  return function* ({ change: { setting, direction, step } }: SettingSubject): Generator<Violation> {
    if (direction === wanted) yield { prop: setting, must, value: step, todo };
  };
}

const otherTarget: ChangeRule<SettingSubject> = {
  id: 'setting/other-target',
  severity: 'block',
  summary: 'A setting names another org, another credential or another environment than the base.',
  see: PROTECTION,
  means: 'the next apply would write to another org, or sign in to Okta with another credential',
  check: of('other-target', 'be that of the base', 'restore it, or accept this step with a waiver in env/ first'),
};

const looser: ChangeRule<SettingSubject> = {
  id: 'setting/looser',
  severity: 'high',
  summary:
    'A setting that protects an environment is loosened: approvals, severities, waivers, limits, what Terraform gets.',
  see: PROTECTION,
  means: 'later changes are reviewed and applied with less protection; this one is held to the stricter side',
  waivable: false,
  check: of('looser', 'not be loosened without need', APPROVE),
};

const sideways: ChangeRule<SettingSubject> = {
  id: 'setting/sideways',
  severity: 'medium',
  summary: 'A setting of an environment changes, neither to a stricter nor to a looser one.',
  see: PROTECTION,
  means: 'later changes are reviewed or applied in another way',
  waivable: false,
  check: of('sideways', 'be changed on purpose', APPROVE),
};

const tighter: ChangeRule<SettingSubject> = {
  id: 'setting/tighter',
  severity: 'info',
  summary: 'A setting that protects an environment becomes stricter.',
  see: PROTECTION,
  means: 'later changes are reviewed or applied with more protection',
  waivable: false,
  check: of('tighter', 'be changed on purpose', 'keep it, if it is meant'),
};

export const settingRules: readonly ChangeRule<SettingSubject>[] = [otherTarget, looser, sideways, tighter];

const newEnvironment: ChangeRule<NewEnvironmentSubject> = {
  id: 'setting/new-environment',
  severity: 'medium',
  summary: 'The base knows neither an environment nor its org.',
  see: PROTECTION,
  means: 'its stacks are evaluated as production, and by the usual severities of the rules',
  waivable: false,
  *check({ environments }) {
    if (environments.length === 0) return;
    const todo = 'check the org and its settings in env/';
    yield { prop: 'environments', must: 'be added on purpose', value: environments, todo };
  },
};

export const newEnvironmentRules: readonly ChangeRule<NewEnvironmentSubject>[] = [newEnvironment];
