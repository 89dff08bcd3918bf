import { planPartRules, type PlanPartSubject } from '../../../../okta-apps/review/change-rules/plan-part-rules';
import { appChange, rawPlan } from '../support/plan-json';
import { planOf } from '../support/reviews';
import { testRules } from '../support/rule-cases';

function plan(more: Record<string, unknown> = {}): PlanPartSubject {
  return { place: {}, production: true, plan: planOf(rawPlan([], more)) };
}

const UPDATE = 'update okta-apps, or plan with a version of Terraform that it knows; this plan is of 1.11.4';
const READ = 'look up the action in the documentation of its provider, or remove it from the code';

describe('rules about the parts of a plan', () => {
  testRules(planPartRules, {
    'plan/unknown-part': {
      good: [['a plan of keys that are known', plan({ timestamp: 'x', checks: [] })]],
      bad: [
        [
          'a list and a mode that are not known',
          plan({ wishes: [1], resource_drift: [appChange({}, {}, {}, { mode: 'list' })] }),
          [
            `plan must hold only what okta-apps reads, got "resource_drift[].mode \\"list\\""; ${UPDATE}`,
            `plan must hold only what okta-apps reads, got "wishes"; ${UPDATE}`,
          ],
        ],
      ],
    },
    'plan/incomplete': {
      good: [
        ['a whole plan', plan({ complete: true })],
        ['a plan of a Terraform that does not say', plan()],
        ['an errored plan, of which another rule speaks', plan({ complete: false, errored: true })],
      ],
      bad: [
        [
          'a plan that says so',
          plan({ complete: false }),
          ['plan must be complete, got "complete: false"; plan again after this apply: the next plan has the rest'],
        ],
        [
          'deferred changes',
          plan({ deferred_changes: [{ reason: 'absent_prereq', resource_change: appChange({}, {}) }] }),
          [
            'plan must be complete, got "deferred: absent_prereq"; plan again after this apply: the next plan has the rest',
          ],
        ],
      ],
    },
    'plan/runs-action': {
      good: [['a plan without actions', plan()]],
      bad: [
        [
          'an action that a change triggers, and one that is put off',
          plan({
            action_invocations: [
              {
                ...{ address: 'action.okta_x.a', type: 'okta_x' },
                lifecycle_action_trigger: { triggering_resource_address: 'okta_group.a' },
              },
            ],
            deferred_action_invocations: [{ action_invocation: { address: 'action.okta_x.b', type: 'okta_x' } }],
          }),
          [
            `action must be meant, got "okta_x, triggered by okta_group.a"; ${READ}`,
            `action must be meant, got "okta_x in a later plan"; ${READ}`,
          ],
        ],
      ],
    },
  });
});
