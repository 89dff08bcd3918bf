import { createHash } from 'node:crypto';
import { blockOf } from './meaning/block-of';
import { isStateOnly } from './meaning/differences';
import { intendedAttributes, intendedBefore } from './meaning/intent';
import { isReference, valueKey, valuesDigest } from './determined-values';
import { isUnset } from '../plan/value-key';
import { attributeOf } from '../resources/attribute-of';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import type { ResourceType } from '../resources/resource-type';
import { assetsDigest, type Assets } from '../document/assets';
import { documentDigest, withSortedKeys } from '../document/canonical-text';
import { readLockFile } from '../plan/lock-file';
import { openingsOf } from '../document/openings';
import { byText, field, isObject } from '../shared/json';
import { AFTER_APPLY } from '../plan/markers';
import type { Plan, PlannedChange, Values } from '../plan/plan';
import type { ReviewedPush } from './merged/reviewed-push';

/** What one stack's plan comes to, as hashes and addresses: enough to compare two plans, without a value of either. */
export interface StackDigest {
  readonly stack: string;
  readonly environment: string;
  /** Planned against a throwaway org: only `intent` can be compared with a plan of the real one. */
  readonly rehearsal: boolean;
  /** `stopped`: Terraform refuses the plan; `failed`: there is none. */
  readonly outcome: 'planned' | 'stopped' | 'failed';
  /** SHA-256 of what the code changes, without drift and without ids that differ from org to org. */
  readonly intent: string;
  /** SHA-256 of all that the plan does and of the drift it found, with every value that is not sensitive. */
  readonly meaning: string;
  /** `change okta_app_oauth.web`, sorted: what `intent` consists of, for messages. */
  readonly changes: readonly string[];
  /** `okta_app_oauth.web label`, sorted: what was changed outside Terraform. */
  readonly drift: readonly string[];
  /** SHA-256 of the values that new resources get; see `valuesDigest`. */
  readonly values?: string;
  /** `okta_app_group_assignments.web group[0].id data.okta_group.staff.id`, sorted: what the document leaves open. */
  readonly openings?: readonly string[];
  /** Rule and address of the findings that need approvals or stop an apply; a waiver may accept them. */
  readonly findings?: readonly string[];
  /** Hashes of the texts of those findings, of a plan of the org only; see `shownHash`. */
  readonly shown?: readonly string[];
  /** SHA-256 of the canonical text of the document; see `documentDigest`. */
  readonly synthesized?: string;
  /** SHA-256 of the names and bytes of the assets; see `assetsDigest`. */
  readonly assets?: string;
  /** SHA-256 of the providers, versions and hashes of the lock file. */
  readonly lock?: string;
  /** How many approvals the base asked for: a change that asks for fewer is held to these. */
  readonly approvals?: number;
}

/** A digest that was kept: its lists serve messages, and are left out where there is no room for them. */
export type KeptDigest = Omit<StackDigest, 'changes' | 'drift'> & Partial<Pick<StackDigest, 'changes' | 'drift'>>;

/** What was reviewed, and by whom it was approved. */
export interface Reviewed {
  readonly digests: readonly KeptDigest[];
  /** Names of people other than the author. @default - approvals were not looked up */
  readonly approvedBy?: readonly string[];
  /** The plan of the org that was shown after that. @default - none was */
  readonly secondLook?: SecondLook;
  /** The push that was reviewed after its merge. @default - it was no such review */
  readonly push?: ReviewedPush;
}

/** A plan of the org in the same run, and the releases of CI environments after it was shown. */
export interface SecondLook {
  readonly digests: readonly KeptDigest[];
  /** By environment. One that is missing here cannot be released, such as for a first apply. */
  readonly released: Readonly<Record<string, Released>>;
}

/** Accounts whose release of a CI environment counts. */
export interface Released {
  /** Of the second look; see `secondLookCode`. */
  readonly code: string;
  /** Where one release is enough. */
  readonly by: readonly string[];
  /** Those that gave the code: they know which second look they release, in whatever attempt of the run. */
  readonly withCode: readonly string[];
}

/** What a digest is made of. */
export interface DigestInput {
  readonly stack: string;
  readonly environment: string;
  readonly rehearsal: boolean;
  /** Undefined when the stack could not be planned. */
  readonly plan: Plan | undefined;
  /** What `JSON.parse` made of `cdk.tf.json`; undefined when it is not known. */
  readonly synthesized?: unknown;
  /** @default - it has none */
  readonly assets?: Assets | undefined;
  /** Text of `.terraform.lock.hcl`. */
  readonly lock?: string | undefined;
  /** How many approvals the base asks for. */
  readonly approvals?: number | undefined;
}

/** Ids that Okta gives: 20 letters and digits, with a digit among them. They differ from org to org. */
const OKTA_ID = /(?<![A-Za-z0-9])(?=[A-Za-z]*\d)[0-9a-z]{3}[A-Za-z0-9]{17}(?![A-Za-z0-9])/g;

interface Intended {
  readonly text: string;
  readonly parts: unknown;
}

/**
 * The digest of one stack's plan. Another run of the same plan gives the same one; a plan that would do something else
 * gives another.
 */
export function digestOf(input: DigestInput, { typeOf }: Catalogue = CATALOGUE): StackDigest {
  const { stack, environment, rehearsal, plan, synthesized, assets, lock, approvals } = input;
  const ofAssets = assets && assetsDigest(assets);
  const changes = inOrder(plan?.changes ?? []);
  const drift = inOrder(plan?.drift ?? []).filter((each) => driftTexts(each).length > 0);
  const drifted = new Map(drift.map((each) => [each.address, each]));
  const outputs = (plan?.outputs ?? []).filter(({ kind }) => kind !== 'no-op').map(({ name, kind }) => [name, kind]);
  const intended = changes
    .map((change) => intendedChange(typeOf(change.type), change, drifted.get(change.address), synthesized))
    .filter((change) => change !== undefined);
  const whole = (change: PlannedChange) => wholeChange(typeOf(change.type), change);
  // No rehearsal has these, so what is compared is a plan of the org with another one: their values count as they are.
  const besides = plan === undefined ? [] : besidesChanges(plan, whole);
  const alsoDone = besides.map(({ parts }) => parts);
  const all = [changes.filter(isChange).map(whole), drift.map(whole), outputs, ...alsoDone];
  return {
    stack,
    environment,
    rehearsal,
    outcome: plan === undefined ? 'failed' : plan.errored ? 'stopped' : 'planned',
    intent: sha256([intended.map(({ parts }) => parts), outputs, ...alsoDone]),
    meaning: sha256(all),
    changes: [...intended, ...besides].map(({ text }) => text).sort(byText),
    drift: drift.flatMap(driftTexts).sort(byText),
    ...(synthesized !== undefined && {
      values: valuesDigest(changes, synthesized, { typeOf }),
      synthesized: documentDigest(synthesized),
      openings: openingTexts(synthesized),
    }),
    ...(ofAssets !== undefined && { assets: ofAssets }),
    ...(lock !== undefined && { lock: lockDigest(lock) }),
    ...(approvals !== undefined && { approvals }),
  };
}

/** Of the JSON text of a value. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function lockDigest(text: string): string {
  const providers = [...readLockFile(text).values()].sort((a, b) => byText(a.source, b.source));
  return sha256(providers.map(({ source, version, hashes }) => [source, version, [...hashes].sort(byText)]));
}

/** One attribute as the code changes it; what the code takes from elsewhere is known by its expression. */
function intendedAttribute(
  type: ResourceType,
  change: PlannedChange,
  before: Values,
  name: string,
  synthesized: unknown,
): readonly string[] {
  const expression = field(blockOf(synthesized, change.address), name);
  if (isReference(expression)) return [name, 'expression', JSON.stringify(withSortedKeys(expression))];
  const after = field(change.after ?? {}, name);
  if (after === AFTER_APPLY) return [name, AFTER_APPLY.text];
  const old = valueKey(type, name, field(before, name)).replace(OKTA_ID, '(id)');
  return [name, old, valueKey(type, name, after)];
}

/** What the code does with one resource; undefined when it does nothing. */
function intendedChange(
  type: ResourceType,
  change: PlannedChange,
  drift: PlannedChange | undefined,
  synthesized: unknown,
): Intended | undefined {
  const before = intendedBefore(change, drift);
  const attributes =
    change.before === null || change.after === null
      ? []
      : intendedAttributes(type, change, drift)
          .filter((name) => !isMadeUp(type, name) && !isStateOnly(type, name, field(before, name), change))
          .map((name) => intendedAttribute(type, change, before, name, synthesized));
  const kind = change.kind === 'update' && attributes.length === 0 ? 'no-op' : change.kind;
  const { address, previousAddress, importing, deposed } = change;
  if (kind === 'no-op' && previousAddress === undefined && importing === undefined) return undefined;
  const moved = previousAddress === undefined ? '' : ` (from ${previousAddress})`;
  const imported = importing === undefined ? '' : ' (import)';
  return {
    text: `${kind} ${address}${moved}${imported}`,
    parts: [kind, address, previousAddress, importing, deposed !== undefined, change.replacePaths, attributes],
  };
}

/** What a plan holds besides changes: what Terraform puts off to a later plan, and the actions of providers that it runs. */
function besidesChanges({ deferred, actions }: Plan, whole: (change: PlannedChange) => unknown): readonly Intended[] {
  return [
    ...deferred.map(({ address, reason, change }) => ({
      text: `put off ${address}`,
      parts: ['deferred', address, reason, change === undefined ? null : whole(change)],
    })),
    ...actions.map(({ address, type, triggeredBy, isDeferred }) => ({
      text: `run ${address}`,
      parts: ['action', address, type, triggeredBy ?? null, isDeferred],
    })),
  ];
}

/** Okta and the provider make these up; one that says which object it is stays. */
function isMadeUp(type: ResourceType, attribute: string): boolean {
  return attributeOf(type, attribute).computed === true && attribute !== 'id';
}

function allAttributes(type: ResourceType, values: Values): readonly (readonly string[])[] {
  return Object.keys(values)
    .filter((name) => !isUnset(values[name]) && !isMadeUp(type, name))
    .sort(byText)
    .map((name) => [name, valueKey(type, name, values[name])]);
}

/** Everything that is known of a change. */
function wholeChange(type: ResourceType, change: PlannedChange): unknown {
  const { address, kind, reason, previousAddress, importing, deposed, replacePaths, before, after } = change;
  const attributes =
    before === null || after === null
      ? allAttributes(type, after ?? before ?? {})
      : change.changed
          .filter((name) => !isMadeUp(type, name))
          .map((name) => [name, ...[before, after].map((values) => valueKey(type, name, field(values, name)))]);
  return [address, kind, reason, previousAddress, importing, deposed !== undefined, replacePaths, attributes];
}

function isChange({ kind, previousAddress, importing }: PlannedChange): boolean {
  return kind !== 'no-op' || previousAddress !== undefined || importing !== undefined;
}

function driftTexts({ address, kind, changed }: PlannedChange): readonly string[] {
  return kind === 'delete' ? [`${address} (deleted)`] : changed.map((name) => `${address} ${name}`);
}

function openingTexts(synthesized: unknown): readonly string[] {
  const openings = isObject(synthesized) ? openingsOf(synthesized) : [];
  return openings.map(({ address, path, origin }) => `${address} ${path} ${origin.text}`).sort(byText);
}

function inOrder(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  return [...changes].sort((a, b) => byText(a.address, b.address) || byText(a.deposed ?? '', b.deposed ?? ''));
}
