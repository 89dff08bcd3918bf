import { resourceBlocks } from '../../document/modules/resource-blocks';
import type { Plan, PlannedChange, Values } from '../../plan/plan';
import { ASSIGN_GROUPS } from '../../resources/app-assignment';
import { idsTaken } from '../../resources/references';
import { field, inner, isObject, object, itemsOf } from '../../shared/json';
import { blockOf } from './block-of';

/** `${okta_group.staff.id}` and `${data.okta_group.staff.id}`, as a whole. */
const REFERENCE = /^\$\{(?:(data)\.)?okta_group\.([A-Za-z_][\w-]*)(?:\[[^\]]*\])?\.id\}$/;

/** Where groups are looked for: one stack, as it was at the base. */
export interface BaseStack {
  readonly plan?: Plan;
  readonly synthesized?: { readonly before?: unknown };
}

/**
 * The groups that apps of these stacks had before the change: ids, and `name:` with the name, because a stack that does
 * not change has no ids.
 */
export function groupsOfApps(stacks: readonly BaseStack[]): ReadonlySet<string> {
  return new Set(
    stacks.flatMap(({ plan, synthesized }) => [
      ...(plan?.changes ?? [])
        .filter(({ type, before }) => ASSIGN_GROUPS.includes(type) && before !== null)
        .flatMap(({ type, before }) => withNames(groupsIn(type, before ?? {}), plan)),
      ...groupsOfDocument(synthesized?.before),
    ]),
  );
}

/** The groups that a change is about, in the same form. */
export function groupsOf(
  { type, before, after, address }: PlannedChange,
  plan: Plan | undefined,
  document: unknown,
): readonly string[] {
  const own = [before, after].flatMap((values) => groupsIn(type, values ?? {}));
  return [...withNames(own, plan), ...groupsIn(type, blockOf(document, address)).flatMap((id) => nameOf(id, document))];
}

/** Texts of the attributes that take ids of groups. */
function groupsIn(type: string, values: Values): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const whole = idsTaken(type, name, 'resource').includes('group') ? texts(value) : [];
    const inner = idsTaken(type, `${name}.id`, 'resource').includes('group')
      ? itemsOf(value).flatMap((item) => (isObject(item) ? texts(field(item, 'id')) : []))
      : [];
    return [...whole, ...inner];
  });
}

function texts(value: unknown): readonly string[] {
  return itemsOf(value).filter((item): item is string => typeof item === 'string' && item !== '');
}

function withNames(ids: readonly string[], plan: Plan | undefined): readonly string[] {
  return ids.flatMap((id) => {
    const name = field(plan?.names ?? {}, id);
    return typeof name === 'string' ? [id, `name:${name}`] : [id];
  });
}

function groupsOfDocument(document: unknown): readonly string[] {
  return resourceBlocks(object(document))
    .filter(({ type }) => ASSIGN_GROUPS.includes(type))
    .flatMap(({ type, body }) => groupsIn(type, body).flatMap((id) => [id, ...nameOf(id, document)]));
}

/** What the group behind a reference is called. */
function nameOf(reference: string, document: unknown): readonly string[] {
  const [, data, name] = REFERENCE.exec(reference) ?? [];
  if (name === undefined) return [];
  const called = inner(document, data ?? 'resource', 'okta_group', name, 'name');
  return typeof called === 'string' ? [`name:${called}`] : [];
}
