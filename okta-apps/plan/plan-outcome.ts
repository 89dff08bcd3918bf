import { field, isList, isObject, listField, textField } from '../shared/json';

/** What a plan comes to: `none` is a plan in which nothing changes. */
export type PlanOutcome = 'none' | 'changes';

/**
 * What a shown plan itself says of its outcome, beside the exit code of the command that made it. Terraform says it in
 * `applyable`; where a format has no such field, as in OpenTofu, everything that the plan lists counts. The summary of
 * the changes is no evidence: outputs, moves and forgets are not in it.
 *
 * @param plan What `terraform show -json <saved plan>` printed.
 */
export function outcomeShown(plan: unknown): PlanOutcome {
  if (!isObject(plan)) return 'none';
  // What another format lists is not known. The review refuses such a plan.
  if (!KNOWN_FORMAT.test(textField(plan, 'format_version') ?? '')) return 'changes';
  const changes =
    listField(plan, 'resource_changes').some(changesResource) ||
    changesOutput(field(plan, 'output_changes')) ||
    OTHER_PARTS.some((key) => listField(plan, key).length > 0);
  return field(plan, 'applyable') === true || changes ? 'changes' : 'none';
}

const KNOWN_FORMAT = /^1\./;

/** Each entry of these is something that Terraform does, in this apply or after a later plan. */
const OTHER_PARTS = ['action_invocations', 'deferred_action_invocations', 'deferred_changes'];

/** An entry that is not understood counts as a change. */
function changesResource(entry: unknown): boolean {
  if (!isObject(entry)) return true;
  const change = field(entry, 'change');
  const previous = field(entry, 'previous_address');
  const moves = previous !== undefined && previous !== null && previous !== field(entry, 'address');
  return moves || !isNoOp(change) || (isObject(change) && isObject(field(change, 'importing')));
}

function changesOutput(outputs: unknown): boolean {
  return isObject(outputs) && Object.values(outputs).some((change) => !isNoOp(change));
}

function isNoOp(change: unknown): boolean {
  const actions = isObject(change) ? field(change, 'actions') : undefined;
  return isList(actions) && actions.length === 1 && actions[0] === 'no-op';
}
