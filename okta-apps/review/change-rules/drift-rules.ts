import type { Violation } from '../../../rules/engine';
import { accessChangesOfUpdate, type AccessChange } from '../meaning/access-changes';
import { fateOf, type Fate } from '../meaning/intent';
import { field } from '../../shared/json';
import type { PlannedChange } from '../../plan/plan';
import { attributeOf } from '../../resources/attribute-of';
import { isApp, type ResourceType } from '../../resources/resource-type';
import type { ChangeRule, Subject } from './change-rule';

/** What somebody changed outside of Terraform, as the drift rules see it. */
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
  reverted: 'find out who did it and why; the apply takes it back',
  overwritten: 'find out who did it and why; the apply puts the value of the code there',
  kept: 'find out who did it and why; the apply leaves it as it is',
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
  summary: 'Somebody opened access outside of Terraform.',
  needsOrg: true,
  see: DRIFT,
  means: 'access was opened by hand, past every review',
  *check(subject) {
    for (const { direction, attribute, prop, value } of accessChangesBy(subject)) {
      if (direction !== 'broadened') continue;
      yield { prop, must: 'be opened in the code only', value, todo: todoFor(attribute, subject) };
    }
  },
};

const accessControlChanged: ChangeRule<DriftSubject> = {
  id: 'drift/access-control-changed',
  severity: 'high',
  summary: 'Somebody changed what guards access outside of Terraform: a policy, the client id, the issuer, a network.',
  needsOrg: true,
  see: DRIFT,
  means: 'what guards access was changed by hand, past every review: a second factor may not have been asked for since',
  *check(subject) {
    for (const each of accessChangesBy(subject)) {
      if (!isOfControl(subject.type, each)) continue;
      const value = { before: each.before ?? null, after: each.value };
      yield { prop: each.prop, must: 'be changed in the code only', value, todo: todoFor(each.attribute, subject) };
    }
  },
};

const reopened: ChangeRule<DriftSubject> = {
  id: 'drift/reopened',
  severity: 'high',
  summary: 'The apply opens again what somebody closed by hand.',
  needsOrg: true,
  see: DRIFT,
  means: 'access that was closed by hand, maybe for a reason, is open again after the apply',
  *check(subject) {
    const { type, drift, change } = subject;
    for (const { direction, attribute, prop, value } of accessChangesBy(subject)) {
      if (direction !== 'narrowed' || fateOf(type, attribute, drift, change) !== 'reverted') continue;
      const todo = 'ask who closed it and why before it is applied';
      yield { prop, must: 'stay closed until that is known', value, todo };
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
    yield { prop: attribute, must: 'be changed in the code only', value, todo: todoFor(attribute, subject) };
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
  summary: 'Somebody changed a resource outside of Terraform.',
  needsOrg: true,
  see: DRIFT,
  means: 'what the code says is not what people sign in to',
  *check(subject) {
    yield* otherChanges(subject, (fate) => !isKept(fate, subject));
  },
};

const kept: ChangeRule<DriftSubject> = {
  id: 'drift/kept',
  severity: 'high',
  summary: 'A resource was changed outside Terraform, and the apply keeps the change, as with ignore_changes.',
  needsOrg: true,
  see: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes',
  means: 'the change was not reviewed, and no later plan shows it again',
  *check(subject) {
    yield* otherChanges(subject, (fate) => isKept(fate, subject));
  },
};

const gone: ChangeRule<DriftSubject> = {
  id: 'drift/deleted',
  severity: 'high',
  summary: 'Somebody deleted a resource outside of Terraform.',
  needsOrg: true,
  see: DRIFT,
  means: 'it is gone already; made anew it has another id, and an app another secret',
  *check({ type, drift, change }) {
    if (drift.kind !== 'delete') return;
    const again = change?.kind === 'create' ? 'the apply makes it anew' : 'the plan does nothing about it';
    const value = field(drift.before ?? {}, 'label') ?? field(drift.before ?? {}, 'id') ?? null;
    const prop = isApp(type) ? 'app' : 'resource';
    yield { prop, must: 'be deleted in the code only', value, todo: `find out who deleted it and why; ${again}` };
  },
};

/** Rules about what happened outside of Terraform; the change itself has no part in it. */
export const driftRules: readonly ChangeRule<DriftSubject>[] = [
  opened,
  accessControlChanged,
  reopened,
  changed,
  kept,
  gone,
];
