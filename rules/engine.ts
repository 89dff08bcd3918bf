import type { Severity } from '../okta-apps/shared/environment-rules';
import { escaped, shown } from '../okta-apps/shared/visible-text';
import { plainText, type RuleTexts, type Text } from './texts';

/** One thing that is wrong, in the words of the person who wrote the value. */
export interface Violation {
  /** The prop path as it was typed, such as `redirectUris[1]` or `refreshToken.leeway`. */
  readonly prop: string;
  /** What would be right; follows the word "must". */
  readonly must: string;
  /** The offending value. Never a secret: a rule that looks at one says what it is instead (`'a private key'`). */
  readonly value: unknown;
  /** What to do about this value, where that is not what the rule says of all of them. @default - `fix` of the rule */
  readonly fix?: string | Text;
  /** What is true of this value alone, beside the texts of the rule: the reason why a host is shared. */
  readonly note?: string;
  /** Where a rule looks at several apps: construct path of the one to fix. */
  readonly app?: string;
  /** Where a rule looks at several apps: Terraform address of the one to fix. */
  readonly address?: string;
  /** Where a rule looks at several environments: name of the one to fix. */
  readonly environment?: string;
}

/** A check with a stable id. `S` is what it looks at: one app, the apps of an environment, all environments. */
export interface Rule<S, Sev extends string = Severity> extends RuleTexts {
  /** `subject/name` in kebab case. A contract: never renamed, never used again. */
  readonly id: string;
  readonly severity: Sev;
  /** The RFC section or Okta page that it comes from; a link. */
  readonly see: string;
  /** Yields one violation for each thing that is wrong. Reports only; never changes the subject. */
  check(subject: S): Iterable<Violation>;
}

/** A violation and the rule that it broke. */
export interface Finding<Sev extends string = Severity> extends Omit<Violation, 'fix'>, RuleTexts {
  readonly rule: string;
  readonly severity: Sev;
  /** Values of the slots in `fix`. @default - it has none */
  readonly slots?: Readonly<Record<string, string>>;
  /** `fix` with its values, as one text. */
  readonly todo: string;
  /** `<prop> must <must>, got <JSON value>; <todo> [<rule id>]` */
  readonly message: string;
}

/** The one sentence that people read: one line, whatever the value holds. */
export function messageOf(finding: Pick<Finding, 'prop' | 'must' | 'value' | 'todo'>, rule: string): string {
  const { prop, must, value, todo } = finding;
  return `${escaped(prop)} must ${escaped(must)}, got ${shown(value)}; ${escaped(todo)} [${rule}]`;
}

/**
 * What the rules say about one subject, in the order of the rules.
 *
 * A rule that throws is a finding itself, of severity `failure`, beside what it had found until then.
 */
export function findings<S, Sev extends string>(
  rules: readonly Rule<S, Sev>[],
  subject: S,
  failure: Sev,
): Finding<Sev>[] {
  const found: Finding<Sev>[] = [];
  for (const rule of rules) {
    try {
      for (const violation of rule.check(subject)) found.push(finding(rule, rule.severity, violation));
    } catch (error) {
      found.push(finding({ ...rule, ...BROKEN }, failure, broken(rule.id, error)));
    }
  }
  return found;
}

function finding<Sev extends string>(
  { id, title, impact, fix: usual }: RuleTexts & { readonly id: string },
  severity: Sev,
  { fix = usual, ...violation }: Violation,
): Finding<Sev> {
  const { words, slots } = typeof fix === 'string' ? { words: fix, slots: undefined } : fix;
  const todo = plainText(words, slots);
  const message = messageOf({ ...violation, todo }, id);
  return { ...violation, title, impact, fix: words, ...(slots && { slots }), todo, rule: id, severity, message };
}

/** The texts of every rule that throws. */
const BROKEN: RuleTexts = {
  title: 'A rule failed.',
  impact: 'the effect is unknown: a rule could not evaluate this',
  fix: 'report it with the value that it stumbled over',
};

function broken(rule: string, error: unknown): Violation {
  return {
    prop: `rule ${rule}`,
    must: 'not fail',
    value: error instanceof Error ? error.message : 'an error',
  };
}
