import { isUnset, keyOf } from '../../plan/value-key';
import { isObject } from '../../shared/json';
import { ownershipIn, OWNERSHIP_PROPS, withoutOwnership } from '../../shared/ownership';

/** One of the values that say who owns an app, as a change finds and leaves it. */
export interface OwnershipChange {
  readonly name: (typeof OWNERSHIP_PROPS)[number];
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What two profiles say differently of who owns the app. */
export function ownershipChanges(before: unknown, after: unknown): readonly OwnershipChange[] {
  const [old, now] = [ownershipIn(before), ownershipIn(after)];
  return OWNERSHIP_PROPS.map((name) => ({ name, from: old[name], to: now[name] })).filter(
    ({ from, to }) => from !== to,
  );
}

/** Whether two profiles differ in nothing but who owns the app. */
export function isOnlyOwnership(before: unknown, after: unknown): boolean {
  if (ownershipChanges(before, after).length === 0) return false;
  return keyOf(restOf(before) ?? null) === keyOf(restOf(after) ?? null);
}

/** The profile without that; undefined where there is nothing else in it. */
export function restOf(profile: unknown): unknown {
  const rest = withoutOwnership(profile);
  return isUnset(rest) || rest === '{}' || (isObject(rest) && Object.keys(rest).length === 0) ? undefined : rest;
}
