import type { Violation } from '../../../rules/engine';
import { addedUris, type AddedUri } from '../meaning/added-uris';
import { usualValues } from '../meaning/aspects';
import { movesBetween, movesOfNew, type Direction, type Move } from '../meaning/broadening';
import { isStateOnly } from '../meaning/differences';
import { intendedAttributes, intendedBefore } from '../meaning/intent';
import { field } from '../../shared/json';
import type { PlannedChange, Values } from '../../plan/plan';
import type { Place, Subject } from './change-rule';

/** One planned change, as the change rules see it. */
export interface ChangeSubject extends Subject {
  readonly change: PlannedChange;
  /** Values before, as the code had them: drift is taken out. Empty for a new resource. */
  readonly before: Values;
  /** Values afterwards; empty for one that goes. */
  readonly after: Values;
  /** Attributes that the change itself changes, in Okta and not only in the state. */
  readonly changed: readonly string[];
  readonly moves: readonly Move[];
  readonly uris: readonly AddedUri[];
  /** How many client secrets of the app are active in Okta, where that was asked. */
  readonly activeSecrets: number;
  /** Names of groups by id. */
  readonly groups: Readonly<Record<string, string>>;
}

/** The label that people know the app by today: what the code had before this change, else the new one. */
export function labelOf(change: PlannedChange, drift?: PlannedChange): string | undefined {
  const byHand = drift?.changed.includes('label') === true ? drift.before : null;
  const labels = [byHand, change.before, change.after].map((values) => field(values ?? {}, 'label'));
  return labels.find((label): label is string => typeof label === 'string' && label !== '');
}

function movesOf(change: PlannedChange, before: Values, changed: readonly string[]): readonly Move[] {
  if (change.kind === 'no-op' || change.kind === 'forget') return [];
  if (change.after === null) return isApp(change.type) ? [] : movesBetween(change.type, before, {});
  if (change.before === null) {
    return movesOfNew(change.type, usualValues(change.type, field(change.after, 'type')), change.after);
  }
  return movesBetween(change.type, before, change.after, changed);
}

/** What a change says nothing about itself. */
export interface Surroundings {
  readonly place: Place;
  readonly production: boolean;
  readonly activeSecrets: number;
  readonly groups: Readonly<Record<string, string>>;
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
  const changed = intendedAttributes(change, drift).filter((name) => !isStateOnly(name, field(before, name), change));
  const moves = movesOf(change, before, changed);
  return {
    place: around.place,
    production: around.production,
    activeSecrets: around.activeSecrets,
    groups: around.groups,
    change,
    before,
    after: change.after ?? {},
    changed,
    moves,
    uris: addedUris(change, before, moves, around.app),
  };
}

/** The moves of one attribute in one direction. */
export function moved(subject: ChangeSubject, attribute: string, ...directions: readonly Direction[]): readonly Move[] {
  return subject.moves.filter((move) => move.attribute === attribute && directions.includes(move.direction));
}

/** One violation per move: the prop and the value are the move's. */
export function* each(moves: Iterable<Move>, must: string, todo: string): Iterable<Violation> {
  for (const move of moves) yield { prop: move.prop, must, value: move.value, todo };
}

/** A violation that shows the old and the new value. */
export function* eachStep(moves: Iterable<Move>, must: string, todo: string): Iterable<Violation> {
  for (const move of moves) {
    yield { prop: move.prop, must, value: { before: move.before ?? null, after: move.value }, todo };
  }
}

/** Resource types that people sign in to. */
export function isApp(type: string): boolean {
  return APP_TYPES.has(type);
}

const APP_TYPES = new Set([
  'okta_app_oauth',
  'okta_app_saml',
  'okta_app_swa',
  'okta_app_bookmark',
  'okta_app_auto_login',
  'okta_app_basic_auth',
  'okta_app_secure_password_store',
  'okta_app_shared_credentials',
  'okta_app_three_field',
]);
