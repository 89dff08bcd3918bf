import type { Plan } from '../../plan/plan';
import type { ChangeRule, Subject } from './change-rule';
import { fill } from '../../../rules/texts';

/** What a plan holds besides changes of resources and outputs. */
export interface PlanPartSubject extends Subject {
  readonly plan: Plan;
}

const FORMAT = 'https://developer.hashicorp.com/terraform/internals/json-format#plan-representation';

const unread: ChangeRule<PlanPartSubject> = {
  id: 'plan/unknown-part',
  severity: 'high',
  leavesOut: true,
  title: 'This version does not know a part of the plan.',
  see: FORMAT,
  impact: 'a part of the plan was not read; what it does is not known',
  fix: 'update okta-apps, or plan with a version of Terraform that it knows',
  *check({ plan: { unread: parts, terraformVersion } }) {
    const fix = fill('update okta-apps, or plan with a version of Terraform that it knows; this plan is of {version}', {
      version: terraformVersion ?? 'an unknown version',
    });
    for (const { what, addresses } of parts) {
      const place = { prop: 'plan', must: 'hold only what okta-apps reads', value: what, fix };
      if (addresses.length === 0) yield place;
      for (const address of addresses) yield { ...place, address };
    }
  },
  grouped: true,
};

const incomplete: ChangeRule<PlanPartSubject> = {
  id: 'plan/incomplete',
  severity: 'high',
  leavesOut: true,
  title: 'Terraform deferred some changes to a later plan.',
  needsOrg: true,
  see: FORMAT,
  impact: 'some of what would happen is not in this review',
  fix: 'plan again after this apply: the next plan has the rest',
  *check({ plan: { errored, complete, deferred } }) {
    if (errored || complete) return;
    const place = {
      prop: 'plan',
      must: 'be complete',
    };
    if (deferred.length === 0) yield { ...place, value: 'complete: false' };
    for (const { address, reason } of deferred) yield { ...place, value: `deferred: ${reason}`, address };
  },
  grouped: true,
};

const action: ChangeRule<PlanPartSubject> = {
  id: 'plan/runs-action',
  severity: 'high',
  leavesOut: true,
  title: 'Terraform runs a provider action.',
  see: 'https://developer.hashicorp.com/terraform/language/block/action',
  impact: 'a provider does something in Okta or elsewhere that no resource change shows',
  fix: 'look up the action in the documentation of its provider, or remove it from the code',
  *check({ plan: { actions } }) {
    for (const { address, type, triggeredBy, isDeferred } of actions) {
      const when = isDeferred ? ' in a later plan' : '';
      const by = triggeredBy === undefined ? '' : `, triggered by ${triggeredBy}`;
      yield { prop: 'action', must: 'be meant', value: `${type}${by}${when}`, address };
    }
  },
};

/** Rules about what a plan holds besides changes. */
export const planPartRules: readonly ChangeRule<PlanPartSubject>[] = [incomplete, unread, action];
