import { byText, isObject, isList } from '../../shared/json';
import { isUnset } from '../../plan/value-key';
import type { PlannedChange } from '../../plan/plan';
import { attributeOf } from '../../resources/attribute-of';
import { CATALOGUE } from '../../resources/catalogue';
import type { StackInput } from '../review-input';
import type { ReviewFinding } from '../review-model';

/** What one review found, as far as two of them are compared. */
export interface EvaluatedChange {
  readonly findings: readonly ReviewFinding[];
  readonly stacks: readonly StackInput[];
}

const WORDS: Readonly<Record<string, string>> = { replace: 'replaced', delete: 'deleted', forget: 'forgotten' };

/** Ids of a throwaway org differ from rehearsal to rehearsal. */
const OKTA_ID = /(?<![A-Za-z0-9])(?=[A-Za-z]*\d)[0-9a-z]{3}[A-Za-z0-9]{17}(?![A-Za-z0-9])/g;

/**
 * What a change does to the stacks of an environment, as texts that two reviews have in common when they do the same:
 * `okta_app_oauth.web label = "Shop"`, `okta_app_oauth.web is deleted`.
 */
export function contributions({ stacks }: EvaluatedChange, environment: string): ReadonlySet<string> {
  const own = stacks.filter((stack) => stack.environment === environment);
  return new Set(
    own.flatMap(({ stack, plan }) =>
      (plan?.changes ?? []).flatMap((change) => actsOf(change).map((act) => `${stack}: ${change.address} ${act}`)),
    ),
  );
}

function actsOf(change: PlannedChange): readonly string[] {
  const { kind, before, after, changed, importing, previousAddress, deposed } = change;
  const names = before === null ? Object.keys(after ?? {}) : changed;
  const { typeOf } = CATALOGUE;
  const values = names
    .filter((name) => attributeOf(typeOf(change.type), name).computed !== true && !isUnset(after?.[name]))
    .map((name) => `${name} = ${valueText(after?.[name])}`);
  const removed =
    before === null ? [] : names.filter((name) => isUnset(after?.[name])).map((name) => `${name} removed`);
  return [
    ...(['no-op', 'create', 'update', 'read'].includes(kind) ? [] : [`is ${WORDS[kind] ?? kind}`]),
    ...(kind === 'create' && values.length === 0 ? ['is created'] : []),
    ...(importing === undefined ? [] : ['is imported']),
    ...(previousAddress === undefined ? [] : ['is moved']),
    ...(deposed === undefined ? [] : ['is deposed']),
    ...(after === null ? [] : [...values, ...removed]),
  ].sort(byText);
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value, (_key, one: unknown) =>
    isObject(one) && !isList(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => byText(a, b))) : one,
  );
  return text.replace(OKTA_ID, '(id)');
}

/** The findings of an environment that no waiver accepts; one that names none concerns every environment. */
export function findingsIn({ findings, stacks }: EvaluatedChange, environment: string): readonly ReviewFinding[] {
  const own = new Set(stacks.filter((stack) => stack.environment === environment).map(({ stack }) => stack));
  return findings.filter((finding) => {
    if (finding.waiver !== undefined) return false;
    if (finding.stack !== undefined) return own.has(finding.stack);
    return finding.environment === undefined || finding.environment === environment;
  });
}

/** Equal for the same finding of two reviews, whatever value it shows. */
export function findingKey({ rule, stack, address }: ReviewFinding): string {
  return JSON.stringify([rule, stack, address]);
}
