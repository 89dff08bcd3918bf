import { reviewRulesOf } from '../review/manifest-rules';
import { review } from '../review/review';
import type { ReviewInput, ReviewRules, StackInput } from '../review/review-input';
import type { Review } from '../review/review-model';
import { withNewRuleIds } from '../shared/renamed-rules';
import { sideBySide } from '../shared/side-by-side';
import { rehearseStack } from './rehearse-stack';
import type { StackCode, StackPair } from '../project/stack-code';
import type { RehearsalTools } from './sandbox';

/** What is rehearsed beside the stacks. */
export interface RehearsalOptions extends Pick<ReviewInput, 'today' | 'changedFiles' | 'lock' | 'secrets'> {
  /** Most stacks at once. */
  readonly atOnce: number;
  /** Told when a stack begins and ends. */
  readonly onStack: (name: string, phase: 'rehearsal' | undefined) => void;
}

/** What a rehearsal comes to. */
export interface RehearsedStacks {
  readonly review: Review;
  /** One for each pair; those that did not change have no plan. */
  readonly stacks: readonly StackInput[];
}

/**
 * Rehearses the stacks that changed and reviews them together with the others. How findings are judged comes from the
 * base; an environment that the base does not have is judged by the rules' own severities.
 *
 * @throws Interrupted when it was told to stop.
 */
export async function rehearse(
  pairs: readonly StackPair[],
  { atOnce, onStack, ...rest }: RehearsalOptions,
  tools: RehearsalTools,
): Promise<RehearsedStacks> {
  const stacks = await sideBySide(pairs, atOnce, async (pair) => {
    if (!pair.changed) return inputOf(pair);
    onStack(pair.name, 'rehearsal');
    const { name, base, head } = pair;
    const rehearsed = await rehearseStack({ name, base: base?.document, head: head?.document }, tools);
    onStack(pair.name, undefined);
    return { ...inputOf(pair), ...rehearsed };
  });
  const rules = rulesOf(pairs.map(({ base }) => base));
  const made = review({
    ...rest,
    stacks,
    rules,
    proposedRules: { ...rules, ...rulesOf(pairs.map(({ head }) => head)) },
  });
  return { review: made, stacks };
}

function inputOf({ name, base, head }: StackPair): StackInput {
  const manifest = (head ?? base)?.manifest;
  return {
    stack: name,
    environment: manifest?.environment ?? '',
    // Whoever takes this mark off a stack is still reviewed as what it was.
    production: [base, head].some((code) => code?.manifest.production === true),
    rehearsal: true,
    noLongerReviewed: head?.noLongerReviewed ?? false,
    synthesized: {
      ...(base !== undefined && { before: base.document }),
      ...(head !== undefined && { after: head.document }),
    },
  };
}

/** A head with old ids does not synthesize: it is read like the base for the one id that either may have meant. */
function rulesOf(stacks: readonly (StackCode | undefined)[]): Readonly<Record<string, ReviewRules>> {
  return Object.fromEntries(
    stacks
      .filter((stack) => stack !== undefined)
      .map(({ manifest }) => [manifest.environment, reviewRulesOf(withNewRuleIds(manifest.rules))]),
  );
}
