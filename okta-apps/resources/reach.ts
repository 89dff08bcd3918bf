/**
 * What a change touches: who has power over the org; through which door users and Okta's messages pass; which factors
 * are asked for and how long sessions last; who gets in; what tokens say; objects that decide nothing alone; looks.
 */
export type Reach = 'power' | 'front-door' | 'factors' | 'who-gets-in' | 'what-tokens-say' | 'objects' | 'display';

/** Why a change of a type or an attribute is a finding, although no rule reads what the values mean. */
export interface Decides {
  readonly reach: Reach;
  /** What it decides, in a sentence that follows "because": `it decides who administers the org`. */
  readonly effect: string;
}

/** A function that makes `Decides` of one reach. */
const of =
  (reach: Reach) =>
  (effect: string): Decides => ({ reach, effect });

export const power = of('power');
export const frontDoor = of('front-door');
export const factors = of('factors');
export const whoGetsIn = of('who-gets-in');
export const whatTokensSay = of('what-tokens-say');
export const objects = of('objects');
export const display = of('display');

/** Types of these names that decide the same, and of which nothing else is known. */
export function typesThatDecide(decides: Decides, ...names: readonly string[]) {
  return names.map((name) => ({ name, decides }));
}

/** The same of parts of something: the attribute `owner` has its id. */
export function partsThatDecide(decides: Decides, owner: string, ...names: readonly string[]) {
  return names.map((name) => ({ name, decides, owner }));
}
