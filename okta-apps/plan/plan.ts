import { UserError } from '../shared/errors';

/** Values of one resource by attribute, as Terraform prints them; sensitive ones are `MASKED`, later ones `AFTER_APPLY`. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * What Terraform would do with one resource. `replace` is both of its orders, `forget` leaves the object in Okta and
 * drops it from the state, `other` is an action that this version does not know.
 */
export type ChangeKind = 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'no-op' | 'read' | 'other';

const KINDS: ReadonlyMap<string, ChangeKind> = new Map([
  ['no-op', 'no-op'],
  ['create', 'create'],
  ['read', 'read'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['delete,create', 'replace'],
  ['create,delete', 'replace'],
  // The old object stays in Okta and leaves the state.
  ['create,forget', 'replace'],
  ['forget,create', 'replace'],
  ['forget', 'forget'],
]);

/**
 * What the `actions` of a change come to.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function kindOf(actions: readonly unknown[]): ChangeKind {
  return KINDS.get(actions.join()) ?? 'other';
}

/** Whether a replacement leaves the old object in Okta instead of deleting it. */
export function isOldForgotten(actions: readonly unknown[]): boolean {
  return actions.length > 1 && actions.includes('forget');
}

/** One entry of `resource_changes` or `resource_drift`, masked. */
export interface PlannedChange {
  /** `okta_app_oauth.storefront-web` */
  readonly address: string;
  /** `okta_app_oauth` */
  readonly type: string;
  readonly kind: ChangeKind;
  /** Terraform's `action_reason`, such as `replace_because_cannot_update`. */
  readonly reason?: string;
  /** Where the resource was before a `moved` block. */
  readonly previousAddress?: string;
  /** Id in Okta, or identity, of what an import block takes over; empty when only Terraform will know. */
  readonly importing?: string;
  /** An old object that an interrupted replacement left behind. */
  readonly deposed?: string;
  /** It is a replacement, and the old object stays in Okta and leaves the state. */
  readonly forgetsOld?: true;
  /** Attribute paths that force a replacement. */
  readonly replacePaths: readonly string[];
  readonly before: Values | null;
  readonly after: Values | null;
  /** Attributes that mean something else afterwards, sorted; decided before anything was masked. Empty unless both sides exist. */
  readonly changed: readonly string[];
}

/** One output of the stack. Its value is of no interest to a review and is not kept. */
export interface OutputChange {
  readonly name: string;
  readonly kind: ChangeKind;
  readonly sensitiveBefore: boolean;
  readonly sensitiveAfter: boolean;
}

/** A change that Terraform put off to a later plan. */
export interface DeferredChange {
  readonly address: string;
  /** Terraform's reason, such as `instance_count_unknown`. */
  readonly reason: string;
  /** What is known of it already. */
  readonly change?: PlannedChange;
}

/** A part of a plan that this version does not know, although it may decide something. */
export interface UnreadPart {
  /** `resource_wishes`, or `resource_changes[].mode "list"`. */
  readonly what: string;
  /** The resources that have it, sorted; empty for a part of the plan as a whole. */
  readonly addresses: readonly string[];
}

/** An action of a provider that Terraform runs during the apply. */
export interface ActionInvocation {
  /** `action.okta_app_rotate.web` */
  readonly address: string;
  readonly type: string;
  /** Address of the resource whose change runs it. */
  readonly triggeredBy?: string;
  /** It is put off to a later plan. */
  readonly isDeferred: boolean;
}

/** A `check` block, precondition or postcondition that does not hold, or that only the apply evaluates. */
export interface FailedCheck {
  readonly address: string;
  readonly status: 'fail' | 'error' | 'unknown';
  readonly problems: readonly string[];
}

/** The documented part of `terraform show -json <plan>`, masked and sorted by address. */
export interface Plan {
  /** `1.2` */
  readonly formatVersion: string;
  readonly terraformVersion?: string;
  /** Terraform stopped in the middle: such a plan cannot be applied. */
  readonly errored: boolean;
  /** False when Terraform put some changes off to a later plan. */
  readonly complete: boolean;
  readonly deferred: readonly DeferredChange[];
  readonly actions: readonly ActionInvocation[];
  /** What this version does not know, and so did not read. */
  readonly unread: readonly UnreadPart[];
  /** Without data sources that are only read. */
  readonly changes: readonly PlannedChange[];
  readonly drift: readonly PlannedChange[];
  readonly outputs: readonly OutputChange[];
  readonly failedChecks: readonly FailedCheck[];
  /** Names of Okta's groups, policies, zones, users and the like by id, as far as the plan read them. */
  readonly names: Readonly<Record<string, string>>;
}

/** The given JSON is no plan that can be reviewed. The message is one sentence for the person who gave it. */
export class PlanError extends UserError {
  override readonly name = 'PlanError';

  constructor(readonly reason: string) {
    super(`cannot review this plan: ${reason}; make the file with "terraform show -json <saved plan>"`);
  }
}
