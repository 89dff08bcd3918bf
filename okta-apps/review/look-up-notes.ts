import type { LookUp } from './look-ups';
import type { StackInput } from './review-input';

/** What the apply takes from elsewhere, one line for each: `group Billing (00g…)`, with the whole ID. */
export function lookUpNotes({ lookUps = [], plan }: StackInput): readonly string[] {
  const lines = lookUps.map(
    (lookUp) => `${objectIn(lookUp, plan?.groups ?? {})}, which the code reads as ${lookUp.reads}`,
  );
  return [...new Set(lines)];
}

function objectIn({ kind, found, late }: LookUp, groups: Readonly<Record<string, string>>): string {
  if (found === undefined)
    return `${kind ?? 'a value'} ${late ? 'looked up during the apply' : 'known after the apply'}`;
  const { value, name = Object.hasOwn(groups, value) ? groups[value] : undefined } = found;
  const what = kind ?? (name === undefined ? 'ID' : 'group');
  return name === undefined ? `${what} ${value}` : `${what} ${name} (${value})`;
}
