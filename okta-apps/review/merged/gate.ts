import { counted, firstOf, listed } from '../../shared/lists';
import { visible } from '../../shared/visible-text';
import { sameLogin } from './approvers';
import { contributions, findingKey, findingsIn, type EvaluatedChange } from './contributions';
import { short } from './pushed';
import type { GivenApprovals, MergedRequest } from './server';

/** One merge on the protected branch. */
export interface Merge {
  readonly commit: string;
  /** Undefined for a push that is no merge of one request. */
  readonly request?: MergedRequest;
  readonly given: GivenApprovals;
}

/** Merges that were reviewed together, because between them the code could not be planned. Usually one. */
export interface ReviewedStep {
  readonly merges: readonly Merge[];
  readonly change: EvaluatedChange;
}

/** What an environment asks for. */
export interface Gate {
  readonly environment: string;
  /** Approvals that any change needs. */
  readonly approvals: number;
  /** Accounts whose approval counts. @default - everyone who may write */
  readonly approvers?: readonly string[];
  /** Nothing was applied there before, so that everything is new. */
  readonly isFirst: boolean;
}

/** Who approved what an environment gets, and why it does not get it. */
export interface GateResult {
  readonly approvedBy: readonly string[];
  /** One sentence each. */
  readonly refusals: readonly string[];
}

const MOST_NAMES = 5;

/**
 * Whether the merges since the last apply may be applied to an environment: each has the approvals that its part of the
 * whole needs, and the whole does nothing that none of them did.
 */
export function evaluateGate(gate: Gate, whole: EvaluatedChange, steps: readonly ReviewedStep[]): GateResult {
  const { environment, isFirst } = gate;
  const acts = contributions(whole, environment);
  const found = findingsIn(whole, environment);
  const high = new Set(found.filter(({ severity }) => severity === 'high').map(findingKey));
  const refusals = isFirst ? [] : unexplained(environment, { acts, found, steps });
  const approvedBy = new Set<string>();
  for (const { merges, change } of steps) {
    const isAsked = isFirst || [...contributions(change, environment)].some((act) => acts.has(act));
    const isHigh = isFirst || findingsIn(change, environment).some((finding) => high.has(findingKey(finding)));
    const needed = Math.max(isAsked ? gate.approvals : 0, isHigh ? 1 : 0);
    for (const merge of needed === 0 ? [] : merges) {
      const counting = countingOf(merge.given, gate.approvers);
      for (const login of counting) approvedBy.add(login);
      if (counting.length < needed) refusals.push(missing(gate, merge, { needed, counting, isHigh }));
    }
  }
  return { approvedBy: [...approvedBy].sort(), refusals };
}

/** Without knowing who took part, only accounts that the environment lists can be trusted to be others. */
function countingOf({ approvedBy, unknown }: GivenApprovals, approvers: readonly string[] | undefined) {
  if (approvers === undefined) return unknown === undefined ? approvedBy : [];
  return approvedBy.filter((login) => approvers.some((one) => sameLogin(one, login)));
}

function unexplained(
  environment: string,
  {
    acts,
    found,
    steps,
  }: {
    readonly acts: ReadonlySet<string>;
    readonly found: ReturnType<typeof findingsIn>;
    readonly steps: readonly ReviewedStep[];
  },
): string[] {
  const known = new Set(steps.flatMap(({ change }) => [...contributions(change, environment)]));
  const keys = new Set(steps.flatMap(({ change }) => findingsIn(change, environment).map(findingKey)));
  const newActs = [...acts].filter((act) => !known.has(act));
  const newFindings = found.filter((one) => one.severity !== 'info' && !keys.has(findingKey(one)));
  const todo = 'apply it at a terminal, or revert one of the merges';
  return [
    ...(newActs.length === 0
      ? []
      : [
          `${environment}: together the merges since the last apply do what none of them does: ` +
            `${firstOf(newActs.map(visible), MOST_NAMES, 'in the review')}; ${todo}`,
        ]),
    ...(newFindings.length === 0
      ? []
      : [
          `${environment}: together the merges since the last apply have findings that none of them has: ` +
            `${firstOf(
              newFindings.map(({ message, rule }) => `${visible(message)} (${rule})`),
              MOST_NAMES,
              'in the review',
            )}; ${todo}`,
        ]),
  ];
}

function missing(
  { environment, approvers, isFirst }: Gate,
  { commit, request, given }: Merge,
  {
    needed,
    counting,
    isHigh,
  }: { readonly needed: number; readonly counting: readonly string[]; readonly isHigh: boolean },
): string {
  const why = isFirst ? ' for its first apply' : isHigh ? ' for a change with a finding of severity high' : '';
  const by = approvers === undefined ? 'people who had no part in it' : listed(approvers.map(visible), 'or');
  const asks = `${environment} needs ${counted(needed, 'approval')}${why} by ${by}`;
  if (request === undefined) {
    return (
      `${asks}, and ${short(commit)} is not the merge of one pull or merge request. ` +
      'Apply it at a terminal, or revert it and merge it as one'
    );
  }
  const where = `${request.name} at ${short(request.head)}`;
  const has = counting.length === 0 ? 'none that counts' : `only that of ${listed(counting.map(visible))}`;
  const notes = [...given.notCounted.map(visible), ...(given.unknown === undefined ? [] : [given.unknown])];
  const because = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  return `${asks}, and ${where} has ${has}${because}. Get it approved, then re-run all jobs of the newest run of this branch`;
}
