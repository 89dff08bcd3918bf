import { approve, type Approval, type FreshPlan } from '../review/approval';
import type { Reviewed, StackDigest } from '../review/digest';
import { gatedFindings, withShown } from '../review/digest-findings';
import { exitCodeOf } from '../review/conclusion';
import { secondLookTexts } from '../review/merged/second-look-code';
import type { Review, ReviewFinding } from '../review/review-model';
import type { ReviewSeverity } from '../review/severity';
import type { Io } from '../shared/io';
import { prose } from '../shared/markdown';
import { visible } from '../shared/visible-text';
import { blobsOfJob } from './code-links';
import { reviewedPlans, type ReviewedPlan, recordPlans } from './plan-records';
import { toolsText, type PlanResult, planJson, planStacks } from './plan-stacks';
import { secretsOf } from '../project/stack-secrets';
import { addToSummary, rendered, reviewPlans } from './review-output';
import { withOrgFacts } from './org-facts';
import type { Assembled, StackOptions } from '../project/assemble';
import type { KeepPlans } from './keep-plans';
import { goneApps } from './reconcile/reconcile';
import { estimatesJson } from './request-budget';
import { writeReviewed } from './reviewed-file';
import { openSession } from './session';

/** Plans, and what they mean. */
export interface Evaluation {
  readonly results: readonly PlanResult[];
  /** One for each result, in their order. */
  readonly plans: readonly ReviewedPlan[];
  readonly made: Review;
}

interface EvaluateOptions {
  /** Whether the apply sets again what its updates lose. @default false */
  readonly restores?: boolean;
  /** Stacks that are not looked at. @default [] */
  readonly unreviewed?: readonly string[];
}

/** Reviews what was planned by the rules of its environments: `plan` and `apply` evaluate alike. */
export async function evaluate(
  results: readonly PlanResult[],
  io: Io,
  { restores = false, unreviewed = [] }: EvaluateOptions = {},
): Promise<Evaluation> {
  const stacks = results.map(({ stack }) => stack);
  const plans = await withOrgFacts(await reviewedPlans(results, io), results, restores, io);
  const secrets = secretsOf(
    stacks.map(({ manifest }) => manifest),
    io,
  );
  return { results, plans, made: reviewPlans(plans, secrets, { unreviewed }) };
}

/** What a person reads: the tools, what failed, and the review. */
export function evaluationText({ results, made }: Evaluation, io: Io): string {
  const failures = results.flatMap((result) => ('failure' in result ? [`${result.failure.message}\n`] : []));
  return `${[toolsText(results), ...failures].join('')}\n${rendered(made, 'text', io)}`;
}

/** 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned. */
function evaluationCode({ results, made }: Evaluation): number {
  const outcomes = results.flatMap((result) => ('plan' in result ? [result.plan.outcome] : []));
  return exitCodeOf(
    made,
    outcomes.map((outcome) => (outcome === 'none' ? 'none' : 'changes')),
  );
}

function concerns({ stack, environment }: ReviewFinding, digest: StackDigest): boolean {
  if (stack !== undefined) return stack === digest.stack;
  return environment === undefined || environment === digest.environment;
}

/**
 * What of the plans is refused: what a finding stops, and what does not match what was reviewed,
 * where that was. An empty plan needs no approval, but it must be of the configuration that was reviewed.
 *
 * @param isAttended Whether a person is asked before an Okta org is changed.
 */
export function approvalOf(
  { results, plans, made }: Evaluation,
  reviewed: Reviewed | undefined,
  isAttended: boolean,
): Approval {
  const open = made.findings.filter(({ waiver }) => waiver === undefined);
  const messagesOf = (severity: ReviewSeverity, digest: StackDigest): readonly string[] =>
    open
      .filter((finding) => finding.severity === severity && concerns(finding, digest))
      .map(({ message, address }) => (address ? `${address}: ${message}` : message));
  const fresh = plans.flatMap(({ digest }, i): readonly FreshPlan[] => {
    const result = results[i];
    if (result === undefined || !('plan' in result)) return [];
    const { approvals, local } = result.stack.manifest;
    if (result.plan.outcome === 'none') return [{ digest, blocking: [], findings: [], approvals, isEmpty: true }];
    const blocking = messagesOf('block', digest);
    const undecided = isAttended || local ? [] : messagesOf('high', digest);
    return [{ digest, blocking, undecided, findings: gatedFindings(made, digest.stack), approvals }];
  });
  return approve(fresh, reviewed);
}

/** @returns what a reviewer has to know who releases a CI environment */
async function writeSecondLook(file: string, { plans, made }: Evaluation, io: Io): Promise<readonly string[]> {
  const digests = withShown(
    plans.map(({ digest }) => digest),
    made,
  );
  await writeReviewed(file, { digests }, io);
  return secondLookTexts(digests, made);
}

/**
 * Plans and reviews what was assembled, and leaves for `okta-apps review` what it found.
 *
 * @returns 0 nothing to change · 2 changes · 3 blocked · 1 a stack could not be planned.
 */
export async function planAndReview(
  { stacks, unreviewed, document, ...tools }: Assembled,
  options: StackOptions & {
    readonly digests?: string;
    /** Addresses that the plans are limited to, by stack. @default - everything is planned */
    readonly targets?: ReadonlyMap<string, readonly string[]>;
  },
  keep: KeepPlans,
  io: Io,
): Promise<number> {
  const session = await openSession(stacks, 'plan', { ...tools, provider: options.provider ?? 'auto' }, io);
  try {
    const planned = await planStacks(session, session.stacks, io, options.targets);
    const evaluation = await evaluate(planned, io, {
      ...(unreviewed && { unreviewed }),
    });
    await keep(evaluation.results);
    await recordPlans(evaluation.results, evaluation.plans);
    const codes = options.digests === undefined ? [] : await writeSecondLook(options.digests, evaluation, io);
    await addToSummary(
      [rendered(evaluation.made, 'markdown', io, await blobsOfJob(evaluation.made, io)), ...codes.map(prose)].join(
        '\n\n',
      ),
      io,
    );
    if (options.json) {
      const { estimates } = session;
      const json = {
        stacks: planJson(evaluation.results),
        ...estimatesJson(estimates),
        problems: document?.['problems'] ?? [],
      };
      io.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
    } else {
      const gone = await goneApps(session, evaluation.results, io);
      io.stdout.write(
        [
          evaluationText(evaluation, io),
          ...[...gone, ...codes.map((text) => `${visible(text)}\n`)].map((text) => `\n${text}`),
        ].join(''),
      );
    }
    return evaluationCode(evaluation);
  } finally {
    await session.close();
  }
}
