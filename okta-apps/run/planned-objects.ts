import { isDeepStrictEqual } from 'node:util';
import { withoutKeys } from '../plan/address';
import { idsIn, type PlanJson } from '../plan/plan-json';
import { APP_OAUTH } from '../resources/app-oauth';
import { attributeOf } from '../resources/attribute-of';
import { TRUSTED_ORIGIN } from '../resources/trusted-origin';
import { inner, listField, object } from '../shared/json';

/** An app that a plan creates. */
export interface CreatedApp {
  readonly address: string;
  readonly label: string;
  /** Undefined when Okta is to choose it. */
  readonly clientId: string | undefined;
  readonly redirectUris: readonly string[];
}

/** A trusted origin that a plan creates. */
export interface CreatedOrigin {
  readonly address: string;
  readonly name: string;
  readonly origin: string;
}

/** What a plan creates that Okta can have once, and the ids that the state knows already. */
export interface Created {
  readonly apps: readonly CreatedApp[];
  readonly origins: readonly CreatedOrigin[];
  readonly known: ReadonlySet<string>;
}

type Step = 'create' | 'delete';
type Values = Readonly<Record<string, unknown>>;

export function createdIn(json: unknown): Created {
  return {
    apps: planned(json, APP_OAUTH.name, 'create').map(({ address, values }) => ({
      address,
      label: text(values['label']) ?? '',
      clientId: text(values['client_id']),
      redirectUris: Array.isArray(values['redirect_uris']) ? values['redirect_uris'].map(String) : [],
    })),
    origins: planned(json, TRUSTED_ORIGIN.name, 'create').map(({ address, values }) => ({
      address,
      name: text(values['name']) ?? '',
      origin: text(values['origin']) ?? '',
    })),
    known: new Set(idsIn(json).values()),
  };
}

/** Resources of a type that the plan creates or deletes, also where it does that to replace them. */
function planned(json: unknown, wanted: string, step: Step) {
  const { resource_changes: changes = [] } = (json ?? {}) as PlanJson;
  return changes
    .filter(({ type, change }) => type === wanted && change.actions.includes(step))
    .map(({ address, change: { before, after } }) => ({
      address,
      values: ((step === 'create' ? after : before) ?? {}) as Values,
    }));
}

/** Client IDs of the apps that plans delete. */
export function deletedClientIds(plans: readonly unknown[]): ReadonlySet<string> {
  const deleted = plans.flatMap((json) => planned(json, APP_OAUTH.name, 'delete'));
  return new Set(deleted.flatMap(({ values }) => text(values['client_id']) ?? []));
}

/** An app whose whole body the plan sends. */
export interface UpdatedApp {
  readonly address: string;
  readonly id: string;
  /** In clear. */
  readonly planned: Values;
}

/** Apps that the plan updates. One of which only the status changes is activated or deactivated, and not replaced. */
export function updatedApps(json: unknown): readonly UpdatedApp[] {
  const { resource_changes: changes = [] } = (json ?? {}) as PlanJson;
  return changes.flatMap(({ address, type, change: { actions, before, after } }) => {
    if (type !== APP_OAUTH.name || actions.length !== 1 || actions[0] !== 'update') return [];
    const [old, planned] = [object(before), object(after)];
    const names = Object.keys({ ...old, ...planned });
    const isReplaced = names.some((name) => name !== 'status' && !isDeepStrictEqual(old[name], planned[name]));
    return isReplaced ? [{ address, id: text(old['id']) ?? '', planned }] : [];
  });
}

/** An object that the plan imports and sends as a whole. */
export interface ImportedObject extends UpdatedApp {
  /** As the provider read it, in clear. */
  readonly before: Values;
}

/** Apps that the plan imports, and that an update follows. An import alone sends nothing to Okta. */
export function importedApps(json: unknown): readonly ImportedObject[] {
  const updated = new Set(updatedApps(json).map(({ address }) => address));
  return imported(json, APP_OAUTH.name).filter(({ address }) => updated.has(address));
}

/** Changes of the groups that are assigned to an app. */
export function assignmentChanges(json: unknown, appId: string): NonNullable<PlanJson['resource_changes']> {
  const { resource_changes: changes = [] } = (json ?? {}) as PlanJson;
  return changes
    .filter(({ type = '' }) => type.startsWith('okta_app_group_assignment'))
    .filter(({ change }) => [change.before, change.after].some((side) => inner(side, 'app_id') === appId));
}

/** Trusted origins that the plan imports, and that an update follows. */
export function importedOrigins(json: unknown): readonly ImportedObject[] {
  return imported(json, TRUSTED_ORIGIN.name);
}

function imported(json: unknown, wanted: string): readonly ImportedObject[] {
  const { resource_changes: changes = [] } = (json ?? {}) as PlanJson;
  return changes.flatMap(({ address, type, change: { importing, actions, before, after } }) => {
    if (type !== wanted || importing === undefined || actions.length !== 1 || actions[0] !== 'update') return [];
    const old = object(before);
    return [{ address, id: text(old['id']) ?? '', before: old, planned: object(after) }];
  });
}

/**
 * Whether the code surely sets an attribute of a resource, as far as its plan shows the code. `null` sets nothing, and
 * so does an expression that comes to it: that shows in the planned value alone, unless the plan fills in what Okta has.
 */
export function isSet(json: unknown, address: string, attribute: string): boolean {
  const expression = expressionOf(json, address, attribute);
  if (expression === undefined) return false;
  const constant = inner(expression, 'constant_value');
  if (constant !== undefined) return constant !== null;
  const change = listField(object(json), 'resource_changes').find((one) => inner(one, 'address') === address);
  const [old, planned] = ['before', 'after'].map((side) => inner(change, 'change', side, attribute) ?? null);
  if (planned === null) return false;
  return attributeOf(APP_OAUTH, attribute).chosenByOkta !== true || !isDeepStrictEqual(old, planned);
}

function expressionOf(json: unknown, address: string, attribute: string): unknown {
  const names = withoutKeys(address).split('.');
  let code = inner(json, 'configuration', 'root_module');
  for (; names[0] === 'module'; names.splice(0, 2)) code = inner(code, 'module_calls', names[1] ?? '', 'module');
  const resource = listField(object(code), 'resources').find((one) => inner(one, 'address') === names.join('.'));
  return inner(resource, 'expressions', attribute);
}

/** Apps that the plan deletes. */
export function deletedApps(json: unknown): readonly { readonly address: string; readonly id: string }[] {
  return planned(json, APP_OAUTH.name, 'delete').map(({ address, values }) => ({
    address,
    id: text(values['id']) ?? '',
  }));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
