import { object } from '../shared/json';
import { isDeepStrictEqual } from 'node:util';
import { kindOf, type ChangeKind } from './plan';

/** What a plan does with one object. `move` changes its address only, `import` only takes it into the state. */
export type Action = Exclude<ChangeKind, 'no-op' | 'read' | 'other'> | 'import' | 'move';

const ACTIONS_IN_ORDER: readonly Action[] = ['create', 'update', 'replace', 'delete', 'forget', 'import', 'move'];

/** One line of a plan: names only, never a value. */
export interface ChangeLine {
  /** Terraform address, or `output.<name>`. */
  readonly address: string;
  readonly action: Action;
  /** Address before a move. */
  readonly from?: string;
  /** Top-level attributes that differ, sorted; empty unless it is an update or a replacement. */
  readonly attributes: readonly ChangedAttribute[];
}

interface ChangedAttribute {
  readonly name: string;
  readonly sensitive: boolean;
  /** It is the reason for a replacement. */
  readonly forcesReplacement: boolean;
}

interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly unknown[])[];
  readonly importing?: object;
}

/** The part of `terraform show -json <plan>` that is used here. */
export interface PlanJson {
  readonly errored?: boolean;
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type?: string;
    readonly previous_address?: string;
    readonly change: Change;
  }[];
  readonly output_changes?: Readonly<Record<string, Change>>;
}

/**
 * What a plan changes: resources in Terraform's order, then outputs.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function changesIn(plan: PlanJson): readonly ChangeLine[] {
  const resources = (plan.resource_changes ?? []).map(({ address, previous_address, change }) => {
    const moved = previous_address !== undefined && previous_address !== address;
    return planned(address, change, moved ? previous_address : undefined);
  });
  const outputs = Object.entries(plan.output_changes ?? {}).map(([name, change]) => planned(`output.${name}`, change));
  return [...resources, ...outputs].filter((change) => change !== undefined);
}

/** How many changes there are of each kind; kinds that do not occur are left out. */
export function counts(changes: readonly ChangeLine[]): Partial<Record<Action, number>> {
  const found = ACTIONS_IN_ORDER.map(
    (action) => [action, changes.filter((one) => one.action === action).length] as const,
  );
  return Object.fromEntries(found.filter(([, count]) => count > 0));
}

/** Okta's ids by address, of resources that a plan changes and that exist. */
export function idsIn(plan: unknown): ReadonlyMap<string, string> {
  const { resource_changes: changes = [] } = object(plan) as PlanJson;
  const pairs = changes.map(({ address, change }) => [address, object(change.before)['id']] as const);
  return new Map(pairs.filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string'));
}

function planned(address: string, change: Change, from?: string): ChangeLine | undefined {
  const action = actionOf(change, from !== undefined);
  if (action === undefined) return undefined;
  const named = action === 'update' || action === 'replace';
  return { address, action, ...(from !== undefined && { from }), attributes: named ? attributesOf(change) : [] };
}

function actionOf({ actions, importing }: Change, moved: boolean): Action | undefined {
  const kind = kindOf(actions);
  // A combination that a later Terraform invents is shown as a change all the same.
  if (kind === 'other') return 'update';
  if (kind !== 'no-op' && kind !== 'read') return kind;
  if (importing !== undefined) return 'import';
  return moved ? 'move' : undefined;
}

function attributesOf(change: Change): readonly ChangedAttribute[] {
  const [before, after, unknown] = [object(change.before), object(change.after), object(change.after_unknown)];
  const secretBefore = object(change.before_sensitive);
  const secretAfter = object(change.after_sensitive);
  const forcing = new Set((change.replace_paths ?? []).map(([first]) => first));
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  return [...names]
    .filter((name) => mentions(unknown[name]) || !isDeepStrictEqual(before[name] ?? null, after[name] ?? null))
    .sort()
    .map((name) => ({
      name,
      sensitive: mentions(secretBefore[name]) || mentions(secretAfter[name]),
      forcesReplacement: forcing.has(name),
    }));
}

/** Whether a mark such as `after_unknown` says yes for a value or for anything inside it. */
function mentions(mark: unknown): boolean {
  if (typeof mark === 'object' && mark !== null) return Object.values(mark).some(mentions);
  return mark === true;
}
