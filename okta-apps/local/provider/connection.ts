import { setMaxListeners } from 'node:events';
import type { Agent } from 'node:http';
import { PROVIDER_SCHEMA, targetOf, verifyCredentials, type DefaultOrg } from './configure';
import { ProviderError, LOCAL_PROVIDER, toDiagnostic, toWire } from './diagnostics';
import { applyChange, readDataSource, refresh } from './lifecycle';
import { OktaClient } from './okta-client';
import { decodeObject, encodeValue, type Requests } from './protocol/values';
import { DATA_SOURCES, RESOURCES } from './registry';
import { toWireSchema, type Fields } from './schema';
import { planChange } from './sdk/plan';
import { IMPORTED_PRIVATE, fromStateJson, privateData } from './sdk/state';
import { validateConfig } from './sdk/validate';
import type { ObjectValue, Value } from './sdk/value';

/** The calls of the protocol, each from request to response. */
export type Calls = { readonly [Call in keyof Requests]: (request: Requests[Call]) => object | Promise<object> };

/** What all connections of an endpoint share. */
export interface Shared {
  readonly org: DefaultOrg | undefined;
  readonly agent: Agent;
  readonly log: (line: string) => void;
}

const SCHEMA_RESPONSE = {
  provider: toWireSchema(PROVIDER_SCHEMA),
  resource_schemas: Object.fromEntries(
    Object.entries(RESOURCES).map(([name, { schema }]) => [name, toWireSchema(schema)]),
  ),
  data_source_schemas: Object.fromEntries(
    Object.entries(DATA_SOURCES).map(([name, { schema }]) => [name, toWireSchema(schema)]),
  ),
  diagnostics: [],
  // Terraform may keep the schema of one instance for the next: it never changes.
  server_capabilities: { get_provider_schema_optional: true },
};

/**
 * The calls of one connection. Terraform opens one for each instance of a provider, so what a connection was configured
 * with is its own: runs against different orgs can use the same endpoint side by side.
 * @param end stops what is still waiting
 */
export function callsOf(shared: Shared, end: AbortController): Calls {
  let configured: OktaClient | undefined;
  setMaxListeners(0, end.signal);

  const okta = (): OktaClient => {
    if (configured === undefined)
      throw new ProviderError(`the ${LOCAL_PROVIDER} was asked for Okta before it was configured`);
    return configured;
  };

  return {
    GetProviderSchema: () => SCHEMA_RESPONSE,
    ValidateProviderConfig: ({ config }) => ({
      diagnostics: validateConfig(PROVIDER_SCHEMA.fields, decodeObject(config) ?? {}).map(toWire),
    }),
    ValidateResourceConfig: ({ type_name, config, client_capabilities }) =>
      withDiagnostics(() => {
        const { schema, validate } = resource(type_name);
        const block = decodeObject(config) ?? {};
        const writeOnlyAllowed = client_capabilities?.write_only_attributes_allowed ?? false;
        const further = validate?.(block, writeOnlyAllowed) ?? [];
        return { diagnostics: [...further, ...validateConfig(schema.fields, block)].map(toWire) };
      }),
    ValidateDataResourceConfig: ({ type_name, config }) =>
      withDiagnostics(() => ({
        diagnostics: validateConfig(dataSource(type_name).schema.fields, decodeObject(config) ?? {}).map(toWire),
      })),
    ConfigureProvider: ({ terraform_version, config }) =>
      withDiagnostics(async () => {
        const client = new OktaClient(targetOf(decodeObject(config) ?? {}, shared.org), shared.agent, end.signal);
        shared.log(`${LOCAL_PROVIDER}: serves ${client.target.org} to Terraform ${terraform_version}`);
        await verifyCredentials(client);
        configured = client;
        return { diagnostics: [] };
      }),
    UpgradeResourceState: ({ type_name, raw_state }) =>
      withDiagnostics(() => {
        const state = fromStateJson(resource(type_name).schema, Buffer.from(raw_state.json).toString('utf8'));
        return { upgraded_state: encodeValue(state), diagnostics: [] };
      }),
    ReadResource: ({ type_name, current_state, private: kept }) =>
      withDiagnostics(async () => {
        const current = decodeObject(current_state);
        if (current === null) return { new_state: encodeValue(null), diagnostics: [], private: kept };
        const { state, diagnostics } = await refresh(resource(type_name), current, okta());
        return { new_state: encodeValue(state), diagnostics: diagnostics.map(toWire), private: kept };
      }),
    PlanResourceChange: (request) => withDiagnostics(() => planned(request)),
    ApplyResourceChange: ({ type_name, prior_state, planned_state, config, planned_private }) =>
      withDiagnostics(async () => {
        const change = {
          prior: decodeObject(prior_state),
          planned: decodeObject(planned_state),
          config: decodeObject(config),
        };
        const { state, diagnostics } = await applyChange(resource(type_name), change, okta());
        return {
          new_state: encodeValue(state),
          private: planned_private,
          diagnostics: diagnostics.map(toWire),
          legacy_type_system: true,
        };
      }),
    ImportResourceState: ({ type_name, id }) =>
      withDiagnostics(async () => {
        const type = resource(type_name);
        const state = emptyState(type.schema.fields, type.schema.timeouts, await type.import(id, okta()));
        return {
          imported_resources: [{ type_name, state: encodeValue(state), private: IMPORTED_PRIVATE }],
          diagnostics: [],
        };
      }),
    ReadDataSource: ({ type_name, config }) =>
      withDiagnostics(async () => {
        const block = decodeObject(config) ?? {};
        const { state, diagnostics } = await readDataSource(dataSource(type_name), block, okta());
        return { state: encodeValue(state), diagnostics: diagnostics.map(toWire) };
      }),
    StopProvider: () => {
      end.abort(new ProviderError('stopped by Terraform'));
      return { Error: '' };
    },
  };
}

function resource(name: string) {
  const found = RESOURCES[name];
  if (found === undefined) throw new ProviderError(`the ${LOCAL_PROVIDER} does not serve the resource ${name}`);
  return found;
}

function dataSource(name: string) {
  const found = DATA_SOURCES[name];
  if (found === undefined) throw new ProviderError(`the ${LOCAL_PROVIDER} does not serve the data source ${name}`);
  return found;
}

/** A failure becomes the answer's diagnostic: gRPC errors would reach the user as a broken plugin. */
async function withDiagnostics<Response extends object>(
  answer: () => Response | Promise<Response>,
): Promise<Response | { diagnostics: object[] }> {
  try {
    return await answer();
  } catch (error) {
    return { diagnostics: [toWire(toDiagnostic(error))] };
  }
}

function planned({
  type_name,
  prior_state,
  proposed_new_state,
  prior_private,
}: Requests['PlanResourceChange']): object {
  const { schema, replacesWhen } = resource(type_name);
  const prior = decodeObject(prior_state);
  const proposed = decodeObject(proposed_new_state);
  if (proposed === null) {
    return { planned_state: encodeValue(null), planned_private: prior_private, legacy_type_system: true };
  }
  const plan = planChange(schema.fields, prior, proposed, replacesWhen ?? (() => []));
  return {
    planned_state: encodeValue(plan.planned),
    requires_replace: plan.replaces.map((name) => ({ steps: [{ attribute_name: name }] })),
    planned_private: privateData(schema.timeouts, proposed['timeouts'] ?? null),
    legacy_type_system: true,
  };
}

function emptyState(fields: Fields, timeouts: boolean, values: ObjectValue): ObjectValue {
  const empty = Object.entries(fields).map(([name, field]): [string, Value] => [
    name,
    field.type === 'blocks' ? [] : null,
  ]);
  return { ...Object.fromEntries(empty), ...(timeouts ? { timeouts: null } : {}), ...values };
}
