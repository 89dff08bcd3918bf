import type { PlannedChange } from '../plan/plan';
import { attributeOf } from '../resources/attribute-of';
import { objectName } from '../resources/references';
import type { ResourceType } from '../resources/resource-type';
import { field } from '../shared/json';
import { ownershipIn } from '../shared/ownership';
import { labelOf } from './change-rules/change-subject';
import { differencesOf, type Difference } from './meaning/differences';
import { fateOf, intendedAttributes, intendedBefore } from './meaning/intent';
import type { OwningApp } from './meaning/owning-app';
import type { ChangeReview, DriftReview } from './review-model';

/** The lists of names that a change has besides its differences. */
export const CHANGE_LISTS = ['because', 'reverted'] as const satisfies readonly (keyof ChangeReview)[];

/**
 * One planned change as the review shows it.
 *
 * @param owner The app that it is a part of.
 */
export function changeReview(
  type: ResourceType,
  change: PlannedChange,
  drift: PlannedChange | undefined,
  owner: OwningApp | undefined,
): ChangeReview {
  const app = labelOf(change, drift) ?? owner?.app;
  const intended = intendedAttributes(type, change, drift);
  const { previousAddress, importing, deposed } = change;
  return {
    address: change.address,
    type: change.type,
    kind: change.kind,
    ...(app !== undefined && { app }),
    ...(owner !== undefined && { owner: owner.address }),
    ...nameOf(change),
    ...ownershipAt(type, change),
    ...(previousAddress !== undefined && { previousAddress }),
    ...(importing !== undefined && { importing }),
    ...(deposed !== undefined && { deposed }),
    because: reasons(change),
    reverted: change.changed.filter((name) => !intended.includes(name)),
    differences: differencesOf(type, change, intendedBefore(change, drift), intended),
  };
}

/** One resource that was changed outside Terraform, with what becomes of each difference. */
export function driftReview(
  type: ResourceType,
  drift: PlannedChange,
  change: PlannedChange | undefined,
  owner: OwningApp | undefined,
): DriftReview {
  const app = labelOf(drift) ?? owner?.app;
  return {
    address: drift.address,
    type: drift.type,
    kind: drift.kind,
    ...(app !== undefined && { app }),
    ...(owner !== undefined && { owner: owner.address }),
    ...nameOf(drift),
    differences: driftDifferences(type, drift).map((difference) => ({
      ...difference,
      fate: fateOf(type, difference.attribute, drift, change),
    })),
  };
}

/** A state that Terraform only wrote otherwise is no drift. */
export function isDrift(type: ResourceType, drift: PlannedChange): boolean {
  return drift.kind === 'delete' || driftDifferences(type, drift).length > 0;
}

function nameOf({ type, before, after }: PlannedChange): { readonly name?: string } {
  const name = objectName(type, before ?? after ?? {});
  return name === undefined ? {} : { name };
}

/** Who owns the app afterwards, or owned the one that is deleted. */
function ownershipAt(type: ResourceType, { before, after }: PlannedChange): Pick<ChangeReview, 'ownership'> {
  const values = after ?? before ?? {};
  const holder = Object.keys(values).find((name) => attributeOf(type, name).ownership === true);
  const ownership = holder === undefined ? {} : ownershipIn(field(values, holder));
  return Object.keys(ownership).length === 0 ? {} : { ownership };
}

function reasons(change: PlannedChange): string[] {
  if (change.replacePaths.length > 0) return [...change.replacePaths];
  return change.reason === undefined ? [] : [change.reason];
}

function driftDifferences(type: ResourceType, drift: PlannedChange): Difference[] {
  return drift.kind === 'delete' ? [] : differencesOf(type, drift, drift.before ?? {}, drift.changed);
}
