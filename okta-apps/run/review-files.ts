import path from 'node:path';
import { digestOf } from '../review/digest';
import { reviewRulesOf } from '../review/manifest-rules';
import { isPlanRecord, parsePlanRecord, type PlanRecord } from '../review/plan-record';
import { readPlan } from '../resources/read-plan';
import { PlanError } from '../plan/plan';
import type { ReviewInput, StackInput } from '../review/review-input';
import type { AssembledStack } from '../project/assembly';
import { problemsIn } from '../project/inspect-stacks';
import { placesIn } from '../project/stack-places';
import { secretsOf } from '../project/stack-secrets';
import {
  PLAN_RECORD_FILE,
  STACK_MANIFEST_FILE,
  parseStackManifest,
  type StackManifest,
} from '../shared/stack-manifest';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import { codeAndLock, type ReviewedPlan } from './plan-records';
import { jsonOf, textOf, textOfNamed } from '../shared/read-file';

/** Names that say nothing of what is in a file. */
const NO_NAME = /^(?:tf)?plan$/i;

const BY_NAME = `stack and environment are taken from the name of the file, because there is no ${STACK_MANIFEST_FILE} beside it; reviewed as production`;

/**
 * Reads plans that were made elsewhere: what `terraform show -json` printed, or what `okta-apps plan` left.
 *
 * @throws UserError for the first file that cannot be read, is no plan, or is not whole.
 */
export async function readPlanFiles(files: readonly string[], io: Io): Promise<readonly ReviewedPlan[]> {
  const plans: ReviewedPlan[] = [];
  // One after the other: each may be hundreds of megabytes.
  for (const file of files) plans.push(await readPlanFile(file, io));
  return plans;
}

async function manifestIn(folder: string, shown: string): Promise<StackManifest | undefined> {
  const text = await textOf(path.join(folder, STACK_MANIFEST_FILE));
  return text === undefined ? undefined : parseStackManifest(text, path.join(shown, STACK_MANIFEST_FILE));
}

/** `shop-prod` of `plans/shop-prod.json` and of `shop-prod/plan.json`; its environment is what follows the last `-`. */
function namedBy(file: string): Pick<StackInput, 'stack' | 'environment'> {
  const base = path.basename(file).replace(/(?:\.(?:tf)?plan)?\.json$/i, '');
  const stack = NO_NAME.test(base) ? path.basename(path.dirname(path.resolve(file))) : base;
  return { stack, environment: /[^-]+$/.exec(stack)?.[0] ?? stack };
}

async function readPlanFile(shown: string, io: Io): Promise<ReviewedPlan> {
  const file = path.resolve(io.cwd, shown);
  const folder = path.dirname(file);
  const text = await textOfNamed(shown, io);
  const manifest = await manifestIn(folder, path.dirname(shown));
  const secrets = secretsOf(manifest === undefined ? [] : [manifest], io);
  const rules = manifest === undefined ? {} : { rules: reviewRulesOf(manifest.rules) };
  const parsed = jsonOf(text);
  if (isPlanRecord(parsed)) return { ...fromRecord(parsePlanRecord(parsed, shown)), ...rules };
  const { synthesized, ...beside } = await codeAndLock(folder);
  const plan = planOf(parsed ?? text, shown, secrets);
  const head =
    manifest === undefined
      ? { ...namedBy(file), production: true, notes: [BY_NAME] }
      : { stack: manifest.stack, environment: manifest.environment, production: manifest.production };
  const code = await codeOf(synthesized, { name: head.stack, folder, manifest: manifest ?? head });
  return {
    input: { ...head, plan, ...code },
    digest: digestOf({ ...head, rehearsal: false, plan, synthesized, ...beside }),
    ...rules,
  };
}

/** What a review reads of the code beside a plan; nothing without a document. */
async function codeOf(synthesized: unknown, stack: Parameters<typeof problemsIn>[0]): Promise<Partial<StackInput>> {
  if (synthesized === undefined) return {};
  const documentProblems = await problemsIn(stack);
  return { synthesized: { after: synthesized }, documentProblems, ...placesIn(stack.folder) };
}

function planOf(given: unknown, shown: string, secrets: readonly string[]) {
  try {
    return readPlan(given, { secrets });
  } catch (error) {
    if (error instanceof PlanError) throw new UserError(`${shown}: ${error.message}`);
    throw error;
  }
}

function fromRecord({ digest, ...input }: PlanRecord): ReviewedPlan {
  return { input, digest };
}

/**
 * Reads what the last `okta-apps plan` left of each stack. Stacks without a plan are findings of the review, also where
 * none has one: a review is always a document.
 *
 * @param shown how messages name the output folder.
 * @throws UserError when some were planned from other code.
 */
export async function readPlanRecords(
  stacks: readonly AssembledStack[],
  shown: string,
): Promise<{ readonly plans: readonly ReviewedPlan[]; readonly unplanned: NonNullable<ReviewInput['unplanned']> }> {
  const unplanned: Pick<StackInput, 'stack' | 'environment'>[] = [];
  const stale: string[] = [];
  const plans: ReviewedPlan[] = [];
  for (const { name, folder, manifest } of stacks) {
    const text = await textOf(path.join(folder, PLAN_RECORD_FILE));
    if (text === undefined) {
      unplanned.push({ stack: name, environment: manifest.environment });
      continue;
    }
    const { synthesized, assets } = await codeAndLock(folder);
    const plan = fromRecord(parsePlanRecord(jsonOf(text), path.join(shown, 'stacks', name, PLAN_RECORD_FILE)));
    const { stack, environment, rehearsal } = plan.digest;
    const now = digestOf({ stack, environment, rehearsal, plan: undefined, synthesized, assets });
    if (now.synthesized !== plan.digest.synthesized || now.assets !== plan.digest.assets) stale.push(name);
    const input = { ...plan.input, ...(await codeOf(synthesized, { name, folder, manifest })) };
    plans.push({ ...plan, input, rules: reviewRulesOf(manifest.rules) });
  }
  if (stale.length > 0) {
    throw new UserError(`${stale.join(', ')}: the code has changed since this plan; run okta-apps plan again`);
  }
  return { plans, unplanned };
}
