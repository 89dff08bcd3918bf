import { byText, field, isList, isObject, listField, textField, list, itemsOf, type JsonObject } from '../shared/json';
import { AFTER_APPLY, MASKED } from './markers';
import { coarseMarks, mask } from './mask';
import {
  isOldForgotten,
  kindOf,
  PlanError,
  type ChangeKind,
  type OutputChange,
  type PlannedChange,
  type Values,
} from './plan';
import type { Masker } from '../shared/masker';

/** Sides that Terraform never leaves out; without one, nothing could be said to change. */
const HAVE_BEFORE: ReadonlySet<ChangeKind> = new Set(['update', 'delete', 'replace']);
const HAVE_AFTER: ReadonlySet<ChangeKind> = new Set(['create', 'update', 'replace']);

/** Whether an attribute of a resource type means the same with two values. */
export type SameMeaning = (type: string, attribute: string, before: unknown, after: unknown) => boolean;

/**
 * Reads one entry of `resource_changes` or `resource_drift`.
 *
 * @param where such as `resource_changes[3]`, for the error.
 * @throws PlanError when it has no address, type or change, or not the values that its actions go from and to.
 */
export function parseChange(raw: unknown, where: string, masker: Masker, sameMeaning: SameMeaning): PlannedChange {
  if (!isObject(raw)) throw new PlanError(`${where} is not an object`);
  const address = textField(raw, 'address');
  const type = textField(raw, 'type');
  const change = field(raw, 'change');
  if (!address || !type || !isObject(change)) {
    throw new PlanError(`${where} has no address, no type or no change`);
  }
  const before = objectOrNull(field(change, 'before'), where);
  const known = objectOrNull(field(change, 'after'), where);
  const kind = kindOf(listField(change, 'actions'));
  if (before === null && HAVE_BEFORE.has(kind))
    throw new PlanError(`${where} is to ${kind} and has no values before it`);
  if (known === null && HAVE_AFTER.has(kind)) throw new PlanError(`${where} is to ${kind} and has no values after it`);
  const after = known === null ? null : afterwards(before, known, field(change, 'after_unknown'));
  const marks = [field(change, 'before_sensitive'), field(change, 'after_sensitive')] as const;
  return {
    address,
    type,
    kind,
    ...optional(raw, change),
    replacePaths: listField(change, 'replace_paths').map(pathText).sort(byText),
    before: masked(before, marks[0], marks[1], masker),
    after: masked(after, marks[1], marks[0], masker),
    changed: changedAttributes(type, before, after, sameMeaning),
  };
}

/** Puts `AFTER_APPLY` where Terraform says that the value is not known yet. */
function withUnknown(value: unknown, unknown: unknown, depth = 0): unknown {
  if (unknown === true || depth > 60) return AFTER_APPLY;
  if (isList(unknown) && unknown.length > 0) {
    const items = list(value);
    return Array.from({ length: Math.max(items.length, unknown.length) }, (_, index) =>
      withUnknown(items[index] ?? null, unknown[index], depth + 1),
    );
  }
  if (isObject(unknown) && isObject(value)) {
    const keys = new Set([...Object.keys(value), ...Object.keys(unknown).filter((key) => unknown[key] === true)]);
    return Object.fromEntries(
      [...keys].map((key) => [key, withUnknown(field(value, key), field(unknown, key), depth + 1)]),
    );
  }
  return value;
}

/** What is known of the side that the change makes; a mark on the whole of it is one on each attribute. */
function afterwards(before: JsonObject | null, known: JsonObject, unknown: unknown): JsonObject {
  if (unknown === true)
    return Object.fromEntries(Object.keys({ ...before, ...known }).map((key) => [key, AFTER_APPLY]));
  const merged = withUnknown(known, unknown);
  return isObject(merged) ? merged : known;
}

/** One side of a change, masked by its own marks and by those of the other side. */
function masked(value: JsonObject | null, own: unknown, other: unknown, masker: Masker): Values | null {
  if (value === null) return null;
  if (own !== false && !isObject(own)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item === null ? null : MASKED]));
  }
  const result = mask(mask(value, own, masker), isObject(other) ? coarseMarks(other) : false, masker);
  return isObject(result) ? result : {};
}

function changedAttributes(
  type: string,
  before: JsonObject | null,
  after: JsonObject | null,
  sameMeaning: SameMeaning,
): string[] {
  if (before === null || after === null) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !sameMeaning(type, name, field(before, name), field(after, name))).sort(byText);
}

function objectOrNull(value: unknown, where: string): JsonObject | null {
  if (value === null || value === undefined) return null;
  if (isObject(value)) return value;
  throw new PlanError(`${where} has values that are not an object`);
}

/** `jwks.0.kid` of `["jwks", 0, "kid"]`. */
function pathText(path: unknown): string {
  const steps = itemsOf(path);
  return steps.map((step) => (typeof step === 'string' || typeof step === 'number' ? String(step) : '?')).join('.');
}

/** `id=00o1` of the identity by which an import block names its object. */
function identityText(identity: unknown): string {
  if (!isObject(identity)) return '';
  return Object.entries(identity)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .sort(byText)
    .join(', ');
}

function optional(raw: JsonObject, change: JsonObject): Partial<PlannedChange> {
  const reason = textField(raw, 'action_reason');
  const previousAddress = textField(raw, 'previous_address');
  const deposed = textField(raw, 'deposed');
  const importing = field(change, 'importing');
  return {
    ...(reason !== undefined && { reason }),
    ...(previousAddress !== undefined && { previousAddress }),
    ...(deposed !== undefined && { deposed }),
    ...(isObject(importing) && { importing: textField(importing, 'id') ?? identityText(field(importing, 'identity')) }),
    ...(isOldForgotten(listField(change, 'actions')) && { forgetsOld: true }),
  };
}

/** Reads one entry of `output_changes`; what is not plainly marked as not sensitive counts as sensitive. */
export function parseOutput(name: string, raw: unknown): OutputChange {
  if (!isObject(raw)) throw new PlanError(`output_changes.${name} is not an object`);
  return {
    name,
    kind: kindOf(listField(raw, 'actions')),
    sensitiveBefore: field(raw, 'before_sensitive') === true,
    sensitiveAfter: coarseMarks(field(raw, 'after_sensitive')) !== false,
  };
}
