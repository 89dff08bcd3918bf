import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { approve, type Approval, type FreshPlan } from '../review/approval';
import type { Reviewed, StackDigest } from '../review/digest';
import { digestFile, parseDigests } from '../review/digest-file';
import type { ReviewFinding } from '../review/review-model';
import { UserError } from '../user-error';
import type { Io } from './io';
import { reviewedPlans } from './plan-records';
import type { PlanResult } from './plan-stacks';
import { secretsOf } from './review-files';
import { reviewPlans } from './review-output';

/**
 * Reads the digests of what was reviewed.
 *
 * @throws UserError when the file cannot be read or is not whole.
 */
export async function readReviewed(file: string, { cwd }: Io): Promise<Reviewed> {
  try {
    return parseDigests(await readFile(path.resolve(cwd, file), 'utf8'), digestFile(file));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(code === 'ENOENT' ? `${file} does not exist` : `${file} cannot be read (${String(code)})`);
  }
}

function concerns({ stack, environment }: ReviewFinding, digest: StackDigest): boolean {
  if (stack !== undefined) return stack === digest.stack;
  return environment === undefined || environment === digest.environment;
}

/** Reviews what is about to be applied, and compares it with what was reviewed. An empty plan needs no approval. */
export async function approvalOf(results: readonly PlanResult[], reviewed: Reviewed, io: Io): Promise<Approval> {
  const changing = results.filter((result) => 'plan' in result && result.plan.outcome !== 'none');
  const plans = await reviewedPlans(changing, io);
  const secrets = secretsOf(
    changing.map(({ stack }) => stack.manifest),
    io,
  );
  const { findings } = reviewPlans(plans, secrets);
  const blocks = findings.filter(({ severity, waiver }) => severity === 'block' && waiver === undefined);
  const fresh = plans.map(({ digest }, i): FreshPlan => {
    const own = blocks.filter((finding) => concerns(finding, digest));
    const blocking = own.map(({ message, address }) => (address ? `${address}: ${message}` : message));
    return { digest, blocking, approvals: changing[i]?.stack.manifest.approvals ?? 0 };
  });
  return approve(fresh, reviewed);
}
