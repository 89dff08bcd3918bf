import { rehearseStack, whyNoPlan } from '../rehearsal/rehearse-stack';
import { reviewRulesOf } from '../review/manifest-rules';
import { review } from '../review/review';
import { today } from '../shared/day';
import { readStack, type StackSource } from './stack-source';
import { TestPlan } from './test-plan';
import { testTools } from './test-tools';

export interface PlanOfOptions {
  /** What is there already, in the org and in the state. @default nothing */
  readonly after?: StackSource;
}

/**
 * A real plan of a stack, made by Terraform against a throwaway org on this machine, without any credential. Each call
 * has an org of its own, so calls may run side by side and nothing is left to be closed.
 *
 * A stack that is no `OktaStack` is reviewed as one of production, with the rules' own severities.
 *
 * @throws Error with what Terraform said when there is no plan; a plan that `prevent_destroy` refuses is a finding.
 */
export async function planOf(stack: StackSource, { after }: PlanOfOptions = {}): Promise<TestPlan> {
  const head = readStack(stack, 'the stack');
  const base = after === undefined ? undefined : readStack(after, '"after"');
  const documents = { name: 'stack', base: base?.document, head: head.document };
  const rehearsed = await rehearseStack(documents, await testTools());
  const { plan, diagnostics = [], notes = [], notRehearsed = [] } = rehearsed;
  if (plan === undefined) throw new Error(whyNoPlan(rehearsed));
  const { environment = 'test', production = true, rules = {} } = head.manifest ?? {};
  const { severities = {} } = reviewRulesOf(rules);
  const made = review({
    today: today(),
    stacks: [
      {
        stack: 'stack',
        environment,
        production,
        rehearsal: true,
        plan,
        diagnostics,
        notes,
        notRehearsed,
        synthesized: { ...(base && { before: base.document }), after: head.document },
      },
    ],
    rules: { [environment]: { severities } },
    secrets: [],
  });
  return new TestPlan(made);
}
