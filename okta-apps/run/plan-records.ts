import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readAssets } from '../document/assets';
import { digestOf, type DigestInput, type StackDigest } from '../review/digest';
import { lookUpsIn } from '../review/look-ups';
import { reviewRulesOf } from '../review/manifest-rules';
import { planRecordText } from '../review/plan-record';
import { PLAN_RECORD_FILE } from '../shared/stack-manifest';
import { parseDiagnostics } from '../plan/parse-plan';
import { readPlan } from '../resources/read-plan';
import { PlanError, type Plan } from '../plan/plan';
import type { ReviewRules, StackInput } from '../review/review-input';
import { DOCUMENT_FILE, readDocument } from '../project/assembly';
import { placesIn } from '../project/stack-places';
import { secretValues } from '../shared/secret-variables';
import { isObject, type JsonObject } from '../shared/json';
import { maskData, maskerFor } from '../shared/masker';
import type { SavedPlan } from '../terraform/saved-plan';
import { LOCK_FILE } from '../plan/lock-file';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import type { PlanResult } from './plan-stacks';
import { textOf } from '../shared/read-file';

/** What Terraform would print of a plan in which nothing changes: a stack that did not change is not planned. */
export const EMPTY_PLAN = { format_version: '1.2' };

/** One stack of a review, and the rules of its environment where they are known. */
export interface ReviewedPlan {
  readonly input: StackInput;
  readonly digest: StackDigest;
  readonly rules?: ReviewRules;
}

/** What a review reads beside a plan; undefined where there is none. */
export async function codeAndLock(folder: string): Promise<Pick<DigestInput, 'synthesized' | 'assets' | 'lock'>> {
  const synthesized = existsSync(path.join(folder, DOCUMENT_FILE)) ? readDocument({ folder }) : undefined;
  return { synthesized, assets: await readAssets(folder), lock: await textOf(path.join(folder, LOCK_FILE)) };
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
  const { name: stack, manifest, run, inspection } = result.stack;
  const { environment, production, rules } = manifest;
  const options = { secrets: [...run.secrets, ...secretValues(env)] };
  const { document, assets, problems } = inspection;
  const lock = await textOf(path.join(run.folder, LOCK_FILE));
  const plan = 'plan' in result ? planOf(result.plan.json, stack, options) : undefined;
  const said = 'plan' in result ? result.plan.diagnostics : result.failure.diagnostics;
  const head = { stack, environment, production, rehearsal: false };
  const lookUps = 'plan' in result ? lookUpsOf(result.plan, document, options.secrets) : [];
  return {
    input: {
      ...head,
      ...(lookUps.length > 0 && { lookUps }),
      ...(lookUps.length > 0 && 'plan' in result && result.plan.last === undefined && { notes: [NOT_COMPARED] }),
      ...(plan !== undefined && { plan }),
      ...('failure' in result && { failure: firstLine(result.failure.message, stack) }),
      diagnostics: parseDiagnostics(said, options),
      synthesized: { after: document },
      ...placesIn(result.stack.folder),
      ...(problems.length > 0 && { documentProblems: problems }),
    },
    digest: digestOf({ ...head, plan, synthesized: document, assets, lock }),
    rules: reviewRulesOf(rules),
  };
}

/** @throws UserError when Terraform writes plans that are not known: what cannot be reviewed is not applied. */
function planOf(json: unknown, stack: string, options: { readonly secrets: readonly string[] }): Plan {
  try {
    return readPlan(json, options);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    throw new UserError(
      `${stack}: what Terraform planned cannot be reviewed, so it is not applied: ${error.reason}. ` +
        'okta-apps doctor says which Terraform this is',
    );
  }
}

/** What the code looks up, where something is to be applied: masked, like the rest of what is reviewed. */
function lookUpsOf({ outcome, json, last }: SavedPlan, document: JsonObject, secrets: readonly string[]) {
  if (outcome !== 'changes' || !isObject(json)) return [];
  return maskData(lookUpsIn({ document, plan: json, last }), maskerFor(secrets));
}

const NOT_COMPARED = 'look-ups were not compared with the last apply: the plan file does not hold its state';

/** What failed; the rest of the message is in the diagnostics. */
function firstLine(message: string, stack: string): string {
  return (message.split('\n')[0] ?? '').replace(`${stack}: `, '');
}
