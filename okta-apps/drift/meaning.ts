import type { Plan, PlannedChange, Values } from '../plan/plan';
import { APP_OAUTH } from '../resources/app-oauth';
import { CATALOGUE } from '../resources/catalogue';
import { reviewRulesOf } from '../review/manifest-rules';
import { hostsInUse } from '../review/meaning/hosts-in-use';
import { reviewStack } from '../review/review-stack';
import { rankOf } from '../review/severity';
import { shown } from '../shared/visible-text';
import type { StackManifest } from '../shared/stack-manifest';
import type { AppDrift, Meaning } from './report';

/** A changed app of one stack, as a plan would show the way from the code to what Okta has. */
export interface ChangedApp extends Pick<AppDrift, 'address' | 'fields'> {
  readonly declared: Values;
  readonly actual: Values;
}

/**
 * What the changes of a stack's apps mean for users, by address: the rules of the review are asked as if a pull request
 * made them.
 */
export function meaningsOf(
  manifest: StackManifest,
  apps: readonly ChangedApp[],
): ReadonlyMap<string, readonly Meaning[]> {
  const changes = apps.map(changeOf).filter(({ changed }) => changed.length > 0);
  if (changes.length === 0) return new Map();
  const { stack, environment, production } = manifest;
  const input = { stack, environment, production, plan: { ...NO_PLAN, changes } };
  const inUse = hostsInUse([input], CATALOGUE);
  const atBase = { groups: new Set<string>(), inUse: () => inUse(environment), groupLike: () => undefined };
  const { findings } = reviewStack(input, reviewRulesOf(manifest.rules).severities ?? {}, atBase, CATALOGUE);
  const byAddress = new Map<string, Meaning[]>();
  for (const { address, rule, severity, title, impact, prop, value } of findings) {
    if (address === undefined) continue;
    const field = /^\w+/.exec(prop)?.[0] ?? prop;
    const meaning = { rule, severity, field, title, impact, value: typeof value === 'string' ? value : shown(value) };
    byAddress.set(address, [...(byAddress.get(address) ?? []), meaning]);
  }
  for (const meanings of byAddress.values())
    meanings.sort((one, other) => rankOf(one.severity) - rankOf(other.severity));
  return byAddress;
}

function changeOf({ address, fields, declared, actual }: ChangedApp): PlannedChange {
  return {
    address,
    type: APP_OAUTH.name,
    kind: 'update',
    replacePaths: [],
    before: declared,
    after: actual,
    changed: fields.filter(({ inTerraform }) => inTerraform).map(({ field }) => field),
  };
}

const NO_PLAN: Plan = {
  formatVersion: '1.2',
  errored: false,
  complete: true,
  deferred: [],
  actions: [],
  unread: [],
  changes: [],
  drift: [],
  outputs: [],
  failedChecks: [],
  names: {},
};
