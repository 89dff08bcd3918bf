import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { approve, type Approval, type FreshPlan } from '../review/approval';
import type { Reviewed, StackDigest } from '../review/digest';
import { digestFile, parseDigests } from '../review/digest-file';
import type { ReviewFinding } from '../review/review-model';
import { UserError } from '../user-error';
import type { Io } from './io';
import type { Judged } from './judge';

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

/**
 * What of the judged plans is refused: what a finding stops, and what means something else than what was reviewed,
 * where that was. An empty plan needs no approval.
 */
export function approvalOf({ results, plans, made }: Judged, reviewed: Reviewed | undefined): Approval {
  const blocks = made.findings.filter(({ severity, waiver }) => severity === 'block' && waiver === undefined);
  const fresh = plans.flatMap(({ digest }, i): readonly FreshPlan[] => {
    const result = results[i];
    if (result === undefined || !('plan' in result) || result.plan.outcome === 'none') return [];
    const own = blocks.filter((finding) => concerns(finding, digest));
    const blocking = own.map(({ message, address }) => (address ? `${address}: ${message}` : message));
    return [{ digest, blocking, approvals: result.stack.manifest.approvals }];
  });
  return approve(fresh, reviewed);
}
