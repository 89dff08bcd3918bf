import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

/** A field of a protobuf message: its type and number; `repeated` and `map` (string keys) where it is one. */
type Field = readonly [type: string, id: number, rule?: 'repeated' | 'map'];

/**
 * The messages of Terraform's plugin protocol 6 that the endpoint reads or writes. Fields that it has no use for are
 * left out: protobuf skips unknown fields. Enums are plain integers, which is the same on the wire.
 */
const MESSAGES: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  Empty: {},
  DynamicValue: { msgpack: ['bytes', 1], json: ['bytes', 2] },
  Diagnostic: {
    severity: ['int32', 1],
    summary: ['string', 2],
    detail: ['string', 3],
    attribute: ['AttributePath', 4],
  },
  AttributePath: { steps: ['AttributeStep', 1, 'repeated'] },
  AttributeStep: { attribute_name: ['string', 1], element_key_string: ['string', 2], element_key_int: ['int64', 3] },
  RawState: { json: ['bytes', 1] },
  Schema: { version: ['int64', 1], block: ['Block', 2] },
  Block: {
    version: ['int64', 1],
    attributes: ['Attribute', 2, 'repeated'],
    block_types: ['NestedBlock', 3, 'repeated'],
  },
  Attribute: {
    name: ['string', 1],
    type: ['bytes', 2],
    required: ['bool', 4],
    optional: ['bool', 5],
    computed: ['bool', 6],
    sensitive: ['bool', 7],
    write_only: ['bool', 11],
  },
  NestedBlock: {
    type_name: ['string', 1],
    block: ['Block', 2],
    nesting: ['int32', 3],
    min_items: ['int64', 4],
    max_items: ['int64', 5],
  },
  ServerCapabilities: { plan_destroy: ['bool', 1], get_provider_schema_optional: ['bool', 2] },
  ClientCapabilities: { deferral_allowed: ['bool', 1], write_only_attributes_allowed: ['bool', 2] },
  ImportedResource: { type_name: ['string', 1], state: ['DynamicValue', 2], private: ['bytes', 3] },

  GetProviderSchemaResponse: {
    provider: ['Schema', 1],
    resource_schemas: ['Schema', 2, 'map'],
    data_source_schemas: ['Schema', 3, 'map'],
    diagnostics: ['Diagnostic', 4, 'repeated'],
    server_capabilities: ['ServerCapabilities', 6],
  },
  ValidateProviderConfigRequest: { config: ['DynamicValue', 1] },
  ValidateProviderConfigResponse: { diagnostics: ['Diagnostic', 2, 'repeated'] },
  ValidateConfigRequest: {
    type_name: ['string', 1],
    config: ['DynamicValue', 2],
    client_capabilities: ['ClientCapabilities', 3],
  },
  DiagnosticsResponse: { diagnostics: ['Diagnostic', 1, 'repeated'] },
  ConfigureProviderRequest: { terraform_version: ['string', 1], config: ['DynamicValue', 2] },
  UpgradeResourceStateRequest: { type_name: ['string', 1], version: ['int64', 2], raw_state: ['RawState', 3] },
  UpgradeResourceStateResponse: {
    upgraded_state: ['DynamicValue', 1],
    diagnostics: ['Diagnostic', 2, 'repeated'],
  },
  ReadResourceRequest: { type_name: ['string', 1], current_state: ['DynamicValue', 2], private: ['bytes', 3] },
  ReadResourceResponse: {
    new_state: ['DynamicValue', 1],
    diagnostics: ['Diagnostic', 2, 'repeated'],
    private: ['bytes', 3],
  },
  PlanResourceChangeRequest: {
    type_name: ['string', 1],
    prior_state: ['DynamicValue', 2],
    proposed_new_state: ['DynamicValue', 3],
    config: ['DynamicValue', 4],
    prior_private: ['bytes', 5],
  },
  PlanResourceChangeResponse: {
    planned_state: ['DynamicValue', 1],
    requires_replace: ['AttributePath', 2, 'repeated'],
    planned_private: ['bytes', 3],
    diagnostics: ['Diagnostic', 4, 'repeated'],
    legacy_type_system: ['bool', 5],
  },
  ApplyResourceChangeRequest: {
    type_name: ['string', 1],
    prior_state: ['DynamicValue', 2],
    planned_state: ['DynamicValue', 3],
    config: ['DynamicValue', 4],
    planned_private: ['bytes', 5],
  },
  ApplyResourceChangeResponse: {
    new_state: ['DynamicValue', 1],
    private: ['bytes', 2],
    diagnostics: ['Diagnostic', 3, 'repeated'],
    legacy_type_system: ['bool', 4],
  },
  ImportResourceStateRequest: { type_name: ['string', 1], id: ['string', 2] },
  ImportResourceStateResponse: {
    imported_resources: ['ImportedResource', 1, 'repeated'],
    diagnostics: ['Diagnostic', 2, 'repeated'],
  },
  ReadDataSourceRequest: { type_name: ['string', 1], config: ['DynamicValue', 2] },
  ReadDataSourceResponse: { state: ['DynamicValue', 1], diagnostics: ['Diagnostic', 2, 'repeated'] },
  StopProviderResponse: { Error: ['string', 1] },
};

/** The calls of service `tfplugin6.Provider`: request and response message. Calls not listed answer UNIMPLEMENTED. */
const CALLS = {
  GetProviderSchema: ['Empty', 'GetProviderSchemaResponse'],
  ValidateProviderConfig: ['ValidateProviderConfigRequest', 'ValidateProviderConfigResponse'],
  ValidateResourceConfig: ['ValidateConfigRequest', 'DiagnosticsResponse'],
  ValidateDataResourceConfig: ['ValidateConfigRequest', 'DiagnosticsResponse'],
  ConfigureProvider: ['ConfigureProviderRequest', 'DiagnosticsResponse'],
  UpgradeResourceState: ['UpgradeResourceStateRequest', 'UpgradeResourceStateResponse'],
  ReadResource: ['ReadResourceRequest', 'ReadResourceResponse'],
  PlanResourceChange: ['PlanResourceChangeRequest', 'PlanResourceChangeResponse'],
  ApplyResourceChange: ['ApplyResourceChangeRequest', 'ApplyResourceChangeResponse'],
  ImportResourceState: ['ImportResourceStateRequest', 'ImportResourceStateResponse'],
  ReadDataSource: ['ReadDataSourceRequest', 'ReadDataSourceResponse'],
  StopProvider: ['Empty', 'StopProviderResponse'],
} as const satisfies Readonly<Record<string, readonly [request: string, response: string]>>;

const PACKAGE = 'tfplugin6';

function toProtobufField([type, id, rule]: Field): { type: string; id: number; rule?: string; keyType?: string } {
  if (rule === 'map') return { type, id, keyType: 'string' };
  return rule === 'repeated' ? { type, id, rule } : { type, id };
}

function namespace(): Parameters<typeof fromJSON>[0] {
  const messages = Object.entries(MESSAGES).map(([name, fields]) => [
    name,
    { fields: Object.fromEntries(Object.entries(fields).map(([field, spec]) => [field, toProtobufField(spec)])) },
  ]);
  const methods = Object.entries(CALLS).map(([name, [requestType, responseType]]) => [
    name,
    { requestType, responseType },
  ]);
  const nested = Object.fromEntries(messages) as Record<string, unknown>;
  nested['Provider'] = { methods: Object.fromEntries(methods) as object };
  return { nested: { [PACKAGE]: { nested } } } as Parameters<typeof fromJSON>[0];
}

/** The gRPC definition of `tfplugin6.Provider`, as protocol 6 numbers it. Field names stay as they are in the protocol. */
export const PROVIDER_SERVICE = fromJSON(namespace(), { keepCase: true, longs: Number, defaults: true })[
  `${PACKAGE}.Provider`
] as ServiceDefinition;
