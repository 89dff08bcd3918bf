import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf, type StackDigest } from '../review/digest';
import { reviewRulesOf } from '../review/manifest-rules';
import { PLAN_RECORD_FILE, planRecordText } from '../review/plan-record';
import { parseDiagnostics, parsePlan } from '../review/plan/parse-plan';
import type { ReviewRules, StackInput } from '../review/review-input';
import { secretValues } from '../terraform/child-environment';
import type { Io } from './io';
import type { PlanResult } from './plan-stacks';

/** Where Terraform keeps the versions and hashes of a stack's providers. */
export const LOCK_FILE = '.terraform.lock.hcl';

/** What Terraform would print of a plan in which nothing changes: such a one is not kept. */
export const NOTHING = { format_version: '1.2' };

/** The text of a file; undefined when there is none. */
export async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What the text is as JSON; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One stack of a review, and the rules of its environment where they are known. */
export interface ReviewedPlan {
  readonly input: StackInput;
  readonly digest: StackDigest;
  readonly rules?: ReviewRules;
}

/** Masks what was planned, for a review. */
export async function reviewedPlans(results: readonly PlanResult[], io: Io): Promise<readonly ReviewedPlan[]> {
  return await Promise.all(results.map((result) => reviewedPlan(result, io)));
}

/** Leaves what was planned beside each stack's `cdk.tf.json`, for `okta-apps review`. */
export async function recordPlans(results: readonly PlanResult[], plans: readonly ReviewedPlan[]): Promise<void> {
  for (const [i, { input, digest }] of plans.entries()) {
    const { folder } = (results[i] as PlanResult).stack;
    await writeFile(path.join(folder, PLAN_RECORD_FILE), planRecordText({ ...input, digest }), { mode: 0o600 });
  }
}

async function reviewedPlan(result: PlanResult, { env }: Io): Promise<ReviewedPlan> {
  const { name: stack, folder, manifest, run } = result.stack;
  const { environment, production, rules } = manifest;
  const options = { secrets: [...run.secrets, ...secretValues(env)] };
  const [code, lock] = await Promise.all([
    textOf(path.join(folder, 'cdk.tf.json')),
    textOf(path.join(folder, LOCK_FILE)),
  ]);
  const synthesized = code === undefined ? undefined : jsonOf(code);
  const plan = 'plan' in result ? parsePlan(result.plan.json ?? NOTHING, options) : undefined;
  const said = 'plan' in result ? result.plan.diagnostics : result.failure.diagnostics;
  const head = { stack, environment, production, rehearsal: false };
  return {
    input: {
      ...head,
      ...(plan !== undefined && { plan }),
      ...('failure' in result && { failure: firstLine(result.failure.message, stack) }),
      diagnostics: parseDiagnostics(said, options),
      ...(synthesized !== undefined && { synthesized: { after: synthesized } }),
    },
    digest: digestOf({ ...head, plan, synthesized, ...(lock !== undefined && { lock }) }),
    rules: reviewRulesOf(rules),
  };
}

/** What failed; the rest of the message is in the diagnostics. */
function firstLine(message: string, stack: string): string {
  return (message.split('\n')[0] ?? '').replace(`${stack}: `, '');
}
