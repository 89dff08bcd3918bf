import type { ChangeRule, Subject } from '../../../../okta-apps/review/change-rules/change-rule';
import { evaluate } from '../../../../okta-apps/review/change-rules/evaluate';

/** What one rule must and must not say. Messages are whole, but for the id of the rule. */
export interface Cases<S> {
  readonly good: readonly (readonly [title: string, subject: S])[];
  readonly bad: readonly (readonly [title: string, subject: S, messages: readonly string[]])[];
}

/** Their subjects are made only when there is something to say; where none is made is tested with what makes them. */
const ALWAYS_SPEAK = new Set([
  'review/changes-the-review',
  'review/other-stack',
  'parity/production-differs',
  'check/failed',
]);

const GRAMMAR = /^[^ ].* must [^ ].*, got .+; [a-z"].*[^.] \[[a-z-]+\/[a-z-]+\]$/;

function messages<S extends Subject>(rule: ChangeRule<S>, subject: S): string[] {
  return evaluate([rule], subject, {}).map(({ message }) => message);
}

/** Makes one test per case, and one that says that every rule has good and bad ones. */
export function testRules<S extends Subject>(
  rules: readonly ChangeRule<S>[],
  cases: Readonly<Record<string, Cases<S>>>,
): void {
  it('has cases for every rule, and no others', () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ id }) => id).sort());
    for (const [id, { good, bad }] of Object.entries(cases)) {
      expect(good.length > 0 || ALWAYS_SPEAK.has(id)).toBe(true);
      expect(bad.length).toBeGreaterThan(0);
    }
  });
  for (const rule of rules) {
    const own = cases[rule.id] ?? { good: [], bad: [] };
    describe(rule.id, () => {
      for (const [title, subject] of own.good) {
        it(`says nothing about ${title}`, () => {
          expect(messages(rule, subject)).toEqual([]);
        });
      }
      for (const [title, subject, expected] of own.bad) {
        it(`speaks of ${title}`, () => {
          expect(messages(rule, subject)).toEqual(expected.map((text) => `${text} [${rule.id}]`));
          for (const message of messages(rule, subject)) expect(message).toMatch(GRAMMAR);
        });
      }
    });
  }
}
