import type { Violation } from '../../../rules/engine';
import { accessChangesOfUpdate, type AccessChange } from '../meaning/access-changes';
import { fateOf, type Fate } from '../meaning/intent';
import { field } from '../../shared/json';
import type { PlannedChange } from '../../plan/plan';
import { attributeOf } from '../../resources/attribute-of';
import { isApp, type ResourceType } from '../../resources/resource-type';
import type { ChangeRule, Subject } from './change-rule';
import { fill } from '../../../rules/texts';

/** What was changed outside Terraform, as the drift rules see it. */
export interface DriftSubject extends Subject {
  readonly type: ResourceType;
  readonly drift: PlannedChange;
  /** What the plan does with the same resource. */
  readonly change: PlannedChange | undefined;
  /** The plan changes something, be it elsewhere: an apply of it writes the drift into the state. */
  readonly isApplied: boolean;
}

const DRIFT = 'https://developer.hashicorp.com/terraform/tutorials/state/resource-drift';

const ADVICE: Readonly<Record<Fate, string>> = {
  reverted: 'find out who did it and why; the apply reverts it',
  overwritten: 'find out who did it and why; the apply overwrites it with the value in the code',
  kept: 'find out who did it and why; the apply keeps it',
};

function todoFor(attribute: string, { type, drift, change }: DriftSubject): string {
  return ADVICE[fateOf(type, attribute, drift, change)];
}

function accessChangesBy({ type, drift }: DriftSubject): readonly AccessChange[] {
  return drift.before === null || drift.after === null
    ? []
    : accessChangesOfUpdate(type, drift.before, drift.after, drift.changed);
}

/** Whether it changes what controls access without being more or less of it. */
function isOfControl(type: ResourceType, { direction, attribute }: AccessChange): boolean {
  const { access } = attributeOf(type, attribute);
  return direction === 'shifted' && access?.by === 'shift' && access.control === true;
}

const opened: ChangeRule<DriftSubject> = {
  id: 'drift/opened',
  severity: 'high',
  title: 'Access was broadened outside Terraform.',
  needsOrg: true,
  see: DRIFT,
  impact: 'access was broadened by hand, without a review',
  fix: 'find out who changed it and why',
  *check(subject) {
    for (const { direction, attribute, prop, value } of accessChangesBy(subject)) {
      if (direction !== 'broadened') continue;
      yield { prop, must: 'be changed only in the code', value, fix: todoFor(attribute, subject) };
    }
  },
};

const accessControlChanged: ChangeRule<DriftSubject> = {
  id: 'drift/access-control-changed',
  severity: 'high',
  title: 'Access control was changed outside Terraform: a policy, the client ID, the issuer or a network.',
  needsOrg: true,
  see: DRIFT,
  impact: 'access control was changed by hand, without a review: sign-in may not have required a second factor since',
  fix: 'find out who changed it and why',
  *check(subject) {
    for (const each of accessChangesBy(subject)) {
      if (!isOfControl(subject.type, each)) continue;
      const value = { before: each.before ?? null, after: each.value };
      yield { prop: each.prop, must: 'be changed only in the code', value, fix: todoFor(each.attribute, subject) };
    }
  },
};

const reopened: ChangeRule<DriftSubject> = {
  id: 'drift/reopened',
  severity: 'high',
  title: 'The apply restores access that was narrowed outside Terraform.',
  needsOrg: true,
  see: DRIFT,
  impact: 'the apply restores access that was narrowed by hand, possibly for a reason',
  fix: 'find out who changed it and why before you apply',
  *check(subject) {
    const { type, drift, change } = subject;
    for (const { direction, attribute, prop, value } of accessChangesBy(subject)) {
      if (direction !== 'narrowed' || fateOf(type, attribute, drift, change) !== 'reverted') continue;
      yield { prop, must: 'stay as it is in Okta until the reason is known', value };
    }
  },
};

/** Attributes of which the rules about access do not speak, by what becomes of them. */
function* otherChanges(subject: DriftSubject, isWanted: (fate: Fate) => boolean): Iterable<Violation> {
  const { type, drift, change } = subject;
  if (drift.kind !== 'update') return;
  const spokenFor = new Set(
    accessChangesBy(subject)
      .filter((each) => each.direction === 'broadened' || isOfControl(type, each))
      .map(({ attribute }) => attribute),
  );
  for (const attribute of drift.changed) {
    if (spokenFor.has(attribute) || attributeOf(type, attribute).computed) continue;
    if (!isWanted(fateOf(type, attribute, drift, change))) continue;
    const value = {
      before: field(drift.before ?? {}, attribute) ?? null,
      after: field(drift.after ?? {}, attribute) ?? null,
    };
    yield { prop: attribute, must: 'be changed only in the code', value, fix: todoFor(attribute, subject) };
  }
}

/** A resource that the plan deletes keeps nothing, and of an empty plan nothing is applied. */
function isKept(fate: Fate, { change, isApplied }: DriftSubject): boolean {
  return isApplied && fate === 'kept' && change?.kind !== 'delete' && change?.kind !== 'replace';
}

const changed: ChangeRule<DriftSubject> = {
  id: 'drift/changed',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'A resource was changed outside Terraform.',
  needsOrg: true,
  see: DRIFT,
  impact: 'the settings in Okta differ from the code',
  fix: 'find out who changed it and why',
  *check(subject) {
    yield* otherChanges(subject, (fate) => !isKept(fate, subject));
  },
};

const kept: ChangeRule<DriftSubject> = {
  id: 'drift/kept',
  severity: 'high',
  title: 'A resource was changed outside Terraform, and the apply keeps the change.',
  needsOrg: true,
  see: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes',
  impact: 'the change was not reviewed, and no later plan shows it again',
  fix: 'find out who changed it and why; set the value in the code, or remove ignore_changes',
  *check(subject) {
    yield* otherChanges(subject, (fate) => isKept(fate, subject));
  },
};

const gone: ChangeRule<DriftSubject> = {
  id: 'drift/deleted',
  severity: 'high',
  title: 'A resource was deleted outside Terraform.',
  needsOrg: true,
  see: DRIFT,
  impact: 'the resource no longer exists; if it is recreated, it gets a new ID, and an app also gets a new secret',
  fix: 'find out who deleted it and why',
  *check({ type, drift, change }) {
    if (drift.kind !== 'delete') return;
    const again = change?.kind === 'create' ? 'the apply recreates it' : 'the plan does not recreate it';
    const value = field(drift.before ?? {}, 'label') ?? field(drift.before ?? {}, 'id') ?? null;
    const prop = isApp(type) ? 'app' : 'resource';
    yield {
      prop,
      must: 'be deleted only in the code',
      value,
      fix: fill('find out who deleted it and why; {again}', { again }),
    };
  },
};

/** Rules about what happened outside Terraform; the change itself has no part in it. */
export const driftRules: readonly ChangeRule<DriftSubject>[] = [
  opened,
  accessControlChanged,
  reopened,
  changed,
  kept,
  gone,
];
