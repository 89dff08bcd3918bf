import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDiagnostics } from '../../../../okta-apps/plan/parse-plan';
import { readPlan } from '../../../../okta-apps/resources/read-plan';
import type { Plan } from '../../../../okta-apps/plan/plan';
import { review } from '../../../../okta-apps/review/review';
import type { ReviewInput, StackInput } from '../../../../okta-apps/review/review-input';
import type { Review } from '../../../../okta-apps/review/review-model';

export const TODAY = '2026-11-21';

const PLANS = join(__dirname, '../../../fixtures/plans');
const NO_SECRETS = { secrets: [] };

interface Recorded {
  readonly plan?: unknown;
  readonly diagnostics: unknown;
}

/** A recorded plan of the real provider, as the recording has it. */
export function recordedJson(name: string): Recorded {
  return JSON.parse(readFileSync(join(PLANS, `${name}.json`), 'utf8')) as Recorded;
}

/** A stack with a recorded plan; production unless said otherwise. */
export function recordedStack(name: string, more: Partial<StackInput> = {}): StackInput {
  const { plan, diagnostics } = recordedJson(name);
  return {
    stack: 'storefront-prod',
    environment: 'prod',
    production: true,
    ...(plan === undefined ? { failure: 'terraform plan ended with an error' } : { plan: planOf(plan) }),
    diagnostics: parseDiagnostics(diagnostics, NO_SECRETS),
    ...more,
  };
}

/** What every plan goes through before it is parsed. */
let reorder: (json: unknown) => unknown = (json) => json;

/** Builds with plans whose JSON was put into another order. */
export function withPlansIn<T>(order: (json: unknown) => unknown, build: () => T): T {
  reorder = order;
  try {
    return build();
  } finally {
    reorder = (json) => json;
  }
}

export function planOf(json: unknown): Plan {
  return readPlan(reorder(json), NO_SECRETS);
}

/** A production stack with a plan that a builder made. */
export function stackOf(json: unknown, more: Partial<StackInput> = {}): StackInput {
  return { stack: 'storefront-prod', environment: 'prod', production: true, plan: planOf(json), ...more };
}

export function reviewOf(stacks: readonly StackInput[], more: Partial<ReviewInput> = {}): Review {
  return review({ today: TODAY, stacks, rules: {}, secrets: [], ...more });
}

/** The ids of the rules that found something, in the order of the findings. */
export function ruleIds(reviewed: Review): string[] {
  return reviewed.findings.map(({ rule }) => rule);
}
