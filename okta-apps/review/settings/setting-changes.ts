import { byText } from '../../shared/json';
import { firstOf, groupBy } from '../../shared/lists';
import { secretVariable, type Credential, type StackManifest } from '../../shared/stack-manifest';
import { differentSettings, isOrigins, isProduction, isSameOrg, orgOf } from './orgs';
import type { SettingChange, Step } from './setting';
import { settingSteps } from './setting-table';

/** The manifests of all stacks of the base, and of those of the change. */
export interface Settings {
  readonly before: readonly StackManifest[];
  readonly after: readonly StackManifest[];
}

/** Of more stacks than this the environment's others have the same. */
const MOST_STACKS = 5;

/** One step of a setting of one stack. */
export interface FoundStep extends Step {
  readonly path: string;
  readonly environment: string;
  readonly stack: string;
}

/**
 * Every step of a setting, one for all environments that make it; one that sends an environment elsewhere is one for
 * each, because a waiver of that environment can accept it.
 */
export function settingChanges(settings: Settings): readonly SettingChange[] {
  return asChanges(stepsBetween(settings), settings);
}

/** Every step of a setting, for each stack. */
export function stepsBetween({ before, after }: Settings): readonly FoundStep[] {
  const base = baselineOf(before);
  return after.flatMap((manifest) => stepsOfStack(manifest, base));
}

/** Equal steps as one. */
export function asChanges(found: readonly FoundStep[], { before, after }: Settings): readonly SettingChange[] {
  const groups = groupBy(found, (one) => {
    const apart = one.direction === 'other-target' ? one.environment : '';
    return JSON.stringify([one.path, one.direction, textOf(one), apart]);
  });
  const compared = stacksByEnvironment(after, baselineOf(before));
  return [...groups.values()].map((group) => asChange(group, compared));
}

/** Names of environments that the base does not have, under whatever name, with their orgs. */
export function newEnvironments({ before, after }: Settings): readonly string[] {
  const base = baselineOf(before);
  const unknown = after.filter((manifest) => candidates(manifest, base).length === 0);
  return [...new Set(unknown.map(({ environment, org }) => `${environment}: ${orgOf(org)}`))].sort(byText);
}

/** The base, as many stacks are looked up in it. */
interface Baseline {
  readonly byStack: ReadonlyMap<string, StackManifest>;
  /** One for all stacks that say the same. */
  readonly different: readonly StackManifest[];
}

function baselineOf(all: readonly StackManifest[]): Baseline {
  return { byStack: new Map(all.map((manifest) => [manifest.stack, manifest])), different: differentSettings(all) };
}

function stepsOfStack(manifest: StackManifest, base: Baseline): readonly FoundStep[] {
  const found = candidates(manifest, base).map((before) => {
    const context = { production: before.production || isProduction(manifest, base.different) };
    const steps = settingSteps(before, manifest, context);
    return steps.map((step) => ({ ...step, environment: before.environment, stack: manifest.stack }));
  });
  if (found.length === 0) return strangersWithCredential(manifest, base);
  return found.reduce((least, steps) => (steps.length < least.length ? steps : least));
}

/** What a stack is compared with: itself, else any stack of its environment, else of the environment of its org. */
function candidates(manifest: StackManifest, { byStack, different }: Baseline): readonly StackManifest[] {
  const own = byStack.get(manifest.stack);
  if (own !== undefined) return [own];
  const named = different.filter(({ environment }) => environment === manifest.environment);
  const known = named.length > 0 ? named : different.filter((one) => isSameOrg(one, manifest));
  return isOrigins(manifest) ? known.flatMap((one) => [one, ...asOrigins(one)]) : withoutOrigins(known);
}

/** The stack of trusted origins is made when the first app asks for one; the environment says who applies it. */
function asOrigins(base: StackManifest): readonly StackManifest[] {
  const { applyOrigins } = base.credentials;
  return applyOrigins === undefined ? [] : [{ ...base, credentials: { ...base.credentials, apply: applyOrigins } }];
}

/** Its credential may do more than that of the others, so a new stack of a team may not have it. */
function withoutOrigins(known: readonly StackManifest[]): readonly StackManifest[] {
  const others = known.filter((one) => !isOrigins(one));
  return others.length > 0 ? others : known;
}

/** A new environment may not take the credential of another one: it would be sent to the new org. */
function strangersWithCredential(manifest: StackManifest, { different }: Baseline): readonly FoundStep[] {
  const entries = Object.entries<Credential>(manifest.credentials);
  return entries.flatMap(([purpose, credential]): readonly FoundStep[] => {
    const variable = secretVariable(credential);
    const owner = different.find((base) =>
      Object.values<Credential>(base.credentials).some((one) => secretVariable(one) === variable),
    );
    if (owner === undefined || isSameOrg(owner, manifest)) return [];
    return [
      {
        path: `credentials.${purpose}`,
        direction: 'other-target',
        part: variable,
        from: orgOf(owner.org),
        to: orgOf(manifest.org),
        environment: owner.environment,
        stack: manifest.stack,
      },
    ];
  });
}

function stacksByEnvironment(after: readonly StackManifest[], base: Baseline): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const manifest of after) {
    const environment = candidates(manifest, base)[0]?.environment ?? manifest.environment;
    counts.set(environment, (counts.get(environment) ?? 0) + 1);
  }
  return counts;
}

function asChange(group: readonly FoundStep[], compared: ReadonlyMap<string, number>): SettingChange {
  const [first, ...others] = group as [FoundStep, ...FoundStep[]];
  const { path: setting, direction, environment } = first;
  const text = textOf(first);
  return {
    setting,
    direction,
    ...(others.every((one) => one.environment === environment) && { environment }),
    ...(direction === 'other-target' && { address: `${setting}: ${text}` }),
    step: `${where(group, compared)}: ${text}`,
  };
}

/** `prod, staging`; with the stacks where not all of an environment have it. */
function where(all: readonly FoundStep[], compared: ReadonlyMap<string, number>): string {
  const environments = [...new Set(all.map(({ environment }) => environment))].sort(byText);
  return environments
    .map((environment) => {
      const stacks = [...new Set(all.filter((one) => one.environment === environment).map(({ stack }) => stack))].sort(
        byText,
      );
      if (stacks.length === compared.get(environment)) return environment;
      return `${environment} (${firstOf(stacks, MOST_STACKS, 'of this environment')})`;
    })
    .join(', ');
}

/** `app/deleted: block → info` */
function textOf({ part, from, to }: Step): string {
  return [...(part === undefined ? [] : [part]), `${from} → ${to}`].join(': ');
}
