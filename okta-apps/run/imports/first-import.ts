import { isDeepStrictEqual } from 'node:util';
import type { PlanJson } from '../../plan/plan-json';
import type { Refusal } from '../../review/refusals';
import { inner, object } from '../../shared/json';
import { counted } from '../../shared/lists';
import { StackFailure } from '../../terraform/invoke';
import type { SavedPlan } from '../../terraform/saved-plan';
import { plan as planOf, type Applied } from '../../terraform/terraform';
import { importedApps } from '../planned-objects';
import type { PreparedStack } from '../prepared-stack';
import type { Session } from '../session';

interface StackPlan {
  readonly stack: PreparedStack;
  readonly plan: SavedPlan;
}

interface AppliedPlan extends StackPlan {
  readonly applied: Applied;
  readonly requestIds?: readonly string[];
  readonly refusal?: Refusal;
}

interface Steps {
  readonly apply: (planned: StackPlan) => Promise<AppliedPlan>;
  /** Sees to the first app after its import. @returns whether it is as before */
  readonly isUnchanged: (address: string) => Promise<boolean>;
}

/**
 * Applies a plan that imports several apps: first one of them, alone. Only if that app is as before, the rest of the plan
 * follows. Both parts are planned again, and each of their changes must be one of the plan that was reviewed.
 */
export async function applyFirstAlone(
  { runner }: Session,
  planned: StackPlan,
  { apply, isUnchanged }: Steps,
): Promise<AppliedPlan> {
  const { stack, plan } = planned;
  const [first, ...others] = importedApps(plan.json);
  if (first === undefined || others.length === 0) return await apply(planned);
  const alone = await partOf(planned, () => planOf(runner, stack.run, [first.address]));
  if ('failed' in alone) return { ...planned, applied: alone };
  const one = await apply({ stack, plan: alone });
  if (one.refusal !== undefined) return { ...one, plan };
  const unchanged = await isUnchanged(first.address);
  const left = `${counted(others.length, 'other app')} of ${stack.name} ${others.length === 1 ? 'was' : 'were'} not imported`;
  if (one.applied.failed || !unchanged) {
    const why = `The import of ${first.address} ${one.applied.failed ? 'failed' : 'changed its app'}, so ${left}`;
    return { ...one, plan, applied: stopped(one.applied, why) };
  }
  const rest = await partOf(planned, () => planOf(runner, stack.run));
  if ('failed' in rest) return { ...one, plan, applied: { ...rest, done: one.applied.done } };
  const all = await apply({ stack, plan: rest });
  const requestIds = [...(one.requestIds ?? []), ...(all.requestIds ?? [])];
  return {
    ...all,
    plan,
    applied: { ...all.applied, done: [...one.applied.done, ...all.applied.done] },
    ...(all.requestIds !== undefined && { requestIds }),
  };
}

/** A part of the plan, planned now; or why it is not applied. */
async function partOf({ stack, plan }: StackPlan, make: () => Promise<SavedPlan>): Promise<SavedPlan | Applied> {
  try {
    const part = await make();
    const strange = strangeChanges(part.json, plan.json);
    if (part.outcome === 'changes' && strange.length === 0) return part;
    const what = strange.length === 0 ? `it is ${part.outcome}` : `these changes differ: ${strange.join(', ')}`;
    return stopped(NOTHING, `${stack.name} was planned again for its imports, and ${what}; run okta-apps apply again`);
  } catch (error) {
    if (!(error instanceof StackFailure)) throw error;
    return stopped(NOTHING, error.message);
  }
}

const NOTHING: Applied = { done: [], diagnostics: [], failed: true };

function stopped({ done, diagnostics }: Applied, summary: string): Applied {
  return { done, diagnostics: [...diagnostics, { severity: 'error', summary, detail: '' }], failed: true };
}

type Changes = NonNullable<PlanJson['resource_changes']>;

/** Addresses of changes that the whole plan does not have, or has with other values. What it left open is any value. */
function strangeChanges(part: unknown, whole: unknown): readonly string[] {
  const reviewed = new Map(changesOf(whole).map((one) => [one.address, one.change]));
  return changesOf(part)
    .filter(({ change }) => !isDeepStrictEqual(change.actions, ['no-op']))
    .filter(({ address, change }) => {
      const known = reviewed.get(address);
      if (known === undefined || !isDeepStrictEqual(known.actions, change.actions)) return true;
      const after = object(change.after);
      const open = object(inner(known, 'after_unknown'));
      return Object.entries(object(known.after)).some(
        ([name, value]) => open[name] === undefined && !isDeepStrictEqual(value, after[name]),
      );
    })
    .map(({ address }) => address);
}

function changesOf(json: unknown): Changes {
  return ((json ?? {}) as PlanJson).resource_changes ?? [];
}
