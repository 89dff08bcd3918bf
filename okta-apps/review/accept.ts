import type { KnownChange, Waiver } from '../shared/environment-rules';
import type { RuleFinding } from './change-rules/change-rule';
import { ACCEPTED_WHEN_KNOWN } from './change-rules/default-deny';
import { givesPower } from './known';
import type { ReviewRules } from './review-input';
import { faultOf, keptWaivers, keyOf, waiverIndex } from './waivers';

/** A finding, and what accepts it or would have done so. */
export interface Accepted {
  readonly finding: RuleFinding;
  readonly waiver?: Waiver;
  readonly expiredWaiver?: Waiver;
}

/**
 * A function that says what accepts a finding: a waiver for its rule and address, or what the environment knows of its
 * type.
 *
 * @param rules by environment, from the base commit.
 * @param proposed the same of the change: what it no longer has accepts nothing. @default `rules`
 */
export function acceptBy(
  rules: Readonly<Record<string, ReviewRules>>,
  today: string,
  proposed: Readonly<Record<string, ReviewRules>> = {},
): (finding: RuleFinding) => Accepted {
  const waivers = new Map(
    Object.entries(rules).map(([name, own]) => {
      const after = Object.hasOwn(proposed, name) ? (proposed[name]?.waivers ?? []) : undefined;
      return [name, waiverIndex(keptWaivers(own.waivers ?? [], after))];
    }),
  );
  const known = new Map(
    Object.entries(rules).map(([name, own]) => {
      const after = Object.hasOwn(proposed, name) ? (proposed[name]?.known ?? []) : (own.known ?? []);
      const isKept = (one: KnownChange) =>
        after.some(({ type, attribute }) => type === one.type && attribute === one.attribute);
      return [name, (own.known ?? []).filter((one) => isKept(one) && !givesPower(one.type))];
    }),
  );
  return (finding) => {
    const { rule, waivable, environment = '', stack = '', address = '' } = finding;
    if (!waivable) return { finding };
    const own = waivers.get(environment);
    const found = [
      own?.get(keyOf(rule, address)) ?? own?.get(keyOf(rule, `${stack}/${address}`)),
      ...knownAs(finding, known.get(environment) ?? []),
    ].filter((waiver) => waiver !== undefined);
    const waiver = found.find((each) => faultOf(each, today) === undefined);
    if (waiver !== undefined) return { finding, waiver };
    const expiredWaiver = found.find((each) => faultOf(each, today) === 'expired');
    return { finding, ...(expiredWaiver !== undefined && { expiredWaiver }) };
  };
}

/** What is known of a type counts as a waiver of each finding about it. Of single attributes, all must be known. */
function knownAs(finding: RuleFinding, known: readonly KnownChange[]): readonly Waiver[] {
  const { rule, prop, address = '', attributes = [] } = finding;
  if (!ACCEPTED_WHEN_KNOWN.has(rule)) return [];
  const own = known.filter(({ type }) => type === prop);
  const whole = own.filter(({ attribute }) => attribute === undefined);
  const single = attributes.map((name) => own.find(({ attribute }) => attribute === name));
  const all = single.filter((each) => each !== undefined);
  // The first that ends decides for all of them.
  const first = [...all].sort((a, b) => (a.expires < b.expires ? -1 : 1)).slice(0, 1);
  return [...whole, ...(all.length > 0 && all.length === attributes.length ? first : [])].map(
    ({ reason, expires }) => ({ rule, address, reason, expires }),
  );
}
