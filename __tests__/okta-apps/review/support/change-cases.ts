import { CATALOGUE } from '../../../../okta-apps/resources/catalogue';
import type { ChangeRule } from '../../../../okta-apps/review/change-rules/change-rule';
import {
  changeSubject,
  type ChangeSubject,
  type Surroundings,
} from '../../../../okta-apps/review/change-rules/change-subject';
import { NO_GROUPS } from '../../../../okta-apps/review/meaning/assigned-groups';
import { rawPlan, type RawChange } from './plan-json';
import { planOf } from './reviews';
import { testRules, type Cases } from './rule-cases';

/** What one rule must and must not say about changes as Terraform prints them. */
export interface RuleCase {
  readonly good: readonly (readonly [title: string, change: RawChange, around?: Partial<Surroundings>])[];
  readonly bad: readonly (readonly [
    title: string,
    change: RawChange,
    messages: readonly string[],
    around?: Partial<Surroundings>,
  ])[];
}

export function subjectOf(raw: RawChange, around: Partial<Surroundings> = {}): ChangeSubject {
  const change = planOf(rawPlan([raw])).changes[0]!;
  const type = CATALOGUE.typeOf(change.type);
  return changeSubject(change, undefined, {
    type,
    place: {},
    production: true,
    activeSecrets: 0,
    lostSettings: [],
    restoresSettings: false,
    unreadApp: undefined,
    names: {},
    besideApp: true,
    reachesApp: false,
    newOwners: new Set(),
    assigned: { before: NO_GROUPS, after: NO_GROUPS },
    inUse: () => ({ hosts: new Set(['shop.acme.com']), domains: new Set(['acme.com', 'acme-portal.com']) }),
    groupLike: (name) => (name === 'Staff2' ? 'Staff' : undefined),
    ...around,
  });
}

/** `testRules` for rules about changes; in production unless a case says otherwise. */
export function testChangeRules(
  rules: readonly ChangeRule<ChangeSubject>[],
  cases: Readonly<Record<string, RuleCase>>,
): void {
  const asSubjects = Object.entries(cases).map(([id, { good, bad }]): [string, Cases<ChangeSubject>] => [
    id,
    {
      good: good.map(([title, raw, around]) => [title, subjectOf(raw, around)] as const),
      bad: bad.map(([title, raw, messages, around]) => [title, subjectOf(raw, around), messages] as const),
    },
  ]);
  testRules(rules, Object.fromEntries(asSubjects));
}
