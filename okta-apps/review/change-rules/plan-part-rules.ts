import type { Plan } from '../../plan/plan';
import type { ChangeRule, Subject } from './change-rule';

/** What a plan holds besides changes of resources and outputs. */
export interface PlanPartSubject extends Subject {
  readonly plan: Plan;
}

const FORMAT = 'https://developer.hashicorp.com/terraform/internals/json-format#plan-representation';

const unread: ChangeRule<PlanPartSubject> = {
  id: 'plan/unknown-part',
  severity: 'high',
  leavesOut: true,
  summary: 'The plan has a key, a mode, a combination of actions or a state that this version does not know.',
  see: FORMAT,
  means: 'a part of the plan was not read; what it does is not known',
  *check({ plan: { unread: parts, terraformVersion } }) {
    const todo = `update okta-apps, or plan with a version of Terraform that it knows; this plan is of ${terraformVersion ?? 'an unknown version'}`;
    for (const { what, addresses } of parts) {
      const place = { prop: 'plan', must: 'hold only what okta-apps reads', value: what, todo };
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
  summary: 'Terraform put some changes off to a later plan.',
  needsOrg: true,
  see: FORMAT,
  means: 'some of what would happen is not in this review',
  *check({ plan: { errored, complete, deferred } }) {
    if (errored || complete) return;
    const place = {
      prop: 'plan',
      must: 'be complete',
      todo: 'plan again after this apply: the next plan has the rest',
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
  summary: 'Terraform runs an action of a provider, such as one that a change of a resource triggers.',
  see: 'https://developer.hashicorp.com/terraform/language/block/action',
  means: 'a provider does something in Okta or elsewhere that no change of a resource shows',
  *check({ plan: { actions } }) {
    for (const { address, type, triggeredBy, isDeferred } of actions) {
      const when = isDeferred ? ' in a later plan' : '';
      const by = triggeredBy === undefined ? '' : `, triggered by ${triggeredBy}`;
      const todo = 'read what the action does in the documentation of its provider, or remove it from the code';
      yield { prop: 'action', must: 'be meant', value: `${type}${by}${when}`, todo, address };
    }
  },
};

/** Rules about what a plan holds besides changes. */
export const planPartRules: readonly ChangeRule<PlanPartSubject>[] = [incomplete, unread, action];
