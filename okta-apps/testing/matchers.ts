import { reviewRules } from '../review/change-rules/registry';
import { inner, isObject } from '../shared/json';
import { testPlanSerializer } from './serializer';
import { TestPlan } from './test-plan';

/** Addresses of the resources that a plan may change, by what it does with them; nothing else may be changed. */
export interface PlannedOnly {
  readonly create?: readonly string[];
  readonly update?: readonly string[];
  readonly replace?: readonly string[];
  readonly delete?: readonly string[];
}

declare global {
  namespace jest {
    interface Matchers<R> {
      /** The plan changes exactly these resources. */
      toPlanOnly(expected: PlannedOnly): R;
      /** The plan replaces no resource. */
      toReplaceNothing(): R;
      /** A change rule such as `app/replaced` says something about the plan. */
      toHaveFinding(rule: string): R;
      /** The ID token of a sign-in has these claims; it may have more. Values may be matchers, such as `expect.any(String)`. */
      toHaveClaims(expected: Readonly<Record<string, unknown>>): R;
    }
  }
}

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

const RULES = new Set(reviewRules.map(({ id }) => id));

function checked(received: unknown, matcher: string): TestPlan {
  if (received instanceof TestPlan) return received;
  throw new TypeError(`${matcher} takes what planOf() resolves to; is there an await in front of planOf()?`);
}

/** One line for each change of an object, such as `replace okta_app_oauth.billing`. */
function linesOf({ changes }: TestPlan): string[] {
  return changes.filter(({ kind }) => kind !== 'no-op').map(({ kind, address }) => `${kind} ${address}`);
}

function toPlanOnly(received: unknown, expected: PlannedOnly): Result {
  const planned = linesOf(checked(received, 'toPlanOnly')).sort();
  const wanted = Object.entries(expected)
    .flatMap(([kind, addresses]) => (addresses as readonly string[]).map((address) => `${kind} ${address}`))
    .sort();
  const missing = wanted.filter((line) => !planned.includes(line)).map((line) => `  - ${line}`);
  const more = planned.filter((line) => !wanted.includes(line)).map((line) => `  + ${line}`);
  const pass = missing.length + more.length === 0;
  return {
    pass,
    message: () =>
      pass
        ? `The plan changes exactly what it should not only change:\n${shown(planned)}`
        : `The plan is not what was expected (- expected, + planned):\n${[...missing, ...more].join('\n')}`,
  };
}

function toReplaceNothing(received: unknown): Result {
  const { changes } = checked(received, 'toReplaceNothing');
  const replaced = changes.filter(({ kind }) => kind === 'replace');
  const lines = replaced.map(({ address, because }) =>
    because.length === 0 ? address : `${address} (because: ${because.join(', ')})`,
  );
  return {
    pass: replaced.length === 0,
    message: () =>
      replaced.length === 0 ? 'The plan replaces nothing, and should' : `The plan replaces:\n${shown(lines)}`,
  };
}

function toHaveFinding(received: unknown, rule: string): Result {
  const { findings } = checked(received, 'toHaveFinding');
  // A misspelt name would make every `.not` pass.
  if (!RULES.has(rule)) throw new TypeError(`There is no change rule ${JSON.stringify(rule)}`);
  const own = findings.filter((finding) => finding.rule === rule);
  const others = [...new Set(findings.map((finding) => finding.rule))];
  return {
    pass: own.length > 0,
    message: () =>
      own.length > 0
        ? `The plan has the finding ${rule}:\n${shown(own.map(({ message }) => message))}`
        : `The plan has no finding ${rule}; it has:\n${shown(others)}`,
  };
}

function toHaveClaims(
  this: jest.MatcherContext,
  received: unknown,
  expected: Readonly<Record<string, unknown>>,
): Result {
  const claims = inner(received, 'claims');
  if (!isObject(claims))
    throw new TypeError('toHaveClaims takes what signIn() resolves to; is there an await in front?');
  const wrong = Object.entries(expected).filter(([name, value]) => !this.equals(claims[name], value));
  const lines = wrong.map(([name]) => `${name}: ${name in claims ? JSON.stringify(claims[name]) : 'not there'}`);
  return {
    pass: wrong.length === 0,
    message: () =>
      wrong.length === 0
        ? `The ID token has all of these claims, and should not:\n${shown(Object.keys(expected))}`
        : `The ID token has other claims than expected:\n${shown(lines)}`,
  };
}

function shown(lines: readonly string[]): string {
  return lines.length === 0 ? '  nothing' : lines.map((line) => `  ${line}`).join('\n');
}

expect.extend({ toPlanOnly, toReplaceNothing, toHaveFinding, toHaveClaims });
expect.addSnapshotSerializer(testPlanSerializer);
