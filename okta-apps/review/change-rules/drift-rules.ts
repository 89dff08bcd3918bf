import type { Violation } from '../../../rules/engine';
import { movesBetween, type Move } from '../meaning/broadening';
import { fateOf, type Fate } from '../meaning/intent';
import { COMPUTED_ONLY } from '../../plan/attributes';
import { field } from '../../shared/json';
import type { PlannedChange } from '../../plan/plan';
import type { ChangeRule, Subject } from './change-rule';
import { isApp } from './change-subject';

/** What somebody changed outside of Terraform, as the drift rules see it. */
export interface DriftSubject extends Subject {
  readonly drift: PlannedChange;
  /** What the plan does with the same resource. */
  readonly change: PlannedChange | undefined;
}

const DRIFT = 'https://developer.hashicorp.com/terraform/tutorials/state/resource-drift';

const ADVICE: Readonly<Record<Fate, string>> = {
  'taken back': 'find out who did it and why; the apply takes it back',
  overwritten: 'find out who did it and why; the apply puts the value of the code there',
  stays: 'find out who did it and why; the apply leaves it as it is',
};

function todoFor(move: { readonly attribute: string }, { drift, change }: DriftSubject): string {
  return ADVICE[fateOf(move.attribute, drift, change)];
}

/** The moves of a drift, and the attributes that they speak for. */
function movesOf({ drift }: DriftSubject): readonly Move[] {
  return drift.before === null || drift.after === null
    ? []
    : movesBetween(drift.type, drift.before, drift.after, drift.changed);
}

const opened: ChangeRule<DriftSubject> = {
  id: 'drift/opened',
  severity: 'high',
  summary: 'Somebody opened access outside of Terraform.',
  see: DRIFT,
  means: 'access was opened by hand, past every review',
  *check(subject) {
    for (const move of movesOf(subject)) {
      if (move.direction !== 'broadened') continue;
      yield { prop: move.prop, must: 'be opened in the code only', value: move.value, todo: todoFor(move, subject) };
    }
  },
};

/** What guards access without being more or less of it. */
const GUARDS = new Set(['authentication_policy', 'policy_id', 'client_id', 'issuer_mode', 'network']);

const guardChanged: ChangeRule<DriftSubject> = {
  id: 'drift/access-control-changed',
  severity: 'high',
  summary: 'Somebody changed what guards access outside of Terraform: a policy, the client id, the issuer, a network.',
  see: DRIFT,
  means: 'what guards access was changed by hand, past every review: a second factor may not have been asked for since',
  *check(subject) {
    for (const move of movesOf(subject)) {
      if (move.direction !== 'shifted' || !GUARDS.has(move.attribute)) continue;
      const value = { before: move.before ?? null, after: move.value };
      yield { prop: move.prop, must: 'be changed in the code only', value, todo: todoFor(move, subject) };
    }
  },
};

const reopened: ChangeRule<DriftSubject> = {
  id: 'drift/reopened',
  severity: 'high',
  summary: 'The apply opens again what somebody closed by hand.',
  see: DRIFT,
  means: 'access that was closed by hand, maybe for a reason, is open again after the apply',
  *check(subject) {
    for (const move of movesOf(subject)) {
      if (move.direction !== 'narrowed' || fateOf(move.attribute, subject.drift, subject.change) !== 'taken back')
        continue;
      const todo = 'ask who closed it and why before it is applied';
      yield { prop: move.prop, must: 'stay closed until that is known', value: move.value, todo };
    }
  },
};

function isSpokenFor({ direction, attribute }: Move): boolean {
  return direction === 'broadened' || (direction === 'shifted' && GUARDS.has(attribute));
}

const changed: ChangeRule<DriftSubject> = {
  id: 'drift/changed',
  severity: 'medium',
  outsideProduction: 'info',
  summary: 'Somebody changed a resource outside of Terraform.',
  see: DRIFT,
  means: 'what the code says is not what people sign in to',
  *check(subject): Iterable<Violation> {
    const { drift } = subject;
    if (drift.kind !== 'update') return;
    const spoken = new Set(
      movesOf(subject)
        .filter(isSpokenFor)
        .map((move) => move.attribute),
    );
    for (const attribute of drift.changed) {
      if (spoken.has(attribute) || COMPUTED_ONLY.has(attribute)) continue;
      const value = {
        before: field(drift.before ?? {}, attribute) ?? null,
        after: field(drift.after ?? {}, attribute) ?? null,
      };
      yield { prop: attribute, must: 'be changed in the code only', value, todo: todoFor({ attribute }, subject) };
    }
  },
};

const gone: ChangeRule<DriftSubject> = {
  id: 'drift/deleted',
  severity: 'high',
  summary: 'Somebody deleted a resource outside of Terraform.',
  see: DRIFT,
  means: 'it is gone already; made anew it has another id, and an app another secret',
  *check({ drift, change }) {
    if (drift.kind !== 'delete') return;
    const again = change?.kind === 'create' ? 'the apply makes it anew' : 'the plan does nothing about it';
    const value = field(drift.before ?? {}, 'label') ?? field(drift.before ?? {}, 'id') ?? null;
    const prop = isApp(drift.type) ? 'app' : 'resource';
    yield { prop, must: 'be deleted in the code only', value, todo: `find out who deleted it and why; ${again}` };
  },
};

/** Rules about what happened outside of Terraform; the change itself has no part in it. */
export const driftRules: readonly ChangeRule<DriftSubject>[] = [opened, guardChanged, reopened, changed, gone];
