import { isDay } from '../shared/day';
import type { Waiver } from '../shared/environment-rules';

/** Why a waiver accepts nothing; undefined for one that is valid. */
export type WaiverFault = 'expired' | 'no day' | 'no reason';

/** What is wrong with a waiver on a day. Its last day is `expires`. */
export function faultOf(waiver: Waiver, today: string): WaiverFault | undefined {
  if (!isDay(waiver.expires)) return 'no day';
  if (waiver.reason.trim() === '') return 'no reason';
  return waiver.expires < today ? 'expired' : undefined;
}

/** Finds waivers by rule and address. */
export function waiverIndex(waivers: readonly Waiver[]): ReadonlyMap<string, Waiver> {
  return new Map(waivers.map((waiver) => [keyOf(waiver.rule, waiver.address), waiver]));
}

/**
 * The waivers of the base that the change keeps. One that it takes out accepts nothing any more: the stricter of both
 * sides counts.
 *
 * @param proposed Those of the change; undefined when nothing is known of them.
 */
export function keptWaivers(waivers: readonly Waiver[], proposed: readonly Waiver[] | undefined): readonly Waiver[] {
  if (proposed === undefined) return waivers;
  const kept = waiverIndex(proposed);
  return waivers.filter(({ rule, address }) => kept.has(keyOf(rule, address)));
}

/** The key of the index; neither part can contain the separator. */
export function keyOf(rule: string, address: string): string {
  return `${rule}\n${address}`;
}
