import type { UriUse } from '../../resources/attribute';
import type { Direction } from '../meaning/access-changes';
import type { AddedUri } from '../meaning/added-uris';
import type { ChangeRule } from './change-rule';
import { accessOf, each, eachStep, type ChangeSubject } from './change-subject';

/** What a rule about the access changes of an attribute says; the rest is the same for all of them. */
export interface AccessRule extends Omit<ChangeRule<ChangeSubject>, 'check'> {
  readonly attribute: string;
  readonly directions: readonly Direction[];
  /** True for a value that the rule is about. @default every value */
  readonly concerns?: (value: unknown) => boolean;
  /** Whether a new app, which gets everything at once, is left out. @default false */
  readonly leavesOutNew?: true;
  /** Whether it shows the old value beside the new one. @default false */
  readonly showsBoth?: true;
  readonly must: string;
}

/** A rule that looks at the access changes of one attribute in some directions. */
export function accessRule({
  attribute,
  directions,
  concerns = () => true,
  leavesOutNew,
  showsBoth,
  must,
  ...rule
}: AccessRule): ChangeRule<ChangeSubject> {
  const violations = showsBoth ? eachStep : each;
  return {
    ...rule,
    *check(subject) {
      if (leavesOutNew && subject.change.before === null) return;
      const changes = accessOf(subject, attribute, ...directions);
      yield* violations(
        changes.filter(({ value }) => concerns(value)),
        must,
      );
    },
  };
}

/** What a rule about added URIs says; the rest is the same for all of them. */
export interface UriRule extends Omit<ChangeRule<ChangeSubject>, 'check'> {
  readonly uses: readonly UriUse[];
  /** True for a URI that the rule is about. */
  readonly concerns: (added: AddedUri, subject: ChangeSubject) => boolean;
  readonly must: string;
}

/** A rule that looks at each URI which a change adds. */
export function uriRule({ uses, concerns, must, ...rule }: UriRule): ChangeRule<ChangeSubject> {
  return {
    ...rule,
    *check(subject) {
      for (const added of subject.uris) {
        if (!uses.includes(added.use) || !concerns(added, subject)) continue;
        yield { prop: added.change.prop, must, value: added.change.value };
      }
    },
  };
}
