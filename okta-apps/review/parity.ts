import type { Code } from './code';
import { display } from './meaning/differences';
import { keyOf } from '../plan/value-key';
import { APP_OAUTH } from '../resources/app-oauth';
import { attributeOf } from '../resources/attribute-of';
import { byText, field, isList } from '../shared/json';
import { Marker } from '../plan/markers';
import type { PlannedChange, Values } from '../plan/plan';

/** What should not differ between production and the environments before it. */
const PARITY_ATTRIBUTES: readonly string[] = Object.entries(APP_OAUTH.attributes ?? {})
  .filter(([, { parity }]) => parity)
  .map(([name]) => name);

/** One attribute of one app across environments. */
export interface ParityRow {
  readonly address: string;
  readonly attribute: string;
  /** Text by environment, in the order of the environments. */
  readonly values: readonly { readonly environment: string; readonly production: boolean; readonly value: string }[];
}

/** One stack's apps as they will be. */
export interface ParityStack {
  /** Name without the environment, so that it is the same in all of them. */
  readonly team: string;
  readonly environment: string;
  readonly production: boolean;
  readonly changes: readonly PlannedChange[];
  /** What the plan does not have is taken from the code. */
  readonly code: Code | undefined;
}

/** `storefront` of `storefront-prod`. */
export function teamOf(stack: string, environment: string): string {
  return stack.endsWith(`-${environment}`) ? stack.slice(0, -environment.length - 1) : stack;
}

/** An app as it will be in one environment. */
interface FutureApp {
  readonly environment: string;
  readonly production: boolean;
  readonly values: Values;
}

function textOf(values: Values, attribute: string): string | undefined {
  const value = field(values, attribute);
  if (value instanceof Marker || (typeof value === 'string' && value.includes('${'))) return undefined;
  const { when } = attributeOf(APP_OAUTH, attribute);
  if (when?.holds(values) === false) return when.otherwise(values);
  if (value === undefined || value === null) return undefined;
  if (isList(value)) return [...value].map(display).sort(byText).join(', ');
  return display(value);
}

function futureApps(stack: ParityStack): ReadonlyMap<string, Values> {
  const planned = stack.changes
    .filter(({ type, after }) => type === APP_OAUTH.name && after !== null)
    .map(({ address, after }): [string, Values] => [address, after ?? {}]);
  const gone = new Set(stack.changes.filter(({ after }) => after === null).map(({ address }) => address));
  const coded = [...(stack.code?.apps.values() ?? [])]
    .filter(({ type, address }) => type === APP_OAUTH.name && !gone.has(address))
    .map(({ address, values }): [string, Values] => [address, values]);
  return new Map([...coded, ...planned]);
}

function rowsOf(address: string, apps: readonly FutureApp[]): ParityRow[] {
  return PARITY_ATTRIBUTES.flatMap((attribute) => {
    const values = apps.flatMap(({ environment, production, values: own }) => {
      const value = textOf(own, attribute);
      return value === undefined ? [] : [{ environment, production, value }];
    });
    const differs = values.some(
      (one) => one.production && values.some((other) => !other.production && keyOf(other.value) !== keyOf(one.value)),
    );
    return differs ? [{ address, attribute, values }] : [];
  });
}

/** Addresses that some environment changes, by team. */
function touched(stacks: readonly ParityStack[]): ReadonlyMap<string, ReadonlySet<string>> {
  const result = new Map<string, Set<string>>();
  for (const { team, changes } of stacks) {
    const addresses = result.get(team) ?? new Set();
    for (const { kind, address } of changes) if (kind !== 'no-op') addresses.add(address);
    result.set(team, addresses);
  }
  return result;
}

/**
 * Where production will differ from another environment, for the apps that this change touches somewhere.
 *
 * @param stacks in the order in which environments are shown.
 */
export function parityOf(stacks: readonly ParityStack[]): ParityRow[] {
  const wanted = touched(stacks);
  const byApp = new Map<string, Map<string, FutureApp[]>>();
  for (const stack of stacks) {
    const apps = byApp.get(stack.team) ?? new Map<string, FutureApp[]>();
    for (const [address, values] of futureApps(stack)) {
      if (wanted.get(stack.team)?.has(address) !== true) continue;
      const app = { environment: stack.environment, production: stack.production, values };
      apps.set(address, [...(apps.get(address) ?? []), app]);
    }
    byApp.set(stack.team, apps);
  }
  return [...byApp]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([, apps]) =>
      [...apps].sort(([a], [b]) => byText(a, b)).flatMap(([address, list]) => rowsOf(address, list)),
    );
}
