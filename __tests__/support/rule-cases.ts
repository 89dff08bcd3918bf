import { findings, type Rule } from '../../rules/engine';
import type { AppSubject } from '../../rules/app';
import type { EnvironmentRules } from '../../okta-apps/shared/environment-rules';
import { appSubject } from './app-subject';

/** What a rule has nothing to say about, or what it says. */
export type Case<G> =
  | { readonly good: G; readonly rules?: EnvironmentRules }
  | { readonly bad: G; readonly says: string | readonly string[]; readonly rules?: EnvironmentRules };

export type Cases<G> = Readonly<Record<string, readonly Case<G>[]>>;

/** A rule says this in whole; the dots are free. */
export const GRAMMAR =
  /^[a-z][^\n]* must [^\n]+, got [^\n]+; [a-z][^\n]*[^.\s] \[[a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*\]$/;

/** One test per case of each rule; a rule of the file without a good and a bad case is a failure. */
export function describeRules<S, G>(
  rules: readonly Rule<S>[],
  cases: Cases<G>,
  subjectOf: (given: G, rules?: EnvironmentRules) => S,
): void {
  it('has a good and a bad case for every rule of the file', () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ id }) => id).sort());
    for (const [id, its] of Object.entries(cases)) {
      expect([id, its.some((one) => 'good' in one), its.some((one) => 'bad' in one)]).toEqual([id, true, true]);
    }
  });
  for (const rule of rules) {
    const its = cases[rule.id] ?? [];
    describe(rule.id, () => {
      it.each(its.flatMap((one) => ('good' in one ? [one] : [])))('says nothing about %j', (one) => {
        expect(messages(rule, subjectOf(one.good, one.rules))).toEqual([]);
      });
      it.each(its.flatMap((one) => ('bad' in one ? [one] : [])))('says what is wrong with %j', (one) => {
        const said = messages(rule, subjectOf(one.bad, one.rules));
        expect(said).toEqual([one.says].flat());
        for (const message of said) expect(message).toMatch(GRAMMAR);
      });
    });
  }
}

/** The same for rules that look at one app: a case gives the props that differ from the valid app. */
export function describeAppRules(
  rules: readonly Rule<AppSubject>[],
  cases: Cases<Readonly<Record<string, unknown>>>,
): void {
  describeRules(rules, cases, (props, settings) => appSubject(props, settings));
}

function messages<S>(rule: Rule<S>, subject: S): string[] {
  return findings([rule], subject, 'error').map(({ message }) => message);
}
