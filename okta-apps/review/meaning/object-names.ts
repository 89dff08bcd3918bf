import { messageOf } from '../../../rules/engine';
import { typeIn } from '../../plan/address';
import { AFTER_APPLY, Marker } from '../../plan/markers';
import type { Plan } from '../../plan/plan';
import { kindOfId, kindsIn, kindWords, NAMED_KINDS, type IdKind } from '../../resources/references';
import { field, isList, isObject, textField } from '../../shared/json';
import type { RuleFinding } from '../change-rules/change-rule';
import type { ChangeReview, DriftReview } from '../review-model';
import { namesReferredTo } from './assigned-groups';
import type { Difference } from './differences';

/** Where names are looked for, because an ID says nothing to a reviewer. */
export interface Naming {
  /** By ID, as far as the plan read them. */
  readonly names: Plan['names'];
  /** The synthesized document: it has the names of what only the apply gives an ID. */
  readonly document: unknown;
}

interface Reviewed {
  readonly plan?: Plan;
  readonly synthesized?: { readonly after?: unknown };
}

/** An ID of Okta in a text, unless a name stands before it already. */
const ID = /(?<![\w(])[0-9A-Za-z]{20}(?!\w)/g;

/** How a finding calls the resource itself, whose value may be any ID. */
const WHOLE = 'resource';

export function namingIn({ plan, synthesized }: Reviewed): Naming {
  return { names: plan?.names ?? {}, document: synthesized?.after };
}

/**
 * The differences with names beside IDs: `Billing team (00g…)`. Where no name is known, an ID has its kind, unless the
 * attribute says it: `network zone nzo…`. What only the apply gives an ID has the name that the code gives it.
 */
export function withNames<D extends Difference>(
  {
    type,
    address,
    differences,
  }: Pick<ChangeReview | DriftReview, 'type' | 'address'> & {
    readonly differences: readonly D[];
  },
  naming: Naming,
): readonly D[] {
  return differences.map((each) => {
    const at = { type, address, attribute: each.attribute };
    const named = (texts: readonly string[]) => texts.map((text) => namedText(text, at, naming));
    return { ...each, added: named(each.added), removed: named(each.removed) };
  });
}

/** The same for the value of a finding. */
export function withNamesIn(finding: RuleFinding, naming: Naming): RuleFinding {
  const { address = '', prop, must, todo, rule } = finding;
  const at = { type: typeIn(address), address, attribute: prop.replace(/\[\d+\]$/, '') };
  const value = namedValue(finding.value, at, naming);
  return value === finding.value
    ? finding
    : { ...finding, value, message: messageOf({ prop, must, value, todo }, rule) };
}

interface At {
  readonly type: string;
  readonly address: string;
  readonly attribute: string;
}

function namedText(text: string, { type, address, attribute }: At, { names, document }: Naming): string {
  const kinds = attribute === WHOLE ? NAMED_KINDS : kindsIn(type, attribute);
  if (text === AFTER_APPLY.text) {
    const called = kinds.length === 0 ? [] : namesReferredTo(document, address, attribute);
    return called.length === 0 ? text : `${called.join(', ')} ${text}`;
  }
  return text.replace(ID, (id) => {
    const name = textField(names, id);
    if (name !== undefined) return `${name} (${id})`;
    const kind = kindOfId(id, kinds);
    return kind === undefined || isSaid(kind, attribute) ? id : `${kindWords(kind)} ${id}`;
  });
}

/** `group` of `groups_included`: the reader knows the kind. A client ID is known by its look. */
function isSaid(kind: IdKind, attribute: string): boolean {
  return kind === 'client' || attribute.includes(kind.split(' ').at(-1) ?? kind);
}

/** The very same value where there is nothing to name. */
function namedValue(value: unknown, at: At, naming: Naming): unknown {
  if (value === AFTER_APPLY) {
    const text = namedText(AFTER_APPLY.text, at, naming);
    return text === AFTER_APPLY.text ? value : text;
  }
  if (typeof value === 'string') return namedText(value, at, naming);
  if (value instanceof Marker) return value;
  if (isList(value))
    return sameOr(
      value,
      value.map((each) => namedValue(each, at, naming)),
    );
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, each]) => [key, namedValue(each, at, naming)] as const);
  return members.every(([key, each]) => each === field(value, key)) ? value : Object.fromEntries(members);
}

function sameOr(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((each, at) => each === before[at]) ? before : after;
}
