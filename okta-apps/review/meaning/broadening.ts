import { isList } from '../../shared/json';
import { AFTER_APPLY, MASKED, Marker } from '../../plan/markers';
import type { Values } from '../../plan/plan';
import { ASPECTS, COMPUTED_WHEN_UNSET, type Aspect } from './aspects';
import { isUnset, keyOf } from '../../plan/same-meaning';

/**
 * Which way a change moves access. *Broadened*: more parties, places or ways can get a session or a token, or less
 * proof is asked of them. *Narrowed*: the reverse, so somebody who could sign in may no longer be able to. *Shifted*:
 * other, neither more nor less. *Hidden* and *unknown*: it changes, and a reviewer cannot see to what.
 */
export type Direction = 'broadened' | 'narrowed' | 'shifted' | 'hidden' | 'unknown';

/** One step of one attribute. A set makes one move per member that comes or goes. */
export interface Move {
  readonly attribute: string;
  /** The attribute, with the index for a member of a list: `redirect_uris[1]`. */
  readonly prop: string;
  readonly direction: Direction;
  /** The member that comes or goes, or the new value. */
  readonly value: unknown;
  /** The old value, where there is one. */
  readonly before?: unknown;
}

function members(value: unknown): readonly unknown[] {
  if (isUnset(value)) return [];
  return isList(value) ? value : [value];
}

/** A marker says nothing about what is behind it: its key must not match another marker's. */
function missing(from: readonly unknown[], others: readonly unknown[], aspect: Aspect, direction: Direction): Move[] {
  const identify = aspect.identify ?? keyOf;
  const have = new Set(others.map((item) => identify(item)));
  const { attribute } = aspect;
  return from.flatMap((value, index): Move[] => {
    if (value instanceof Marker || have.has(identify(value))) return [];
    have.add(identify(value)); // a member that is written twice moves once
    return [
      { attribute, prop: from.length > 1 || aspect.many ? `${attribute}[${index}]` : attribute, direction, value },
    ];
  });
}

function setMoves(aspect: Aspect, before: unknown, after: unknown): Move[] {
  const [old, now] = [members(before), members(after)];
  const unknown = now.includes(AFTER_APPLY)
    ? [
        {
          attribute: aspect.attribute,
          prop: aspect.attribute,
          direction: 'unknown' as const,
          value: AFTER_APPLY,
          before,
        },
      ]
    : [];
  return [...missing(now, old, aspect, 'broadened'), ...missing(old, now, aspect, 'narrowed'), ...unknown];
}

/** A member may be masked for its look alone: what it lets in is no less hidden than that of a masked list. */
function hiddenMembers({ attribute, identify, many }: Aspect, now: unknown): Move[] {
  const all = members(now);
  return all.flatMap((value, index): Move[] => {
    const isHidden = value === MASKED || identify?.(value).includes(MASKED.text) === true;
    const prop = all.length > 1 || many ? `${attribute}[${index}]` : attribute;
    return isHidden ? [{ attribute, prop, direction: 'hidden', value: MASKED }] : [];
  });
}

/** Between two values that have a rank: the higher one asks for more. */
function rankMoves(aspect: Aspect, before: unknown, after: unknown): Move[] {
  if (isUnset(before) || isUnset(after) || keyOf(before) === keyOf(after)) return [];
  const [old, now] = [aspect.rank?.(before), aspect.rank?.(after)];
  const even = old === undefined || now === undefined || old === now;
  const direction = even ? 'shifted' : now < old ? 'broadened' : 'narrowed';
  return [{ attribute: aspect.attribute, prop: aspect.attribute, direction, value: after, before }];
}

function shiftMoves(aspect: Aspect, before: unknown, after: unknown): Move[] {
  if (keyOf(before) === keyOf(after)) return [];
  return [{ attribute: aspect.attribute, prop: aspect.attribute, direction: 'shifted', value: after, before }];
}

const MOVES = { set: setMoves, rank: rankMoves, shift: shiftMoves } as const;

function movesOfAspect(aspect: Aspect, before: Values, after: Values, changed: ReadonlySet<string>): Move[] {
  const [old, now] = [aspect.read(before), aspect.read(after)];
  const { attribute } = aspect;
  if (old === MASKED || now === MASKED) {
    return changed.has(attribute) ? [{ attribute, prop: attribute, direction: 'hidden', value: now }] : [];
  }
  if (now === AFTER_APPLY) {
    return old === AFTER_APPLY ? [] : [{ attribute, prop: attribute, direction: 'unknown', value: now, before: old }];
  }
  const seen = MOVES[aspect.kind](aspect, old === AFTER_APPLY ? undefined : old, now);
  return changed.has(attribute) ? [...seen, ...hiddenMembers(aspect, now)] : seen;
}

/**
 * Every move of access between two sets of values of one resource. Equal values give none, the reverse change gives the
 * reverse moves, and the order of members says nothing.
 *
 * @param changed attributes that are known to differ although they are masked.
 */
export function movesBetween(type: string, before: Values, after: Values, changed: readonly string[] = []): Move[] {
  const names = new Set(changed);
  return (ASPECTS.get(type) ?? []).flatMap((aspect) => movesOfAspect(aspect, before, after, names));
}

/** What a new resource opens: its moves from the usual, safe values. What it leaves to Okta is no move. */
export function movesOfNew(type: string, usual: Values, after: Values): Move[] {
  return movesBetween(type, usual, after, Object.keys(after)).filter(
    (move) =>
      move.direction === 'broadened' ||
      move.direction === 'hidden' ||
      (move.direction === 'unknown' && !COMPUTED_WHEN_UNSET.has(move.attribute)),
  );
}
