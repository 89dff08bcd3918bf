import { toDiagnostic, type Diagnostic } from './diagnostics';
import type { OktaClient } from './okta-client';
import type { DataSourceType, ResourceType } from './resources/resource-type';
import { normalizeNulls } from './sdk/state';
import { timeoutsOf, withoutWriteOnly } from './sdk/plan';
import { ResourceData } from './sdk/resource-data';
import type { ObjectValue } from './sdk/value';

/** What a step leaves behind: the new state, null where the resource is gone, and what there is to say. */
export interface Outcome {
  readonly state: ObjectValue | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a resource again. A failure leaves the state as it is. */
export async function refresh(type: ResourceType, current: ObjectValue, okta: OktaClient): Promise<Outcome> {
  const data = new ResourceData(type.schema.fields, current, current, null);
  const diagnostics = await collect(() => type.read(data, okta));
  if (diagnostics.length > 0) return { state: current, diagnostics };
  if (data.id === '') return { state: null, diagnostics };
  const normalized = normalizeNulls(type.schema.fields, data.state(), current, 'read');
  return { state: { ...normalized, ...timeoutsOf(current) }, diagnostics };
}

/** A change to apply: `planned` is null for a destroy, `prior` for a create. */
export interface Change {
  readonly prior: ObjectValue | null;
  readonly planned: ObjectValue | null;
  readonly config: ObjectValue | null;
}

/**
 * Applies a change. Whatever was done before a failure is in the state; as with okta/okta a refused update leaves the
 * planned values there, which the next refresh corrects.
 */
export async function applyChange(
  type: ResourceType,
  { prior, planned, config }: Change,
  okta: OktaClient,
): Promise<Outcome> {
  const { fields } = type.schema;
  if (planned === null) {
    if (prior === null) return { state: null, diagnostics: [] };
    const data = new ResourceData(fields, prior, prior, null);
    const diagnostics = await collect(() => type.delete(data, okta));
    return { state: diagnostics.length === 0 ? null : prior, diagnostics };
  }
  const data = new ResourceData(fields, prior, planned, config);
  const diagnostics = await collect(() => (prior === null ? type.create(data, okta) : type.update(data, okta)));
  if (data.id === '') return { state: null, diagnostics };
  const normalized = normalizeNulls(fields, data.state(), planned, 'apply');
  return { state: { ...withoutWriteOnly(fields, normalized), ...timeoutsOf(planned) }, diagnostics };
}

/** Reads a data source; its defaults count as configured. */
export async function readDataSource(type: DataSourceType, config: ObjectValue, okta: OktaClient): Promise<Outcome> {
  const { fields } = type.schema;
  const configured = Object.entries(fields).map(([name, field]) => {
    const fallback = 'default' in field ? (field.default ?? null) : null;
    return [name, config[name] ?? fallback] as const;
  });
  const planned = Object.fromEntries(configured);
  const data = new ResourceData(fields, planned, planned, config);
  const diagnostics = await collect(() => type.read(data, okta));
  return { state: diagnostics.length === 0 ? data.state() : null, diagnostics };
}

async function collect(step: () => Promise<void>): Promise<Diagnostic[]> {
  try {
    await step();
    return [];
  } catch (error) {
    return [toDiagnostic(error)];
  }
}
