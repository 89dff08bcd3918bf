import type { Violation } from '../../../rules/engine';
import { addedUris, type AddedUri } from '../meaning/added-uris';
import {
  accessChanges,
  accessChangesOfNew,
  accessChangesOfUpdate,
  type AccessChange,
  type Direction,
} from '../meaning/access-changes';
import { isStateOnly } from '../meaning/differences';
import type { Reaching } from '../meaning/reaching';
import { intendedAttributes, intendedBefore } from '../meaning/intent';
import { field } from '../../shared/json';
import type { PlannedChange, Values } from '../../plan/plan';
import type { UriUse } from '../../resources/attribute';
import { attributeOf } from '../../resources/attribute-of';
import { isDefaultWrittenOut } from '../../resources/okta-default';
import { isApp, type ResourceType } from '../../resources/resource-type';
import type { LostSetting } from '../../resources/lost-settings';
import type { Place, Subject } from './change-rule';

/** One planned change, as the change rules see it. */
export interface ChangeSubject extends Subject, Reaching {
  /** What the catalogue knows of the resource. */
  readonly type: ResourceType;
  readonly change: PlannedChange;
  /** Values before, as the code had them: drift is taken out. Empty for a new resource. */
  readonly before: Values;
  /** Values afterwards; empty for one that goes. */
  readonly after: Values;
  /** Attributes that the change itself changes, in Okta and not only in the state. */
  readonly changed: readonly string[];
  readonly accessChanges: readonly AccessChange[];
  readonly uris: readonly AddedUri[];
  /** How many client secrets of the app are active in Okta, where that was asked. */
  readonly activeSecrets: number;
  /** What the update would lose of the app as Okta has it, where that was read. */
  readonly lostSettings: readonly LostSetting[];
  /** The apply sets them again. */
  readonly restoresSettings: boolean;
  /** Why the app could not be read; undefined when it was, or need not be. */
  readonly unreadApp: string | undefined;
  /** Names of groups and other objects by id. */
  readonly names: Readonly<Record<string, string>>;
}

/** The label that people know the app by today: what the code had before this change, else the new one. */
export function labelOf(change: PlannedChange, drift?: PlannedChange): string | undefined {
  const byHand = drift?.changed.includes('label') === true ? drift.before : null;
  const labels = [byHand, change.before, change.after].map((values) => field(values ?? {}, 'label'));
  return labels.find((label): label is string => typeof label === 'string' && label !== '');
}

function accessChangesBy(
  type: ResourceType,
  change: PlannedChange,
  before: Values,
  changed: readonly string[],
): readonly AccessChange[] {
  if (change.kind === 'no-op' || change.kind === 'forget') return [];
  if (change.after === null) return isApp(type) ? [] : accessChanges(type, before, {});
  if (change.before === null) return accessChangesOfNew(type, change.after);
  // An import leaves unset what it does not read.
  if (change.importing !== undefined) return accessChanges(type, before, change.after, changed);
  return accessChangesOfUpdate(type, before, change.after, changed);
}

/** What a change says nothing about itself. */
export interface Surroundings extends Reaching {
  readonly type: ResourceType;
  readonly place: Place;
  readonly production: boolean;
  readonly activeSecrets: number;
  readonly lostSettings: readonly LostSetting[];
  readonly restoresSettings: boolean;
  readonly unreadApp: string | undefined;
  readonly names: Readonly<Record<string, string>>;
  /** Values before the change of the app that the resource belongs to, where the plan has it. */
  readonly app?: Values | undefined;
}

/** Puts a change, its drift and its surroundings together for the rules. */
export function changeSubject(
  change: PlannedChange,
  drift: PlannedChange | undefined,
  around: Surroundings,
): ChangeSubject {
  const before = intendedBefore(change, drift);
  const { type } = around;
  const changed = intendedAttributes(type, change, drift).filter(
    (name) =>
      !isStateOnly(type, name, field(before, name), change) &&
      !(change.kind === 'update' && isDefaultWrittenOut(type, name, before, change.after ?? {})),
  );
  const changesOfAccess = accessChangesBy(type, change, before, changed);
  return {
    type,
    place: around.place,
    production: around.production,
    activeSecrets: around.activeSecrets,
    lostSettings: around.lostSettings,
    restoresSettings: around.restoresSettings,
    unreadApp: around.unreadApp,
    names: around.names,
    besideApp: around.besideApp,
    reachesApp: around.reachesApp,
    newOwners: around.newOwners,
    assigned: around.assigned,
    groupsOfApp: around.groupsOfApp,
    policyOfApp: around.policyOfApp,
    inUse: around.inUse,
    groupLike: around.groupLike,
    change,
    before,
    after: change.after ?? {},
    changed,
    accessChanges: changesOfAccess,
    uris: addedUris(type, change, before, changesOfAccess, around.app),
  };
}

/** The access changes of one attribute in some directions. */
export function accessOf(
  { accessChanges: all }: ChangeSubject,
  attribute: string,
  ...directions: readonly Direction[]
): readonly AccessChange[] {
  return all.filter((change) => change.attribute === attribute && directions.includes(change.direction));
}

/** URIs of one use that the change removes. */
export function removedUris({ type, accessChanges: all }: ChangeSubject, use: UriUse): readonly AccessChange[] {
  return all.filter(({ attribute, direction }) => direction === 'narrowed' && attributeOf(type, attribute).uri === use);
}

/** One violation per access change: the prop and the value are its own. */
export function* each(changes: Iterable<AccessChange>, must: string): Iterable<Violation> {
  for (const { prop, value } of changes) yield { prop, must, value };
}

/** A violation that shows the old and the new value. */
export function* eachStep(changes: Iterable<AccessChange>, must: string): Iterable<Violation> {
  for (const { prop, before = null, value } of changes) yield { prop, must, value: { before, after: value } };
}
